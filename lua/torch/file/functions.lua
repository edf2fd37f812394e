-- Functions in .t7 files: LuaJIT bytecode and the captured variables.
--
-- Bytecode can do anything, even crash the program, so only bytecode that this process wrote itself
-- is loaded, unless torch.setloadfunctions(true) trusts all files. Any other function becomes a
-- stand-in that says so when it is called.
local values = require 'torch.file.values'

local functions = { trusts_all = false }

local own_code = {}  -- bytecode dumped by this process

local function bytecode_of(f, file)
  local ok, code = pcall(string.dump, f)
  if not ok then
    error(('%s: a function of C or of the host cannot be written to a file'):format(file._name), 0)
  end
  own_code[code] = true
  return code
end

-- Variables that several functions share keep being shared: equal ids in one file.
local function id_of(file, f, i)
  file._upvalue_ids = file._upvalue_ids or { count = 0 }
  local ids, key = file._upvalue_ids, debug.upvalueid(f, i)
  if not ids[key] then
    ids.count = ids.count + 1
    ids[key] = ids.count
  end
  return ids[key]
end

function functions.write(file, f)
  local code = bytecode_of(f, file)
  values.write_number(file, 'Int', #code)
  values.write_text(file, code)
  local upvalues = {}
  for i = 1, math.huge do
    local name, value = debug.getupvalue(f, i)
    if not name then
      break
    end
    upvalues[i] = { name = name, id = id_of(file, f, i), value = value }
  end
  file:writeObject(upvalues)
end

local function stand_in(file, why)
  io.stderr:write(('warning: %s: a function is not loaded: %s\n'):format(file._name, why))
  return function()
    error(('this function was not loaded from %s: %s'):format(file._name, why), 2)
  end
end

-- The function, and whether it is real.
local function load_code(file, code)
  local native = string.dump(function() end):sub(1, 5)
  if code:sub(1, 5) ~= native then
    return stand_in(file, 'its bytecode is of another Lua'), false
  elseif not functions.trusts_all and not own_code[code] then
    return stand_in(file, 'bytecode is not trusted; torch.setloadfunctions(true) does'), false
  end
  local f, err = loadstring(code)
  if not f then
    return stand_in(file, err), false
  end
  return f, true
end

local function read_code(file)
  local length = values.read_number(file, 'Int')
  if length < 0 then
    file:fail(('a length of %d'):format(length), 'the length of bytecode')
  end
  return values.read_text(file, length)
end

local function bind_upvalues(file, f, upvalues)
  file._shared_upvalues = file._shared_upvalues or {}
  for i, upvalue in ipairs(upvalues) do
    local first = upvalue.id and file._shared_upvalues[upvalue.id]
    if first then
      debug.upvaluejoin(f, i, first.f, first.i)
    else
      debug.setupvalue(f, i, upvalue.name == '_ENV' and _G or upvalue.value)
      if upvalue.id then
        file._shared_upvalues[upvalue.id] = { f = f, i = i }
      end
    end
  end
end

local function read_upvalues(file)
  local offset = file:tell()
  local upvalues = file:readObject()
  if type(upvalues) ~= 'table' then
    file:fail('a ' .. type(upvalues), 'the variables of a function', offset)
  end
  return upvalues
end

function functions.read(file, index)
  local f, real = load_code(file, read_code(file))
  file._read[index] = f
  local upvalues = read_upvalues(file)
  for _, upvalue in ipairs(upvalues) do
    if type(upvalue) ~= 'table' then
      file:fail('a ' .. type(upvalue), 'a variable of a function')
    end
  end
  if real then
    bind_upvalues(file, f, upvalues)
  end
  return f
end

-- Older files: the variables' values only.
function functions.read_legacy(file, index)
  local f, real = load_code(file, read_code(file))
  if index then
    file._read[index] = f
  end
  local upvalues = read_upvalues(file)
  for i, value in ipairs(real and upvalues or {}) do
    debug.setupvalue(f, i, value)
  end
  return f
end

return functions
