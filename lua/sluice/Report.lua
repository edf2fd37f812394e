-- sluice.Report: what a verification found; the fields are those of verify.json, and `passed`.
local Report = {}
Report.__index = Report

function Report:__tostring()
  return self.summary
end

return function(fields, summary, passed)
  fields.summary = summary:gsub('%s+$', '')
  fields.passed = passed
  return setmetatable(fields, Report)
end
