-- The assertions of torch.Tester: each records a failure and goes on.
local Tester = torch.getmetatable('torch.Tester')

function Tester:assert(condition, message)
  return self:_record(condition and true or false, message, 'condition is ' .. tostring(condition))
end

local function comparison(name, symbol, holds)
  Tester['assert' .. name] = function(self, value, wanted, message)
    return self:_record(holds(value, wanted), message,
      ('%s %s %s is false'):format(tostring(value), symbol, tostring(wanted)))
  end
end

comparison('lt', '<', function(a, b) return a < b end)
comparison('le', '<=', function(a, b) return a <= b end)
comparison('gt', '>', function(a, b) return a > b end)
comparison('ge', '>=', function(a, b) return a >= b end)
comparison('eq', '==', function(a, b) return a == b end)
comparison('ne', '~=', function(a, b) return a ~= b end)

function Tester:assertalmosteq(value, wanted, tolerance, message)
  tolerance = tolerance or 1e-16
  return self:_record(math.abs(value - wanted) <= tolerance, message,
    ('%s differs from %s by more than %s'):format(tostring(value), tostring(wanted), tolerance))
end

-- What makes two values differ by more than the tolerance; nil when they are equal.
local function difference(a, b, tolerance)
  local kind_a, kind_b = torch.typename(a) or type(a), torch.typename(b) or type(b)
  if kind_a ~= kind_b then
    return ('found a %s, expected a %s'):format(kind_a, kind_b)
  elseif torch.isTensor(a) then
    if not a:isSameSizeAs(b) then
      return ('found sizes %s, expected %s'):format(table.concat(a:size():totable(), 'x'),
        table.concat(b:size():totable(), 'x'))
    elseif a:nElement() == 0 then
      return nil
    end
    local worst = (a:double() - b:double()):abs():max()
    return (worst ~= worst or worst > tolerance) and ('the largest difference is %g, expected at most %g')
      :format(worst, tolerance) or nil
  elseif kind_a == 'number' then
    local distance = math.abs(a - b)
    return a ~= b and (distance ~= distance or distance > tolerance) and ('%s is not %s'):format(a, b) or nil
  elseif kind_a ~= 'table' then
    return a ~= b and ('%s is not %s'):format(tostring(a), tostring(b)) or nil
  end
  for key in pairs(a) do
    local found = b[key] == nil and 'only the first has it' or difference(a[key], b[key], tolerance)
    if found then
      return ('at %s: %s'):format(tostring(key), found)
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return ('at %s: only the second has it'):format(tostring(key))
    end
  end
end

local function equality(name)
  Tester['assert' .. name .. 'Eq'] = function(self, value, wanted, tolerance, message)
    if type(tolerance) == 'string' then
      tolerance, message = nil, tolerance
    end
    local found = difference(value, wanted, tolerance or 0)
    return self:_record(found == nil, message, found or '')
  end
  Tester['assert' .. name .. 'Ne'] = function(self, value, wanted, tolerance, message)
    if type(tolerance) == 'string' then
      tolerance, message = nil, tolerance
    end
    return self:_record(difference(value, wanted, tolerance or 0) ~= nil, message,
      'the two are equal')
  end
end

equality('Tensor')
equality('Table')
equality('General')
Tester.eq, Tester.ne = Tester.assertGeneralEq, Tester.assertGeneralNe

function Tester:assertNoError(f, message)
  local ok, err = pcall(f)
  return self:_record(ok, message, 'error: ' .. tostring(err))
end

function Tester:assertErrorObj(f, holds, message)
  local ok, err = pcall(f)
  return self:_record(not ok and holds(err) or false, message,
    ok and 'expected an error' or 'another error: ' .. tostring(err))
end

function Tester:assertError(f, message)
  return self:assertErrorObj(f, function() return true end, message)
end

function Tester:assertErrorMsg(f, text, message)
  return self:assertErrorObj(f, function(err) return tostring(err) == text end, message)
end

function Tester:assertErrorPattern(f, pattern, message)
  return self:assertErrorObj(f, function(err) return tostring(err):find(pattern) ~= nil end, message)
end
