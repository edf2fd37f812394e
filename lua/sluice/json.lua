-- sluice.json: Lua values as JSON text. A table with an entry 1 is an array, any other an object with sorted members.
local sorted_names = require 'torch.sorted_names'

local json = {}

local encode

local function quoted(text)
  return '"' .. text:gsub('[%c"\\\127]', function(c)
    return string.format('\\u%04x', c:byte())
  end) .. '"'
end

local function encode_array(list)
  local parts = {}
  for i, value in ipairs(list) do
    parts[i] = encode(value)
  end
  return '[' .. table.concat(parts, ',') .. ']'
end

local function encode_object(members)
  local parts = {}
  for i, name in ipairs(sorted_names(members)) do
    parts[i] = quoted(name) .. ':' .. encode(members[name])
  end
  return '{' .. table.concat(parts, ',') .. '}'
end

local function encode_number(value)
  if value ~= value or value == math.huge or value == -math.huge then
    error('a number that is not finite has no JSON form', 0)
  end
  local whole = value == math.floor(value) and math.abs(value) < 2 ^ 53
  return string.format(whole and '%.0f' or '%.17g', value)
end

function encode(value)
  local kind = type(value)
  if kind == 'table' then
    return value[1] ~= nil and encode_array(value) or encode_object(value)
  elseif kind == 'number' then
    return encode_number(value)
  elseif kind == 'string' then
    return quoted(value)
  end
  return tostring(value)
end

json.encode = encode

return json
