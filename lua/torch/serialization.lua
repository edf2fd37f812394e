-- torch.save, load, serialize and deserialize, in Torch7's .t7 format.
local functions = require 'torch.file.functions'
local system = require 'sluice.system'

local serialization = {}

-- 'binary' (default), 'ascii', 'b32' and 'b64': binary with longs of 4 or 8 bytes.
local function set_mode(file, mode, level)
  if mode == nil or mode == 'binary' or mode == 'b64' then
    file:binary()
  elseif mode == 'b32' then
    file:binary():longSize(4)
  elseif mode == 'ascii' then
    file:ascii()
  else
    error(("found the mode '%s', expected 'binary', 'ascii', 'b32' or 'b64'"):format(tostring(mode)),
      level + 1)
  end
  return file
end

local function checked_name(name, what, level)
  if type(name) ~= 'string' then
    error(('%s: found a %s, expected a file name'):format(what, type(name)), level + 1)
  end
end

local function open_for_writing(temporary, name, mode)
  local file = torch.DiskFile(temporary, 'w', false, name)
  local ok, err = pcall(set_mode, file, mode, 0)
  return ok and file, err
end

-- The whole file or none: what is written takes the name only when it is complete. A file that is replaced
-- keeps its permissions, and a link stays a link.
function serialization.save(name, object, mode, referenced)
  checked_name(name, 'save', 2)
  local in_place = system.file_kind(name) == 'other'
  local target = system.real_path(name) or name
  local temporary = in_place and name or system.temporary_name(target)
  local file, reason = open_for_writing(temporary, name, mode)
  local ok, err = file, reason
  if file then
    file:referenced(referenced)
    ok, err = pcall(function()
      file:writeObject(object)
      file:close()
    end)
  end
  if ok and not in_place then
    system.copy_mode(target, temporary)
    ok, err = os.rename(temporary, target)
  end
  if not ok then
    if file then
      file._pending, file._pending_bytes = {}, 0
      pcall(file.close, file)
    end
    if not in_place then
      os.remove(temporary)
    end
    error(err, 0)
  end
end

function serialization.load(name, mode, referenced)
  checked_name(name, 'load', 2)
  local file = set_mode(torch.DiskFile(name, 'r'), mode, 2)
  file:referenced(referenced)
  local object = file:readObject()
  file:close()
  return object
end

function serialization.serialize(object, mode)
  local file = set_mode(torch.MemoryFile('w'), mode, 2)
  file:writeObject(object)
  return file:contents()
end

function serialization.deserialize(text, mode)
  if type(text) ~= 'string' then
    error(('deserialize: found a %s, expected a string'):format(type(text)), 2)
  end
  local file = set_mode(torch.MemoryFile('r'), mode, 2)
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
