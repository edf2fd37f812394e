-- Damaged .t7 files of real nets: whatever byte is wrong, loading ends in an error or in an object.
local torch = require 'torch'
local nn = require 'nn'

local function net()
  local model = nn.Sequential()
  model:add(nn.SpatialConvolution(1, 2, 3, 3)):add(nn.ReLU()):add(nn.View(-1)):add(nn.Linear(8, 3))
  return model
end

-- LuaJIT would take these for a nil, a table, ... if it saw their bits.
local NANS = { '\255\255\255\255\255\255\255\255', '\1\0\0\0\0\0\250\255', '\1\2\3\4\5\6\254\127' }

describe('a foreign NaN', function()
  it('is a number however it comes in', function()
    for _, bytes in ipairs(NANS) do
      local file = torch.MemoryFile():binary()
      file:writeInt(1)
      file:writeString(bytes)
      file:seek(1)
      local x = file:readObject()
      assert.equal('number', type(x))
      assert.is_true(x ~= x)
      for kind, size in pairs({ Double = 8, Float = 4 }) do
        local storage = torch[kind .. 'Storage'](1)
        storage:rawstring(bytes:sub(9 - size))
        assert.equal('number', type(storage[1]))
        assert.truthy(torch.serialize(storage, 'ascii'):find('nan', 1, true))
        torch[kind .. 'Tensor'](storage):apply(function(y)
          assert.equal('number', type(y))
          assert.is_true(y ~= y)
        end)
      end
    end
  end)

  it('does not hide infinities and zeros', function()
    for _, x in ipairs({ 1 / 0, -1 / 0, 0, -3.5 }) do
      for _, kind in ipairs({ 'Double', 'Float' }) do
        local seen
        torch[kind .. 'Tensor']({ x }):apply(function(y) seen = y end)
        assert.equal(x, seen)
        assert.equal(x, torch.deserialize(torch.serialize(x)))
      end
    end
  end)
end)

describe('a net in a .t7', function()
  it('comes back in every mode, and computes the same', function()
    local model = net():float()
    local input = torch.FloatTensor(1, 4, 4):fill(0.5)
    local expected = model:forward(input):clone()
    for _, mode in ipairs({ 'binary', 'ascii' }) do
      local r = torch.deserialize(torch.serialize(model, mode), mode)
      assert.equal(torch.typename(model), torch.typename(r))
      assert.same(expected:totable(), r:forward(input):totable())
    end
    assert.same(expected:totable(), model:clone():forward(input):totable())
  end)

  it('with any damage gives an error or an object, never a crash', function()
    local seed = tonumber(os.getenv('SLUICE_SEED')) or os.time()
    print('seed ' .. seed)
    math.randomseed(seed)
    torch.manualSeed(seed)
    local stderr = io.stderr
    io.stderr = { write = function() end }
    for _, mode in ipairs({ 'binary', 'ascii' }) do
      local whole, failures = torch.serialize(net(), mode), 0
      for _ = 1, 500 do
        local place = math.random(#whole)
        local byte = string.char(math.random(0, 255))
        local damaged = whole:sub(1, place - 1) .. byte .. whole:sub(place + 1)
        local ok, message = pcall(torch.deserialize, damaged, mode)
        if not ok then
          failures = failures + 1
          assert.equal('string', type(message))
        end
      end
      assert.is_true(failures > 0)
    end
    io.stderr = stderr
  end)
end)
