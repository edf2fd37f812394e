-- The tensor and storage classes: their constructors, conversions and the default type.
local core = require 'torch_core'
local classes = require 'torch.class'
local ffi = require 'ffi'

local types = {
  Byte = 'unsigned char', Char = 'char', Short = 'short', Int = 'int', Long = 'long',
  Float = 'float', Double = 'double',
}

local function c_pointer(mt, c_type)
  local pointer = ffi.typeof(c_type .. '*')
  -- The address of the first element, as an FFI pointer or as a number; nil when there is no element.
  function mt.data(self, as_number)
    local address = self:data_address()
    if address == nil then return nil end
    local data = ffi.cast(pointer, address)
    return as_number and tonumber(ffi.cast('intptr_t', data)) or data
  end
end

local function to_type(suffix)
  return function(self, name)
    if not name then return classes.typename(self) end
    if name == classes.typename(self) then return self end
    local class = classes.getconstructortable(name)
    if not class or not name:match('^torch%.%a+' .. suffix .. '$') then
      error(("expected the name of a %s class, got '%s'"):format(suffix, tostring(name)), 2)
    end
    return class():resize(self:size()):copy(self)
  end
end

local function install_conversions(mt, suffix)
  mt.type = to_type(suffix)
  function mt.typeAs(self, other) return self:type(other:type()) end
  for name in pairs(types) do
    local full_name = 'torch.' .. name .. suffix
    mt[name:lower()] = function(self) return self:type(full_name) end
  end
end

-- Sets the constructor of a class that C++ has made; returns its metatable.
local function install_native_class(torch, short_name)
  local name = 'torch.' .. short_name
  local construct = core.constructors[name]
  local function empty() return construct() end
  torch[short_name] = classes.register(name, core.metatables[name], construct, empty)
  return core.metatables[name]
end

-- Most accesses look for a method, which Lua finds faster than C.
local function find_methods_first(mt)
  local read_index = mt.__index
  function mt.__index(self, key)
    local method = mt[key]
    if method ~= nil then return method end
    return read_index(self, key)
  end
end

-- The metatables of tensors, and those of storages.
local classes_of = { Tensor = {}, Storage = {} }

local function install_class(torch, kind, suffix)
  local mt = install_native_class(torch, kind .. suffix)
  c_pointer(mt, types[kind])
  install_conversions(mt, suffix)
  find_methods_first(mt)
  classes_of[suffix][mt] = true
end

local M = {}

function M.install(torch)
  for kind in pairs(types) do
    install_class(torch, kind, 'Tensor')
    install_class(torch, kind, 'Storage')
  end
  install_native_class(torch, 'Generator')

  function torch.setdefaulttensortype(name)
    local kind = type(name) == 'string' and name:match('^torch%.(%a+)Tensor$')
    if not types[kind] then
      error(("setdefaulttensortype: expected a tensor class such as 'torch.FloatTensor', got '%s'")
        :format(tostring(name)), 2)
    end
    core.set_default_type(name)
    torch.Tensor, torch.Storage = torch[kind .. 'Tensor'], torch[kind .. 'Storage']
  end

  function torch.getdefaulttensortype()
    return torch.Tensor.__typename
  end

  function torch.isTensor(object)
    return classes_of.Tensor[getmetatable(object)] == true
  end

  function torch.isStorage(object)
    return classes_of.Storage[getmetatable(object)] == true
  end

  torch.setdefaulttensortype('torch.DoubleTensor')
end

return M
