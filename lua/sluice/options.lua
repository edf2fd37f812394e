-- Checks tables of options: names, types, ranges. Every complaint is raised at the user's line.
local fail = require 'sluice.fail'
local sorted_names = require 'torch.sorted_names'

local options = {}

local function described(value)
  return type(value) == 'number' and tostring(value) or type(value) == 'string' and string.format('%q', value)
    or 'a ' .. (torch.typename(value) or type(value))
end

-- Checkers: each gives what it expected, or nil when the value is right; and what it found, where that says more than
-- the value.
options.text = function(value)
  return not (type(value) == 'string' and value ~= '') and 'a text' or nil
end

options.switch = function(value)
  return type(value) ~= 'boolean' and 'true or false' or nil
end

options.tensor = function(value)
  return not torch.isTensor(value) and 'a tensor' or nil
end

function options.number(low, high)
  return function(value)
    local right = type(value) == 'number' and value >= low and value <= high
    return not right and string.format('a number from %g to %g', low, high) or nil
  end
end

function options.whole(low, high)
  return function(value)
    local right = type(value) == 'number' and value == math.floor(value) and value >= low and value <= high
    return not right and string.format('a whole number from %.0f to %.0f', low, high) or nil
  end
end

function options.one_of(...)
  local words = { ... }
  return function(value)
    for _, word in ipairs(words) do
      if value == word then
        return nil
      end
    end
    return 'one of ' .. table.concat(words, ', ')
  end
end

local function count_entries(value)
  local count = 0
  for _ in pairs(value) do
    count = count + 1
  end
  return count
end

function options.list_of(checker, low, high)
  return function(value)
    if type(value) ~= 'table' or #value < low or #value > high then
      return low == high and string.format('a list of %d entries', low)
        or string.format('a list of %d to %d entries', low, high)
    elseif count_entries(value) ~= #value then
      return 'a list without named entries'
    end
    for i, entry in ipairs(value) do
      local expected = checker(entry)
      if expected then
        return expected, string.format('%s as entry %d', described(entry), i)
      end
    end
  end
end

function options.table_of(where, specification)
  return function(value)
    if type(value) ~= 'table' then
      return 'a table'
    end
    for name, entry in pairs(value) do
      local inner = string.format('%s.%s', where, tostring(name))
      if type(name) ~= 'string' then
        return 'a table from names to tables'
      end
      if type(entry) ~= 'table' then
        fail(nil, '%s: found %s, expected a table', inner, described(entry))
      end
      options.check(inner, entry, specification)
    end
  end
end

-- `specification` maps each name to its checker.
function options.check(where, given, specification)
  for name, value in pairs(given) do
    local checker = specification[name]
    if not checker then
      fail(nil, '%s: unknown option %q, expected %s', where, tostring(name),
        table.concat(sorted_names(specification), ', '))
    end
    local expected, found = checker(value)
    if expected then
      fail(nil, '%s: option %s: found %s, expected %s', where, name, found or described(value), expected)
    end
  end
end

return options
