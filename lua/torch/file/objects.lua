-- Objects in Torch7's .t7 format: a type index, then the value; tables, classes and functions once
-- each, later by their number.
local functions = require 'torch.file.functions'
local values = require 'torch.file.values'

local TYPE = { ['nil'] = 0, number = 1, string = 2, table = 3, torch = 4, boolean = 5, ['function'] = 8 }
local LEGACY_FUNCTION, LEGACY_RECURSIVE_FUNCTION = 6, 7

-- Deep objects go on in a fresh coroutine, each of which has a stack of its own.
local LEVELS_PER_STACK, MOST_LEVELS = 100, 20000

-- Packages that define the classes of a file when nobody has loaded them yet.
local HOMES = { nn = { 'nn', 'nngraph' }, nngraph = { 'nngraph' }, graph = { 'nngraph' },
  optim = { 'optim' } }

local objects = {}

local function result_of(ok, ...)
  if not ok then
    error((...), 0)
  end
  return ...
end

-- f(file, value), however deep the nesting.
local function descend(file, f, value)
  local level = (file._level or 0) + 1
  if level > MOST_LEVELS then
    return file:fail('objects nested more than ' .. MOST_LEVELS .. ' deep', 'fewer levels')
  end
  file._level = level
  local result
  if level % LEVELS_PER_STACK == 0 then
    local thread = coroutine.create(f)
    result = result_of(coroutine.resume(thread, file, value))
  else
    result = f(file, value)
  end
  file._level = level - 1
  return result
end

local function read_int(file) return values.read_number(file, 'Int') end
local function write_int(file, value) values.write_number(file, 'Int', value) end

local function read_sized_text(file, what)
  local offset = file:tell()
  local length = read_int(file)
  if length < 0 then
    file:fail(('a length of %d'):format(length), 'the length of ' .. what, offset)
  end
  return values.read_text(file, length)
end

local function write_sized_text(file, text)
  write_int(file, #text)
  values.write_text(file, text)
end

local function read_table(file, index)
  local offset = file:tell()
  local count = read_int(file)
  if count < 0 then
    file:fail(('a table of %d entries'):format(count), 'a count', offset)
  end
  local result = {}
  file._read[index] = result
  for _ = 1, count do
    local key_offset = file:tell()
    local key = file:readObject()
    if key == nil or key ~= key then
      file:fail(tostring(key) .. ' as a key of a table', 'a value that can be a key', key_offset)
    end
    result[key] = file:readObject()
  end
  return result
end

-- A table of fields from the file, into the object of a class.
function objects.read_fields(file, object)
  local offset = file:tell()
  local fields = file:readObject()
  if type(fields) ~= 'table' then
    file:fail('a ' .. type(fields), ('the fields of the %s'):format(torch.typename(object)), offset)
  end
  for key, value in pairs(fields) do
    object[key] = value
  end
end

local function factory_of(class_name)
  local make = torch.factory(class_name)
  for _, package_name in ipairs(not make and HOMES[class_name:match('^%w+')] or {}) do
    make = make or pcall(require, package_name) and torch.factory(class_name)
  end
  return make
end

local function read_torch_object(file, index)
  local offset = file:tell()
  local class_name, version = read_sized_text(file, 'a class version'), 0
  local number = class_name:match('^V (.*)$')
  if number then
    version = tonumber(number) or file:fail(("'V %s'"):format(number), 'a class version', offset)
    offset = file:tell()
    class_name = read_sized_text(file, 'a class name')
  end
  local make = factory_of(class_name)
  if not make then
    file:fail(('an object of the unknown Torch class <%s>'):format(class_name:sub(1, 80)),
      'a class of a package that is loaded', offset)
  end
  local object = make(file)
  file._read[index] = object
  local read = getmetatable(object).read
  if read then
    read(object, file, version)
    return object
  end
  objects.read_fields(file, object)
  return object
end

local function shared(read)
  return function(file)
    local offset = file:tell()
    local index = read_int(file)
    if file._referenced and file._read[index] ~= nil then
      return file._read[index]
    elseif index < 1 then
      file:fail(('the object number %d'):format(index), 'a number from 1', offset)
    end
    return descend(file, read, index)
  end
end

local readers = {
  [TYPE['nil']] = function() return nil end,
  [TYPE.number] = function(file) return values.read_number(file, 'Double') end,
  [TYPE.string] = function(file) return read_sized_text(file, 'a string') end,
  [TYPE.boolean] = function(file) return read_int(file) ~= 0 end,
  [TYPE.table] = shared(read_table),
  [TYPE.torch] = shared(read_torch_object),
  [TYPE['function']] = shared(functions.read),
  [LEGACY_FUNCTION] = function(file) return functions.read_legacy(file, nil) end,
  [LEGACY_RECURSIVE_FUNCTION] = shared(functions.read_legacy),
}

local function read_object(file)
  file:demand('_readable', 'reading')
  file._read = file._read or {}
  file._quiet = false  -- half an object helps nobody
  local offset = file:tell()
  local index = read_int(file)
  if index == nil then
    return nil
  end
  local read = readers[index]
  if not read then
    if file._binary and index % 65536 >= 0x0a30 and index % 65536 <= 0x0a39 then
      return file:fail('a digit on a line of its own', "a binary .t7 object; this one is read with torch.load(file, 'ascii')",
        offset)
    end
    return file:fail(('the type index %d'):format(index), '0 to 8: this is no .t7 object', offset)
  end
  return read(file)
end

local function type_index(object)
  if torch.typename(object) then
    return TYPE.torch
  end
  return TYPE[type(object)] or error(('a %s cannot be written to a file'):format(type(object)), 0)
end

local function write_table(file, object)
  local count = 0
  for _ in pairs(object) do
    count = count + 1
  end
  write_int(file, count)
  for key, value in pairs(object) do
    file:writeObject(key)
    file:writeObject(value)
  end
end

local function is_writable_value(value)
  return torch.typename(value) ~= nil or TYPE[type(value)] ~= nil
end

local function write_fields(file, object)
  local fields = {}
  for key, value in pairs(object) do
    if is_writable_value(value) then
      fields[key] = value
    else
      print(('warning: the field <%s> of a %s is a %s and is not written'):format(tostring(key),
        torch.typename(object), type(value)))
    end
  end
  file:writeObject(fields)
end

local function write_torch_object(file, object)
  local metatable = getmetatable(object)
  write_sized_text(file, 'V ' .. tostring(metatable.__version or 1))
  write_sized_text(file, torch.typename(object))
  if metatable.write then
    metatable.write(object, file)
  elseif type(object) == 'table' then
    write_fields(file, object)
  else
    error(('a %s cannot be written to a file'):format(torch.typename(object)), 0)
  end
end

-- Tensors and storages have many handles but one address; everything else is itself.
local function identity(object)
  return type(object) == 'userdata' and torch.pointer(object) or object
end

local bodies = {
  [TYPE.table] = write_table,
  [TYPE.torch] = write_torch_object,
  [TYPE['function']] = functions.write,
}

local function write_shared(file, kind, object)
  file._written = file._written or { count = 0, numbers = {}, kept = {} }
  local written, key = file._written, identity(object)
  local number = file._referenced and written.numbers[key]
  write_int(file, kind)
  if number then
    write_int(file, number)
    return
  end
  written.count = written.count + 1
  written.numbers[key] = written.count
  written.kept[written.count] = object  -- an address must not be used again meanwhile
  write_int(file, written.count)
  descend(file, bodies[kind], object)
end

local function write_object(file, object)
  file:demand('_writable', 'writing')
  local kind = type_index(object)
  if bodies[kind] then
    write_shared(file, kind, object)
    return
  end
  write_int(file, kind)
  if kind == TYPE.number then
    values.write_number(file, 'Double', object)
  elseif kind == TYPE.string then
    write_sized_text(file, object)
  elseif kind == TYPE.boolean then
    write_int(file, object and 1 or 0)
  end
end

function objects.install(File)
  File.readObject, File.writeObject = read_object, write_object
  File.isWritableObject = function(_, object) return is_writable_value(object) end
end

return objects
