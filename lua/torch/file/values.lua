-- Reading and writing of numbers, storages, booleans and strings, in binary and in ascii.
local elements = require 'torch.elements'
local encodings = require 'torch.file.encodings'

local KINDS = { 'Byte', 'Char', 'Short', 'Int', 'Long', 'Float', 'Double' }

local FIRST_STEP = 64 * 1024  -- elements

local values = {}

local function encoding_of(file, kind)
  if kind == 'Long' and file._long_size == 4 and file._binary then
    return encodings.ShortLong
  end
  return encodings[kind]
end

-- In ascii every write call ends its line; the read call skips that.
local function end_line(file, count)
  if not file._binary and file._spacing and count > 0 then
    file:put('\n')
  end
end

local function skip_line_end(file, count)
  if not file._binary and file._spacing and count > 0 and file:peek() == '\n' then
    file:take(1)
  end
end

-- A word of a file for a message: a binary one may hold anything.
local function shown(word)
  return word == '' and 'the end' or ("'%s'"):format(word:gsub('[%c\127-\255]', '?'))
end

local function take_token(file, kind)
  local word, offset = file:take_word(64)
  local value = encodings[kind].from_text(word)
  if value == nil then
    return file:fail(shown(word), ('a number of type %s'):format(kind), offset)
  end
  return value
end

local function read_one(file, kind)
  local encoding = encoding_of(file, kind)
  if not file._binary and not encoding.raw then
    return take_token(file, kind)
  end
  local bytes = file:take_exactly(encoding.size, kind)
  if not bytes then
    return nil
  end
  return encoding.unpack(file._swaps and encodings.swap(bytes, encoding.size) or bytes)
end

local function write_one(file, kind, value)
  local encoding = encoding_of(file, kind)
  if not file._binary and not encoding.raw then
    file:put(encoding.to_text(value))
  else
    local bytes = encoding.pack(value)
    file:put(file._swaps and encodings.swap(bytes, encoding.size) or bytes)
  end
end

-- n raw characters, as they stand after a length.
function values.read_text(file, n)
  local text = n == 0 and '' or file:take_exactly(n, 'text')
  skip_line_end(file, n)
  return text
end

function values.write_text(file, text)
  file:put(text)
  end_line(file, #text)
end

-- Every element needs at least a byte, in ascii a byte and a space: so much must be there.
local function demand_bytes(file, kind, count)
  local encoding = encoding_of(file, kind)
  local least = (file._binary or encoding.raw) and count * encoding.size or 2 * count - 1
  if count < 0 or count > 2 ^ 53 or not file:may_have(least) then
    return file:fail(('a storage of %.0f elements, with %s bytes left'):format(count, file:bytes_left() or '?'),
      ('at least %.0f bytes'):format(math.max(least, 0)))
  end
  return true
end

-- Straight into the storage's memory. Where the size of the file is unknown, the storage grows with
-- the bytes that really come.
local function read_memory(file, kind, count, storage)
  local size = storage:elementSize()
  local done, step = 0, (count <= FIRST_STEP or file:bytes_left()) and count or FIRST_STEP
  while done < count do
    local more = math.min(step, count - done)
    storage:resize(done + more)
    if not file:take_into(storage:data() + done, more * size, kind .. ' elements') then
      return nil
    end
    done, step = done + more, 2 * step
  end
  return storage
end

local function read_encoded(file, kind, count, storage)
  local encoding = encoding_of(file, kind)
  local bytes = file:take_exactly(count * encoding.size, kind .. ' elements')
  if not bytes then
    return nil
  end
  if file._swaps then
    bytes = encodings.swap(bytes, encoding.size)
  end
  storage:resize(count)
  if encoding.size == storage:elementSize() then
    storage:rawstring(bytes)
    return storage
  end
  for i = 1, count do
    storage[i] = encoding.unpack(bytes:sub((i - 1) * encoding.size + 1, i * encoding.size))
  end
  return storage
end

-- Whether the file holds elements as memory does.
local function is_plain(file, encoding, storage)
  return not file._swaps and encoding.size == storage:elementSize()
end

local function read_block(file, kind, count, storage)
  local plain = is_plain(file, encoding_of(file, kind), storage)
  return (plain and read_memory or read_encoded)(file, kind, count, storage)
end

local function read_list(file, kind, count, storage)
  local list = {}
  for i = 1, count do
    list[i] = take_token(file, kind)
    if list[i] == nil then
      return nil
    end
  end
  storage:resize(count)
  local data = storage:data()
  for i = 1, count do
    data[i - 1] = list[i]
  end
  return storage
end

-- `count` elements from the file, in `storage` or a new one.
function values.read_storage(file, kind, count, storage)
  if not demand_bytes(file, kind, count) then
    return nil
  end
  storage = storage or torch[kind .. 'Storage']()
  if count == 0 then
    return storage:resize(0)
  end
  local read = (file._binary or encodings[kind].raw) and read_block or read_list
  local filled = read(file, kind, count, storage)
  skip_line_end(file, count)
  return filled
end

local function write_elements(file, encoding, storage)
  local data, element, texts = storage:data(), elements[encoding.name], {}
  for i = 1, storage:size() do
    texts[i] = encoding.to_text(encoding.name == 'Long' and data[i - 1] or element(data, i - 1))
  end
  file:put(table.concat(texts, ' '))
end

function values.write_storage(file, kind, storage)
  local count = storage:size()
  local encoding = encoding_of(file, kind)
  if count == 0 then
    return
  elseif not file._binary and not encoding.raw then
    write_elements(file, encoding, storage)
  elseif is_plain(file, encoding, storage) then
    file:put_from(storage:data(), count * encoding.size)
  elseif encoding.size ~= storage:elementSize() then
    for i = 1, count do
      write_one(file, kind, storage[i])
    end
  else
    file:put(encodings.swap(storage:rawstring(), encoding.size))
  end
  end_line(file, count)
end

function values.read_number(file, kind)
  local value = read_one(file, kind)
  skip_line_end(file, 1)
  return value
end

function values.write_number(file, kind, value)
  write_one(file, kind, value)
  end_line(file, 1)
end

-- readInt(): a number; readInt(n): a storage of n; readInt(storage): fills it, gives the count.
local function reader(kind)
  return function(file, what)
    file:demand('_readable', 'reading')
    if what == nil then
      local value = values.read_number(file, kind)
      return value and tonumber(value)
    elseif type(what) == 'number' then
      return values.read_storage(file, kind, what)
    end
    return values.read_storage(file, kind, what:size(), what) and what:size() or 0
  end
end

local function writer(kind)
  return function(file, what)
    file:demand('_writable', 'writing')
    if type(what) == 'number' then
      values.write_number(file, kind, what)
      return 1
    elseif torch.typename(what) ~= 'torch.' .. kind .. 'Storage' then
      error(('write%s: found %s, expected a number or a torch.%sStorage'):format(kind,
        torch.typename(what) or type(what), kind), 2)
    end
    values.write_storage(file, kind, what)
    return what:size()
  end
end

local function read_bool(file)
  file:demand('_readable', 'reading')
  local value = values.read_number(file, 'Int')
  return value and value ~= 0
end

local function write_bool(file, value)
  file:demand('_writable', 'writing')
  values.write_number(file, 'Int', value and 1 or 0)
end

local function read_string(file, format)
  file:demand('_readable', 'reading')
  if format == '*a' then
    local parts = {}
    repeat
      parts[#parts + 1] = file:take(64 * 1024)
    until parts[#parts] == ''
    return table.concat(parts)
  elseif format ~= '*l' then
    error(("readString: found %s, expected '*a' or '*l'"):format(tostring(format)), 2)
  end
  return file:take_line() or file:fail('the end', 'a line')
end

local function write_string(file, text)
  file:demand('_writable', 'writing')
  if type(text) ~= 'string' then
    error('writeString: found a ' .. type(text) .. ', expected a string', 2)
  end
  file:put(text)
  return #text
end

function values.install(File)
  for _, kind in ipairs(KINDS) do
    File['read' .. kind], File['write' .. kind] = reader(kind), writer(kind)
  end
  File.readBool, File.writeBool = read_bool, write_bool
  File.readString, File.writeString = read_string, write_string
end

return values
