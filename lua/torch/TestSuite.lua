-- torch.TestSuite(): a table of tests in which no name is given twice and no table is nested.
function torch.TestSuite()
  local tests = {}
  return setmetatable({}, {
    __index = tests,
    __newindex = function(_, name, test)
      if type(test) == 'table' then
        error(('TestSuite: the test %s is a table, expected a function'):format(tostring(name)), 2)
      elseif tests[name] ~= nil then
        error(('TestSuite: the test %s is defined twice'):format(tostring(name)), 2)
      end
      tests[name] = test
    end,
    __pairs = function() return pairs(tests) end,
    __tests = tests,
  })
end

return torch.TestSuite
