-- nn.utils: operations on tables of tensors of any depth, and small conveniences for modules.
local check_tensor = require('nn.complain').check_tensor
local utils = {}

-- Converts the tensors in `value`, which may be a tensor, a module, or a table of any depth. Tensors that
-- shared a storage share one afterwards; `cache` carries that from call to call.
function utils.recursiveType(value, type, cache)
  utils.check_type(type, 3)
  cache = cache or {}
  if torch.isTensor(value) then
    if torch.typename(value) == type then
      return value
    end
    return utils._convert(value, type, cache)
  elseif torch.isTypeOf(value, 'nn.Module') or torch.isTypeOf(value, 'nn.Criterion') then
    value:type(type, cache)
  elseif torch.type(value) == 'table' then
    for key, entry in pairs(value) do
      value[key] = utils.recursiveType(entry, type, cache)
    end
  end
  return value
end

-- Raises, `level` calls up, unless `type` is the name of a class of tensors.
function utils.check_type(type, level)
  local class = _G.type(type) == 'string' and type:match('Tensor$') and torch.getmetatable(type)
  if not class then
    error(string.format("expected the name of a tensor class such as 'torch.FloatTensor', got %s",
      _G.type(type) == 'string' and "'" .. type .. "'" or 'a ' .. torch.type(type)), level + 1)
  end
end

-- A converted view of the converted storage of `tensor`; storages are converted once a cache.
function utils._convert(tensor, type, cache)
  local converted = torch.getmetatable(type).new()
  local storage = tensor:storage()
  if not storage then
    return converted
  end
  local key = torch.pointer(storage)
  if not cache[key] then
    local storage_type = type:gsub('Tensor', 'Storage')
    local copy = torch.getmetatable(storage_type).new(storage:size()):copy(storage)
    cache[key] = { copy = copy, original = storage }  -- the original stays alive, so its key stays its own
  end
  return converted:set(cache[key].copy, tensor:storageOffset(), tensor:size(), tensor:stride())
end

-- Makes `to` the same tree of tensors as `from`, calling `leaf(to tensor, from tensor)` on each pair.
local function walk(to, from, leaf)
  if torch.type(from) == 'table' then
    to = torch.type(to) == 'table' and to or {}
    for key, entry in pairs(from) do
      to[key] = walk(to[key], entry, leaf)
    end
    for key in pairs(to) do
      if from[key] == nil then
        to[key] = nil
      end
    end
    return to
  elseif torch.isTensor(from) then
    to = torch.isTensor(to) and to or from.new()
    leaf(to, from)
    return to
  end
  error('expected a tensor or a table of tensors, got a ' .. torch.type(from))
end

function utils.recursiveResizeAs(to, from)
  return walk(to, from, function(t, f) t:resizeAs(f) end), from
end

function utils.recursiveCopy(to, from)
  return walk(to, from, function(t, f) t:resizeAs(f):copy(f) end), from
end

-- to = to + scale * from; both forms of Torch: (to, from) and (to, scale, from).
function utils.recursiveAdd(to, scale, from)
  if from == nil then
    scale, from = 1, scale
  end
  return walk(to, from, function(t, f) t:add(scale, f) end), from
end

function utils.recursiveFill(to, value)
  return walk(to, to, function(t) t:fill(value) end)
end

-- A leading (or `dim`-th) dimension of size 1 added to `tensor`.
function utils.addSingletonDimension(...)
  local into, tensor, dim = ...
  if not torch.isTensor(tensor) then
    into, tensor, dim = into.new(), ...
  end
  dim = dim or 1
  local size, stride = tensor:size():totable(), tensor:stride():totable()
  table.insert(size, dim, 1)
  table.insert(stride, dim, dim == 1 and tensor:nElement() or stride[dim - 1])
  return into:set(tensor:storage(), tensor:storageOffset(), torch.LongStorage(size), torch.LongStorage(stride))
end
utils.addSingletondimension = utils.addSingletonDimension

-- `tensor` with other sizes, copied first when it is not contiguous.
function utils.contiguousView(tensor, ...)
  return tensor:contiguous():view(...)
end

-- The operand `tensor` of a module, which must have the module's type: itself when contiguous, else its copy in
-- module[buffer], a buffer named like the operand: '_input' or '_gradOutput'.
function utils.contiguous(module, buffer, tensor)
  check_tensor(module, tensor, buffer)
  if tensor:isContiguous() then
    return tensor
  end
  module[buffer] = module[buffer] or tensor.new()
  return module[buffer]:resizeAs(tensor):copy(tensor)
end

local function empty_like(value)
  if torch.isTensor(value) then
    return value.new()
  end
  return torch.type(value) == 'table' and {} or nil
end

-- Replaces the named fields of `object` by empty tensors and tables, all else by nil. The old values may be
-- somebody else's (an nn.Identity's output is the user's input) and stay as they are.
function utils.clear(object, ...)
  local names = torch.type((...)) == 'table' and (...) or { ... }
  for _, name in ipairs(names) do
    if object[name] ~= nil then
      object[name] = empty_like(object[name])
    end
  end
  return object
end

return utils
