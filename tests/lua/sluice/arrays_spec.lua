-- sluice.npy and sluice.idx: arrays on disk as tensors of the same type and shape.
local torch = require 'torch'
local idx = require 'sluice.idx'
local npy = require 'sluice.npy'

local path

before_each(function() path = os.tmpname() end)
after_each(function() os.remove(path) end)

local function write(text)
  local file = io.open(path, 'w')
  file:write(text)
  file:close()
end

describe('sluice.npy', function()
  it('keeps type, shape and values, of strided tensors too', function()
    for _, kind in ipairs({ 'Byte', 'Char', 'Short', 'Int', 'Long', 'Float', 'Double' }) do
      local t = torch[kind .. 'Tensor']({ { 1, 2, 3 }, { 4, 5, 6 } })
      npy.save(path, t:t())
      local r = npy.load(path)
      assert.equal(t:type(), r:type())
      assert.same({ { 1, 4 }, { 2, 5 }, { 3, 6 } }, r:totable())
    end
  end)

  it('refuses empty tensors and what is no tensor', function()
    assert.error_matches(function() npy.save(path, torch.FloatTensor()) end, 'found an empty tensor')
    assert.error_matches(function() npy.save(path, { 1 }) end, 'expected a tensor, got table')
    assert.error_matches(function() npy.load(5) end, 'expected a file name, got number')
  end)

  it('names the file in every error', function()
    write('not an array')
    for _, load in ipairs({ npy.load, idx.load }) do
      local ok, message = pcall(load, path)
      assert.is_false(ok)
      assert.truthy(message:find(path .. ': not an', 1, true))
      ok, message = pcall(load, '/none/x')
      assert.is_false(ok)
      assert.truthy(message:find('/none/x: cannot open: No such file', 1, true))
    end
  end)
end)

describe('sluice.idx', function()
  it('loads a ByteTensor', function()
    write('\0\0\8\2\0\0\0\2\0\0\0\1ab')
    local t = idx.load(path)
    assert.equal('torch.ByteTensor', t:type())
    assert.same({ { 97 }, { 98 } }, t:totable())
  end)
end)
