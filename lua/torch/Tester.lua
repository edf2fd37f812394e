-- torch.Tester: named tests, assertions that go on after a failure, and a summary.
local Tester = torch.class('torch.Tester')

function Tester:__init()
  self.tests, self.order, self.disabled = {}, {}, {}
  self.failures, self.errors, self.assertions = {}, {}, 0
end

-- add(function, name), add(table or TestSuite [, name]), add(tester)
function Tester:add(tests, name)
  if type(tests) == 'function' then
    name = name or 'unknown'
    if self.tests[name] then
      error(('Tester: the test %s is defined twice'):format(name), 2)
    end
    self.tests[name] = tests
    self.order[#self.order + 1] = name
    return self
  end
  local meta = getmetatable(tests)
  local source = meta and meta.__tests or tests.tests or tests
  local names = {}
  for test_name in pairs(source) do
    names[#names + 1] = test_name
  end
  table.sort(names, function(a, b) return tostring(a) < tostring(b) end)
  for _, test_name in ipairs(names) do
    self:add(source[test_name], (name and name .. '.' or '') .. tostring(test_name))
  end
  return self
end

function Tester:disable(names)
  for _, name in ipairs(type(names) == 'table' and names or { names }) do
    self.disabled[name] = true
  end
  return self
end

function Tester:setEarlyAbort(on) self.early_abort = on ~= false end
function Tester:setRethrowErrors(on) self.rethrow = on ~= false end
function Tester:setSummaryOnly(on) self.summary_only = on ~= false end

-- Records an assertion of the running test; gives whether it holds.
function Tester:_record(holds, message, text)
  self.assertions = self.assertions + 1
  if holds then
    return true
  end
  local failure = ('%s%s'):format(message and tostring(message) .. ': ' or '', text)
  table.insert(self.failures, { name = self.current or '?', text = debug.traceback(failure, 3) })
  if self.early_abort then
    error('EARLY ABORT', 0)
  end
  return false
end

local function selected(self, names)
  if names == nil then
    return self.order
  end
  local chosen = type(names) == 'table' and names or { names }
  for _, name in ipairs(chosen) do
    if not self.tests[name] then
      error(('Tester: there is no test %s'):format(tostring(name)), 3)
    end
  end
  return chosen
end

function Tester:_run_one(name)
  self.current = name
  local failures = #self.failures
  local ok, err = true, nil
  if self.rethrow then
    self.tests[name]()
  else
    ok, err = xpcall(self.tests[name], debug.traceback)
  end
  if not ok then
    table.insert(self.errors, { name = name, text = tostring(err) })
  end
  return ok and #self.failures == failures
end

local function print_all(kind, list)
  for _, entry in ipairs(list) do
    print(('%s\n%s\n%s\n'):format(entry.name, kind, entry.text))
  end
end

-- Runs all tests, or those named, and raises an error when one of them did not pass.
function Tester:run(names)
  local count = 0
  for _, name in ipairs(selected(self, names)) do
    if not self.disabled[name] then
      count = count + 1
      local good = self:_run_one(name)
      if not self.summary_only then
        print(('%s %s'):format(good and 'ok  ' or 'FAIL', name))
      end
      if not good and self.early_abort then
        break
      end
    end
  end
  print_all('Function call failed', self.errors)
  print_all('Assertion failed', self.failures)
  print(('Completed %d asserts in %d tests with %d failures and %d errors'):format(self.assertions,
    count, #self.failures, #self.errors))
  if #self.failures + #self.errors > 0 then
    error('An error was found while running tests!', 0)
  end
end

return Tester
