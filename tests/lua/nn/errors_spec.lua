-- Wrong arguments and wrong shapes: each message says what was expected, what was got, and where.
local nn = require 'nn'

local function message_of(action)
  local ok, message = pcall(action)
  assert.is_false(ok)
  return message
end

local wrong_inputs = {
  { nn.Linear(5, 3), torch.Tensor(2, 4), 'expected 5 features, or a batch of them, got 2x4' },
  { nn.Linear(5, 3), torch.Tensor(), 'expected 5 features.*got an empty tensor' },
  { nn.Linear(5, 3), {}, 'expected 5 features.*got a table' },
  { nn.Linear(5, 3), torch.FloatTensor(5), 'expected a torch.DoubleTensor as input, found a torch.FloatTensor' },
  { nn.Linear(5, 3):float(), torch.Tensor(5), 'expected a torch.FloatTensor as input, found a torch.DoubleTensor' },
  { nn.SpatialConvolution(3, 2, 3, 3), torch.FloatTensor(3, 8, 8), 'expected a torch.DoubleTensor as input' },
  { nn.ReLU(), torch.FloatTensor(3), 'expected a torch.DoubleTensor as input' },
  { nn.CAddTable(), { torch.Tensor(2), torch.FloatTensor(2) }, 'as entry 2 of the input, found a torch.FloatTensor' },
  { nn.View(2), {}, 'expected a tensor as input, got a table' },
  { nn.Reshape(2), 3, 'expected a tensor as input, got a number' },
  { nn.Dropout(), nil, 'expected a tensor as input, got a nil' },
  { nn.SpatialConvolution(3, 2, 3, 3), torch.Tensor(2, 8, 8), 'expected 3 x height x width.*got 2x8x8' },
  { nn.SpatialConvolution(3, 2, 3, 5), torch.Tensor(3, 4, 8), 'an image of at least 5x3, got 3x4x8' },
  { nn.SpatialMaxPooling(3, 3), torch.Tensor(1, 2, 9), 'at least 3x3, got 1x2x9' },
  { nn.SpatialMaxPooling(2, 2, 2, 2, 2, 2), torch.Tensor(1, 9, 9), 'at most half the kernel' },
  { nn.SpatialAveragePooling(3, 3), torch.Tensor(9), 'planes x height x width.*got 9' },
  { nn.SpatialZeroPadding(-2, -2, 0, 0), torch.Tensor(1, 4, 4), 'larger than what is cropped away, got 1x4x4' },
  { nn.BatchNormalization(3), torch.Tensor(2, 4), 'expected 3 features, got 2x4' },
  { nn.BatchNormalization(3), torch.Tensor(3), 'expected a batch .2 dimensions. in training, got 3' },
  { nn.BatchNormalization(3), torch.Tensor(1, 3), 'more than one value' },
  { nn.SpatialBatchNormalization(3), torch.Tensor(2, 3), '4 dimensions' },
  { nn.View(7), torch.Tensor(2, 3), 'input .2x3. and desired view .7. do not match' },
  { nn.Reshape(7), torch.Tensor(2, 3), 'expected 14 elements .batch included., got 2x3' },
  { nn.SoftMax(), torch.Tensor(1, 1, 1, 1, 1), '1 to 4 dimensions' },
  { nn.CAddTable(), { torch.Tensor(2), torch.Tensor(3) }, 'entry 2 to be 2 as entry 1, got 3' },
  { nn.CMulTable(), torch.Tensor(2), 'expected a table of tensors, got 2' },
  { nn.JoinTable(1), { torch.Tensor(2, 2), torch.Tensor(2, 3) }, 'slice 2 to agree with 2x2' },
  { nn.ParallelTable():add(nn.Tanh()), torch.Tensor(2), 'a table of 1 inputs, got 2' },
}

describe('errors of nn', function()
  for _, case in ipairs(wrong_inputs) do
    local module, input, expected = unpack(case, 1, 3)
    it(torch.type(module) .. ' refuses ' .. (torch.isTensor(input) and tostring(input:dim()) or 'something else than') ..
      ' dimensions: ' .. expected, function()
      assert.matches(expected, message_of(function() module:forward(input) end))
    end)
  end

  it('name the way to the module and the lines where it was made', function()
    local line = debug.getinfo(1, 'l').currentline + 1
    local net = nn.Sequential():add(nn.Identity()):add(nn.Sequential():add(nn.Linear(3, 2)))
    local message = message_of(function() net:forward(torch.Tensor(4)) end)
    assert.matches('In module 2 of nn.Sequential .made at .*errors_spec.lua:' .. line, message)
    assert.matches('In module 1 of nn.Sequential', message)
    assert.matches('nn.Linear .made at .*errors_spec.lua:' .. line .. '.: expected 3 features', message)
  end)

  it('show the calls inside the module that fails, once', function()
    local inner = nn.Identity()
    function inner.updateOutput() error('boo') end
    local net = nn.Sequential():add(nn.Sequential():add(inner))
    local message = message_of(function() net:forward(torch.Tensor(4)) end)
    assert.matches('boo\nstack traceback:\n.*errors_spec.lua:%d+: in function', message)
    assert.is_nil(message:find('stack traceback.*stack traceback'))
    function inner.updateOutput() error({ 'no text' }) end
    assert.are.same({ 'no text' }, message_of(function() net:forward(torch.Tensor(4)) end))
  end)

  it('of criterions name what is no tensor', function()
    local criterion = nn.MSECriterion()
    assert.matches('nn.MSECriterion: expected a tensor as input, got a number',
      message_of(function() criterion:forward(1, torch.Tensor(1)) end))
    assert.matches('expected a torch.DoubleTensor as target, found a torch.FloatTensor',
      message_of(function() criterion:forward(torch.Tensor(1), torch.FloatTensor(1)) end))
  end)

  it('of constructors point at the line that calls them', function()
    local here = 'errors_spec.lua:%d+: '
    assert.matches(here .. 'nn.Linear: expected .* as inputSize, got nothing', message_of(function() nn.Linear() end))
    assert.matches(here .. 'nn.SpatialConvolution: .* as kW, got 0',
      message_of(function() nn.SpatialConvolution(1, 1, 0, 3) end))
    assert.matches(here .. 'nn.SpatialMaxPooling: .* as kW', message_of(function() nn.SpatialMaxPooling('a') end))
    assert.matches(here .. 'nn.JoinTable: expected a dimension as dimension, got nothing',
      message_of(function() nn.JoinTable() end))
    assert.matches(here .. 'nn.HardTanh', message_of(function() nn.HardTanh(1, -1) end))
    assert.matches(here .. 'nn.Dropout: .*got 1', message_of(function() nn.Dropout(1) end))
    assert.matches(here .. 'nn.Sequential:add: expected an nn.Module, got a number',
      message_of(function() nn.Sequential():add(3) end))
  end)

  it('of kernels point at the script\'s line and name the operand', function()
    local here = 'errors_spec.lua:%d+: '
    local layer, image = nn.SpatialConvolution(1, 1, 2, 2), torch.ones(1, 4, 4)
    layer:forward(image)
    assert.matches(here .. 'gradOutput: expected 1 images of 3x3, got a torch.DoubleTensor of size 1x4x4',
      message_of(function() layer:backward(image, image) end))
    assert.matches(here .. 'target 2: expected a class from 1 to 3, got 4',
      message_of(function() nn.ClassNLLCriterion():forward(torch.zeros(2, 3), torch.Tensor { 1, 4 }) end))
  end)

  it('keep kernels inside their memory whatever a script does to the buffers', function()
    local pool, input = nn.SpatialMaxPooling(2, 2), torch.rand(1, 4, 4)
    pool:forward(input)
    pool.indices:fill(99)
    assert.matches('indices', message_of(function() pool:backward(input, torch.rand(1, 2, 2)) end))
    local linear = nn.Linear(3, 2)
    linear.bias = torch.Tensor(1)
    assert.matches('bias: expected 2', message_of(function() linear:forward(torch.rand(3)) end))
    assert.matches('gradOutput', message_of(function() nn.Linear(3, 2):backward(torch.rand(3), torch.rand(5)) end))
  end)
end)
