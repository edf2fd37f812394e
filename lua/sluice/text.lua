-- Texts from files, which may hold any bytes: which are UTF-8, and how messages quote them.
local text = {}

local sequences = {
  '[\194-\223][\128-\191]', '\224[\160-\191][\128-\191]', '\237[\128-\159][\128-\191]',
  '[\225-\236\238\239][\128-\191][\128-\191]', '\240[\144-\191][\128-\191][\128-\191]',
  '[\241-\243][\128-\191][\128-\191][\128-\191]', '\244[\128-\143][\128-\191][\128-\191]',
}

-- Whether `bytes` is UTF-8, the only text that JSON has.
function text.is_utf8(bytes)
  for _, sequence in ipairs(sequences) do
    bytes = bytes:gsub(sequence, '?')
  end
  return not bytes:find('[\128-\255]')
end

-- In quotes, on one line, whatever it holds.
function text.quoted(bytes)
  local pattern = text.is_utf8(bytes) and '[%c"\\\127]' or '[%c"\\\127-\255]'
  return '"' .. bytes:gsub(pattern, function(c)
    return (c == '"' or c == '\\') and '\\' .. c or string.format('\\x%02x', c:byte())
  end) .. '"'
end

return text
