-- nn.SpatialMaxPooling: the largest element of every window of every plane.
local nn = require 'nn.package'
local core = require 'nn_core'
local pooling = require 'nn.pooling'
local MaxPooling, parent = torch.class('nn.SpatialMaxPooling', 'nn.Module', nn)

function MaxPooling:__init(kW, kH, dW, dH, padW, padH)
  parent.__init(self)
  pooling.set_window(self, 'nn.SpatialMaxPooling', kW, kH, dW or kW, dH or kH, padW, padH)
  self.indices = torch.LongTensor()
end

MaxPooling.ceil, MaxPooling.floor, MaxPooling.__tostring__ = pooling.ceil, pooling.floor, pooling.text

-- Files of early Torch hold indices of another type.
local function complete(self)
  pooling.complete(self)
  if torch.typename(self.indices) ~= 'torch.LongTensor' then
    self.indices = torch.LongTensor()
  end
end

function MaxPooling:updateOutput(input)
  complete(self)
  local size = pooling.output_size(self, input)
  input = nn.utils.contiguous(self, '_input', input)
  self.output:resize(size)
  self.indices:resize(size)
  core.max_pool_forward(input, self.output, self.indices,
    self.kW, self.kH, self.dW, self.dH, self.padW, self.padH)
  return self.output
end

function MaxPooling:updateGradInput(input, gradOutput)
  gradOutput = nn.utils.contiguous(self, '_gradOutput', gradOutput)
  self.gradInput:resizeAs(input)
  core.max_pool_backward(gradOutput, self.indices, self.gradInput,
    self.kW, self.kH, self.dW, self.dH, self.padW, self.padH)
  return self.gradInput
end

-- The indices are integers whatever the type of the weights.
function MaxPooling:type(type, cache)
  local indices = self.indices
  self.indices = nil
  local result = parent.type(self, type, cache)
  self.indices = indices
  return result
end

function MaxPooling:clearState()
  nn.utils.clear(self, 'indices', '_input', '_gradOutput')
  return parent.clearState(self)
end

return MaxPooling
