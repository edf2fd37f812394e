-- Tensor methods that are written in Lua, for all element types.
local core = require 'torch_core'
local elements = require 'torch.elements'

local methods = {}

local function is_tensor_class(name)
  return name:match('Tensor$') ~= nil
end

function methods.contiguous(self)
  return self:isContiguous() and self or self:clone()
end

-- The part from `first` to `last` of each dimension, given in turn; -1 is the last place.
function methods.sub(self, ...)
  local bounds, part = { ... }, self
  if #bounds == 0 or #bounds % 2 == 1 or #bounds > 2 * self:dim() then
    error(('sub: found %d bounds, expected a first and a last one for up to %d dimensions'):format(#bounds, self:dim()), 2)
  end
  for d = 1, #bounds / 2 do
    local size = self:size(d)
    local first, last = bounds[2 * d - 1], bounds[2 * d]
    first, last = first < 0 and first + size + 1 or first, last < 0 and last + size + 1 or last
    if first < 1 or last > size or first > last then
      error(('sub: found %d to %d, expected a range of the %d places of dimension %d'):format(first, last, size, d), 2)
    end
    part = part:narrow(d, first, last - first + 1)
  end
  return part
end

-- Kept for scripts that count references by hand; memory is counted without them.
function methods.retain(self) return self end
function methods.free() end

local function reader_of(tensor)
  return elements[tensor:type():match('^torch%.(%a+)Tensor$')]
end

local function check_function(name, f)
  local meta = getmetatable(f)
  if type(f) ~= 'function' and not (type(meta) == 'table' and meta.__call) then
    error(('%s: expected a function, got a %s'):format(name, torch.type(f)), 3)
  end
end

-- Calls f with each element (and those of other tensors); what it returns, if not nil, is the new value.
local function walk(name, self, f, ...)
  local flat = self:clone()  -- f may do anything to the tensors themselves, even free their memory
  local others = {...}
  for i, other in ipairs(others) do
    if other:nElement() ~= self:nElement() then
      error(('%s: expected tensors of %d elements, got one of %d'):format(name, self:nElement(), other:nElement()), 3)
    end
    others[i] = other:clone()
  end
  local data, read = flat:data(), reader_of(flat)
  local first, second, read_first, read_second
  if others[1] then first, read_first = others[1]:data(), reader_of(others[1]) end
  if others[2] then second, read_second = others[2]:data(), reader_of(others[2]) end
  for i = 0, self:nElement() - 1 do
    local value = f(read(data, i), first and read_first(first, i), second and read_second(second, i))
    if value ~= nil then
      data[i] = type(value) == 'cdata' and value or tonumber(value)
        or error(('%s: the function gave a %s, expected a number or nothing'):format(name, torch.type(value)), 3)
    end
  end
  return self:copy(flat)
end

function methods.apply(self, f)
  check_function('apply', f)
  return walk('apply', self, function(x) return f(x) end)
end
function methods.map(self, other, f)
  check_function('map', f)
  return walk('map', self, function(x, y) return f(x, y) end, other)
end
function methods.map2(self, one, two, f)
  check_function('map2', f)
  return walk('map2', self, f, one, two)
end

-- torch.split(t, ...) as it is, and torch.split(table, t, ...), which puts the parts into the table.
local function into_table(compute)
  return function(result, ...)
    if type(result) ~= 'table' then
      return compute(result, ...)
    end
    local parts = compute(...)
    for key in pairs(result) do result[key] = nil end
    for i, part in ipairs(parts) do result[i] = part end
    return result
  end
end

local M = {}

function M.install(torch)
  methods.isTensor = function() return true end
  methods.real = function(self) return self:type(torch.getdefaulttensortype()) end
  methods.torch = torch
  for name, mt in pairs(core.metatables) do
    if is_tensor_class(name) then
      for method, value in pairs(methods) do mt[method] = value end
    end
  end
  torch.split, torch.chunk = into_table(core.split), into_table(core.chunk)
  torch.data = function(tensor, as_number) return tensor:data(as_number) end
end

return M
