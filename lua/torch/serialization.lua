-- torch.save, load, serialize and deserialize, in Torch7's .t7 format.
local functions = require 'torch.file.functions'
local system = require 'sluice.system'

local serialization = {}

-- 'binary' (default), 'ascii', 'b32' and 'b64': binary with longs of 4 or 8 bytes.
local modes = {
  binary = function(file) return file:binary() end,
  b64 = function(file) return file:binary() end,
  b32 = function(file) return file:binary():longSize(4) end,
  ascii = function(file) return file:ascii() end,
}

-- The function that sets a file to `mode`.
local function mode_setter(mode, level)
  return modes[mode or 'binary'] or error(("found the mode '%s', expected 'binary', 'ascii', 'b32' or 'b64'")
    :format(tostring(mode)), level + 1)
end

local function checked_name(name, what, level)
  if type(name) ~= 'string' then
    error(('%s: found a %s, expected a file name'):format(what, type(name)), level + 1)
  end
end

-- The whole file or none: what is written takes the name only when it is complete. A file that is replaced
-- keeps its permissions, and a link stays a link.
function serialization.save(name, object, mode, referenced)
  checked_name(name, 'save', 2)
  local set_mode = mode_setter(mode, 2)
  local in_place = system.file_kind(name) == 'other'
  local target = system.real_path(name) or name
  local temporary = in_place and name or system.temporary_name(target)
  local file = set_mode(torch.DiskFile(temporary, 'w', false, name)):referenced(referenced)
  local ok, err = pcall(function()
    file:writeObject(object)
    file:close()
  end)
  if ok and not in_place then
    system.copy_mode(target, temporary)
    ok, err = os.rename(temporary, target)
  end
  if not ok then
    file._pending, file._pending_bytes = {}, 0
    pcall(file.close, file)
    if not in_place then
      os.remove(temporary)
    end
    error(err, 0)
  end
end

function serialization.load(name, mode, referenced)
  checked_name(name, 'load', 2)
  local set_mode = mode_setter(mode, 2)
  local file = set_mode(torch.DiskFile(name, 'r')):referenced(referenced)
  local object = file:readObject()
  file:close()
  return object
end

function serialization.serialize(object, mode)
  local file = mode_setter(mode, 2)(torch.MemoryFile('w'))
  file:writeObject(object)
  return file:contents()
end

function serialization.deserialize(text, mode)
  if type(text) ~= 'string' then
    error(('deserialize: found a %s, expected a string'):format(type(text)), 2)
  end
  local file = mode_setter(mode, 2)(torch.MemoryFile('r'))
  file:set_content(text)
  return file:readObject()
end

function serialization.serializeToStorage(object, mode)
  local text = serialization.serialize(object, mode)
  local storage = torch.CharStorage(#text)
  storage:rawstring(text)
  return storage
end

function serialization.deserializeFromStorage(storage, mode)
  return serialization.deserialize(storage:rawstring(), mode)
end

function serialization.saveobj(name, object) return serialization.save(name, object) end
function serialization.loadobj(name) return serialization.load(name) end

-- Whether functions (bytecode, which can do anything) are loaded from all files.
function serialization.setloadfunctions(trusts_all)
  functions.trusts_all = trusts_all == true
end

return serialization
