-- How tensors and storages are written to files and read back.
local values = require 'torch.file.values'

local KINDS = { 'Byte', 'Char', 'Short', 'Int', 'Long', 'Float', 'Double' }
local MOST_DIMENSIONS = 16

local function write_storage(kind)
  return function(self, file)
    values.write_number(file, 'Long', self:size())
    values.write_storage(file, kind, self)
  end
end

local function read_storage(kind)
  return function(self, file)
    values.read_storage(file, kind, tonumber(values.read_number(file, 'Long')), self)
  end
end

local function write_tensor(self, file)
  values.write_number(file, 'Int', self:dim())
  if self:dim() > 0 then
    values.write_storage(file, 'Long', self:size())
    values.write_storage(file, 'Long', self:stride())
  end
  local storage = self:storage()
  values.write_number(file, 'Long', storage and self:storageOffset() or 1)
  file:writeObject(storage)
end

-- The last element that sizes and strides reach, counted from 1; refuses what no tensor can have.
local function reach(file, offset, sizes, strides)
  local last = offset
  for d = 1, #sizes do
    local size, stride = tonumber(sizes[d]), tonumber(strides[d])
    if size < 1 or stride < 0 then
      file:fail(('size %.0f and stride %.0f of dimension %d'):format(size, stride, d),
        'a size of at least 1 and a stride of at least 0')
    end
    last = last + (size - 1) * stride
  end
  return last
end

local function read_dimensions(file)
  local offset = file:tell()
  local count = values.read_number(file, 'Int')
  if count < 0 or count > MOST_DIMENSIONS then
    file:fail(('a tensor of %d dimensions'):format(count), '0 to ' .. MOST_DIMENSIONS, offset)
  end
  return values.read_storage(file, 'Long', count), values.read_storage(file, 'Long', count)
end

local function read_tensor(kind)
  return function(self, file)
    local sizes, strides = read_dimensions(file)
    local offset = tonumber(values.read_number(file, 'Long'))
    local place = file:tell()
    local storage = file:readObject()
    local found = storage == nil and 'nil' or torch.typename(storage) or type(storage)
    if storage ~= nil and found ~= 'torch.' .. kind .. 'Storage' then
      file:fail('a ' .. found, ('the torch.%sStorage of a tensor'):format(kind), place)
    end
    local available = storage and storage:size() or 0
    local last = reach(file, offset, sizes, strides)
    if sizes:size() > 0 and (offset < 1 or last > available) then
      file:fail(('a tensor over the elements %.0f to %.0f'):format(offset, last),
        ('1 to %d, which its storage has'):format(available), place)
    end
    if storage and sizes:size() > 0 then
      self:set(storage, offset, sizes, strides)
    end
  end
end

local tensors = {}

-- A generator is written as the bytes of its state.
local function install_generator(torch)
  local generator = torch.getmetatable('torch.Generator')
  function generator.write(self, file)
    values.write_storage(file, 'Byte', torch.getRNGState(self):storage())
  end
  function generator.read(self, file)
    local size = torch.getRNGState(self):nElement()
    torch.setRNGState(self, torch.ByteTensor(values.read_storage(file, 'Byte', size)))
  end
end

function tensors.install(torch)
  install_generator(torch)
  for _, kind in ipairs(KINDS) do
    local storage = torch.getmetatable('torch.' .. kind .. 'Storage')
    storage.write, storage.read = write_storage(kind), read_storage(kind)
    local tensor = torch.getmetatable('torch.' .. kind .. 'Tensor')
    tensor.write, tensor.read = write_tensor, read_tensor(kind)
  end
end

return tensors
