-- Classes: construction, inheritance, operators, names and identity.
local torch = require 'torch'

-- A new class name each time: classes live as long as the program.
local count = 0
local function fresh_name()
  count = count + 1
  return 'class_spec_' .. count
end

describe('torch.class', function()
  it('makes a global constructor, and returns the metatables of the class and of its parent', function()
    local parent_name, name = fresh_name(), fresh_name()
    local Parent = torch.class(parent_name)
    local Child, parent = torch.class(name, parent_name)
    assert.equal(Parent, parent)
    function Parent:__init(x) self.x = x end
    function Parent:double() return 2 * self.x end
    function Child:__init(x) parent.__init(self, x + 1) end
    local object = _G[name](3)
    assert.equal(8, object:double())
    assert.equal(name, torch.typename(object))
    assert.equal(name, torch.type(object))
    assert.equal(6, _G[parent_name].new(3):double())
  end)

  it('puts the constructor into the module that the name or an argument gives', function()
    _G.class_spec_module = {}
    local key = fresh_name()
    torch.class('class_spec_module.' .. key)
    assert.is_table(_G.class_spec_module[key])
    local other = {}
    torch.class('any.' .. key, other)
    assert.equal('any.' .. key, torch.typename(other[key]()))
  end)

  it('lets methods be added to the constructor, and static fields be read from it', function()
    local module = {}
    local name = fresh_name()
    torch.class(name, module)
    local Class = module[name]
    function Class.hello() return 'hello' end
    Class.limit = 7
    assert.equal('hello', Class():hello())
    assert.equal(7, Class().limit)
    assert.equal(name, Class.__typename)
    assert.equal(name, tostring(Class))
  end)

  it('reaches operators through the class and its parents', function()
    local module = {}
    local parent_name, name = fresh_name(), fresh_name()
    local Parent = torch.class(parent_name, module)
    torch.class(name, parent_name, module)
    function Parent.__add__(a, b) return {a, b} end
    function Parent.__call__(_, x) return x + 1 end
    function Parent.__unm__() return 'minus' end
    function Parent.__tostring__() return 'text' end
    function Parent.__eq__() return true end
    local a, b = module[name](), module[name]()
    assert.equal(b, (a + b)[2])
    assert.equal(5, (5 + a)[1])
    assert.equal(4, a(3))
    assert.equal('minus', -a)
    assert.equal('text', tostring(a))
    assert.is_true(a == b)
    assert.has_error(function() return a * b end, name .. ' has no operator __mul__')
    assert.has_error(function() return a * 2 end, name .. ' has no operator __mul__')
    assert.has_error(function() return 2 * a end, name .. ' has no operator __mul__')
  end)

  it('asks __index__ and __newindex__ first, which say whether they have answered', function()
    local module = {}
    local name = fresh_name()
    local Class = torch.class(name, module)
    function Class.method() return 'method' end
    function Class.__index__(_, key)
      if key == 'method' then return nil, false end
      return 'no ' .. key, true
    end
    function Class.hidden() end
    function Class.__newindex__(self, key, value)
      if key ~= 'special' then return false end
      rawset(self, 'stored', value)
      return true
    end
    local object = module[name]()
    assert.equal('method', object:method())
    assert.equal('no x', object.x)
    assert.equal('no hidden', object.hidden)
    object.special, object.plain = 1, 2
    assert.equal(1, object.stored)
    assert.equal(2, object.plain)
  end)

  it('prints the name of a class that says nothing else', function()
    local module = {}
    local name = fresh_name()
    torch.class(name, module)
    assert.equal(name, tostring(module[name]()))
  end)

  it('may be made again, but not with another parent', function()
    local module, first, second, name = {}, fresh_name(), fresh_name(), fresh_name()
    torch.class(first, module)
    torch.class(second, module)
    local class = torch.class(name, first, module)
    assert.equal(class, (torch.class(name, first, module)))
    assert.equal(class, (torch.class(name, module)))
    assert.error_matches(function() torch.class(name, second, module) end,
      "exists already, with '" .. first .. "' as its parent")
    assert.error_matches(function() torch.class(first, second, module) end, 'with no class as its parent')
  end)

  it('refuses unknown parents and modules', function()
    assert.error_matches(function() torch.class(fresh_name(), 'no.such.parent') end,
      "unknown parent class 'no.such.parent'")
    assert.error_matches(function() torch.class('no_such_module.Class') end,
      "there is no module 'no_such_module'")
    assert.error_matches(function() torch.class(3) end, 'expected a class name, got number')
  end)
end)

describe('the type of an object', function()
  it('is known to isTypeOf by name, pattern and constructor, parents included', function()
    local module = {}
    local parent_name, name = fresh_name(), fresh_name()
    torch.class(parent_name, module)
    torch.class(name, parent_name, module)
    local object = module[name]()
    assert.is_true(torch.isTypeOf(object, name))
    assert.is_true(torch.isTypeOf(object, parent_name))
    assert.is_true(torch.isTypeOf(object, module[parent_name]))
    assert.is_true(torch.isTypeOf(torch.Tensor(), 'torch.*Tensor'))
    assert.is_true(torch.isTypeOf(torch.Tensor(), torch.DoubleTensor))
    assert.is_false(torch.isTypeOf(object, 'torch.DoubleTensor'))
    assert.is_false(torch.isTypeOf(3, name))
    assert.is_false(torch.isTypeOf(module[parent_name](), name))
  end)

  it('is that of Lua for plain values', function()
    assert.is_nil(torch.typename({}))
    assert.equal('table', torch.type({}))
    assert.equal('string', torch.type('x'))
    assert.equal('torch.FloatTensor', torch.type(torch.FloatTensor()))
  end)

  it('leads to its metatable, constructor and factory', function()
    local name = fresh_name()
    local module = {}
    local mt = torch.class(name, module)
    assert.equal(mt, torch.getmetatable(name))
    assert.equal(module[name], torch.getconstructortable(name))
    assert.equal(name, torch.typename(torch.factory(name)()))
    assert.equal(name, torch.typename(torch.setmetatable({}, name)))
    assert.equal('torch.IntStorage', torch.typename(torch.factory('torch.IntStorage')()))
    assert.is_nil(torch.factory('no.such.class'))
    assert.has_error(function() torch.setmetatable({}, 'no.such.class') end)
  end)
end)
