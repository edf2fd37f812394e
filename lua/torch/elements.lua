-- Reads elements through FFI pointers without being fooled by NaNs.
--
-- LuaJIT keeps types in the payloads of NaNs and takes what FFI reads as it is, so a foreign NaN in
-- a file or in memory that was never written would turn into a value of any type, and then a crash.
local bit = require 'bit'
local ffi = require 'ffi'

local band = bit.band
local words = ffi.typeof('const uint32_t *')

local function special(is_infinite, is_negative)
  if is_infinite then
    return is_negative and -math.huge or math.huge
  end
  return 0 / 0
end

local elements = {}

-- The double at data[i].
function elements.Double(data, i)
  local halves = ffi.cast(words, data)
  local high = halves[2 * i + 1]
  if band(high, 0x7ff00000) == 0x7ff00000 then
    return special(band(high, 0xfffff) == 0 and halves[2 * i] == 0, high >= 0x80000000)
  end
  return data[i]
end

-- The float at data[i].
function elements.Float(data, i)
  local word = ffi.cast(words, data)[i]
  if band(word, 0x7f800000) == 0x7f800000 then
    return special(band(word, 0x7fffff) == 0, word >= 0x80000000)
  end
  return data[i]
end

-- The integer at data[i]; a long that needs more than 53 bits loses the lowest.
local function read_integer(data, i)
  return tonumber(data[i])
end

for _, kind in ipairs({ 'Byte', 'Char', 'Short', 'Int', 'Long' }) do
  elements[kind] = read_integer
end

return elements
