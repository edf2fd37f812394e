-- How single values become bytes: one entry per element type, in binary and in ascii.
local elements = require 'torch.elements'
local ffi = require 'ffi'

ffi.cdef 'long long strtoll(const char *text, char **end, int base);'

local encodings = {}

local function binary(c_type, element)
  local size = ffi.sizeof(c_type)
  local scratch = ffi.new(c_type .. '[1]')
  local function pack(value)
    scratch[0] = value
    return ffi.string(scratch, size)
  end
  local function unpack(bytes)
    ffi.copy(scratch, bytes, size)
    return element(scratch, 0)
  end
  -- The value as an element of that type holds it.
  local function round(value)
    scratch[0] = value
    return element(scratch, 0)
  end
  return size, pack, unpack, round
end

local function add(name, c_type, format, parse)
  local size, pack, unpack, round = binary(c_type, elements[name])
  encodings[name] = {
    name = name,
    c_type = c_type,
    size = size,
    pack = pack,
    unpack = unpack,
    -- Bytes and characters stand as they are in ascii files too.
    raw = format == nil,
    to_text = format and function(value) return format:format(round(value)) end,
    from_text = parse or tonumber,
  }
end

add('Byte', 'uint8_t')
add('Char', 'int8_t')
add('Short', 'int16_t', '%d')
add('Int', 'int32_t', '%d')
add('Long', 'int64_t', '%d')
add('Float', 'float', '%.9g')
add('Double', 'double', '%.17g')

-- Longs keep all 64 bits on their way through text.
function encodings.Long.to_text(value)
  return type(value) == 'number' and ('%.0f'):format(value) or (tostring(value):gsub('U?LL$', ''))
end

function encodings.Long.from_text(text)
  return text:match('^[-+]?%d+$') and ffi.C.strtoll(text, nil, 10) or nil
end

-- Longs of 4 bytes, as 32-bit machines wrote them.
local size, pack, unpack = binary('int32_t', elements.Int)
encodings.ShortLong = setmetatable({ size = size, pack = pack, unpack = unpack, c_type = 'int32_t' },
  { __index = encodings.Long })

-- The bytes of every element of `size` bytes in reverse order.
function encodings.swap(bytes, element_size)
  if element_size == 1 then
    return bytes
  end
  local swapped = ffi.new('char[?]', #bytes)
  local source = ffi.cast('const char *', bytes)
  for i = 0, #bytes - 1, element_size do
    for k = 0, element_size - 1 do
      swapped[i + k] = source[i + element_size - 1 - k]
    end
  end
  return ffi.string(swapped, #bytes)
end

return encodings
