-- sluice.Report: what a verification found; the fields are those of verify.json, `passed`, and `kept` when it was found
-- before.
local Report = {}
Report.__index = Report

function Report:__tostring()
  return self.summary
end

return function(fields, summary, passed, kept)
  fields.summary = summary:gsub('%s+$', '')
  fields.passed, fields.kept = passed, kept
  return setmetatable(fields, Report)
end
