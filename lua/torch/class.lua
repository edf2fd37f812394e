-- Classes: metatables by name, single inheritance, constructors, and Torch's double-underscore operators.
local metatables = {} -- class name -> metatable
local constructors = {} -- class name -> what the script calls to make an object
local names = setmetatable({}, {__mode = 'k'}) -- metatable -> class name
local classes = {}

local unary = {'tostring', 'unm', 'len'}
local binary = {'add', 'sub', 'mul', 'div', 'mod', 'pow', 'concat', 'lt', 'le'}

function classes.typename(object)
  local mt = getmetatable(object)
  return mt and names[mt] or nil
end

function classes.type(object)
  return classes.typename(object) or type(object)
end

local function default_operator(name)
  return function(a, b)
    local object = classes.typename(a) and a or b
    error(('%s has no operator __%s__'):format(classes.type(object), name), 3)
  end
end

-- Operators reach the methods __add__, __call__ ... of the object's class or of its parents.
local function install_operators(mt)
  for _, name in ipairs(unary) do
    local method, missing = '__' .. name .. '__', default_operator(name)
    mt['__' .. name] = function(self) return (self[method] or missing)(self) end
  end
  for _, name in ipairs(binary) do
    local method, missing = '__' .. name .. '__', default_operator(name)
    mt['__' .. name] = function(a, b)
      local own = classes.typename(a) and a[method] or classes.typename(b) and b[method]
      return (own or missing)(a, b)
    end
  end
  local uncallable = default_operator('call')
  mt.__call = function(self, ...) return (self.__call__ or uncallable)(self, ...) end
  mt.__eq = function(a, b)
    local method = a.__eq__
    if method then return method(a, b) end
    return rawequal(a, b)
  end
end

local function default_text(self)
  return classes.typename(self)
end

-- Objects find methods in `mt` itself; only classes with __index__ or __newindex__ pay for a call. These are
-- asked first and say by their last result whether they have answered; otherwise it is the class's turn.
local function install_access(mt)
  local reader, writer = mt.__index__, mt.__newindex__
  mt.__index = reader and function(self, key)
    local value, answered = reader(self, key)
    if answered then return value end
    return mt[key]
  end or mt
  mt.__newindex = writer and function(self, key, value)
    if not writer(self, key, value) then rawset(self, key, value) end
  end or nil
end

local function set_class_field(mt, key, value)
  rawset(mt, key, value)
  if key == '__index__' or key == '__newindex__' then install_access(mt) end
end

-- The table that holds the constructor of a class named `name`, and its key there.
local function place_of(name, module)
  local path, key = name:match('^(.*)%.([^.]+)$')
  if module then return module, key or name end
  local holder = _G
  for part in (path or ''):gmatch('[^.]+') do
    holder = type(holder) == 'table' and rawget(holder, part) or package.loaded[part]
    if type(holder) ~= 'table' then
      error(("class '%s': there is no module '%s'"):format(name, path), 4)
    end
  end
  return holder, key or name
end

local function make_constructor(mt, construct)
  return setmetatable({}, {
    __index = mt,
    __newindex = mt,
    __typename = mt.__typename,
    __tostring = function() return mt.__typename end,
    __call = function(_, ...) return construct(...) end,
  })
end

-- Makes `mt` the metatable of the class `name`, whose objects `construct` makes; `empty` makes one to
-- read a file into.
function classes.register(name, mt, construct, empty)
  metatables[name], names[mt] = mt, name
  mt.__typename, mt.__version = name, mt.__version or 1
  mt.__factory = empty
  mt.new = construct
  constructors[name] = make_constructor(mt, construct)
  return constructors[name]
end

local function new_metatable(name, parent_name)
  local parent = parent_name and metatables[parent_name]
  if parent_name and not parent then
    error(("class '%s': unknown parent class '%s'"):format(name, parent_name), 4)
  end
  local mt = {__tostring__ = not parent and default_text or nil}
  setmetatable(mt, {__index = parent, __newindex = set_class_field})
  install_operators(mt)
  rawset(mt, '__version', 1)
  install_access(mt)
  return mt
end

function classes.newmetatable(name, parent_name, construct, _, empty, module)
  local holder, key = place_of(name, module)
  local mt = metatables[name]
  if mt and parent_name then
    local parent = getmetatable(mt).__index
    if not parent or names[parent] ~= parent_name then
      error(("class '%s' exists already, with %s as its parent"):format(name,
        parent and "'" .. names[parent] .. "'" or 'no class'), 3)
    end
  end
  mt = mt or new_metatable(name, parent_name)
  holder[key] = classes.register(name, mt, construct, empty)
  return mt
end

-- class(name [, parent name] [, module table]): returns the metatable, and the parent's.
function classes.class(name, parent_name, module)
  if type(parent_name) == 'table' then parent_name, module = nil, parent_name end
  if type(name) ~= 'string' then
    error('class: expected a class name, got ' .. type(name), 2)
  end
  local function empty()
    return setmetatable({}, metatables[name])
  end
  local function construct(...)
    local self = empty()
    local init = metatables[name].__init
    if init then init(self, ...) end
    return self
  end
  local mt = classes.newmetatable(name, parent_name, construct, nil, empty, module)
  return mt, parent_name and metatables[parent_name] or nil
end

function classes.getmetatable(name)
  return metatables[name]
end

function classes.getconstructortable(name)
  return constructors[name]
end

function classes.factory(name)
  return metatables[name] and metatables[name].__factory
end

function classes.setmetatable(object, name)
  local mt = metatables[name] or error(("unknown class '%s'"):format(tostring(name)), 2)
  return setmetatable(object, mt)
end

-- Whether an object is of a class or of one derived from it; the class as name, pattern or constructor.
function classes.isTypeOf(object, class)
  local wanted = class
  if type(class) ~= 'string' then
    local mt = type(class) == 'table' and (names[class] and class or getmetatable(class))
    wanted = mt and mt.__typename or error('isTypeOf: expected a class, got ' .. type(class), 2)
  end
  local mt = getmetatable(object)
  while mt do
    local name = names[mt]
    if name and (name == wanted or name:find('^' .. wanted .. '$')) then return true end
    local above = getmetatable(mt)
    mt = above and above.__index
  end
  return false
end

return classes
