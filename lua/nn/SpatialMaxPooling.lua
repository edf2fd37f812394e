-- nn.SpatialMaxPooling: the largest element of every window of every plane.
local nn = require 'nn.package'
local core = require 'nn_core'
local arguments = require 'nn.arguments'
local pooled_size = require 'nn.pooled_size'
local window_text = require 'nn.window_text'
local MaxPooling, parent = torch.class('nn.SpatialMaxPooling', 'nn.Module', nn)

function MaxPooling:__init(kW, kH, dW, dH, padW, padH)
  parent.__init(self)
  self.kW, self.kH = kW, kH
  self.dW, self.dH = dW or kW, dH or kH
  self.padW, self.padH = padW or 0, padH or 0
  self.ceil_mode = false
  self.indices = torch.LongTensor()
  arguments.window('nn.SpatialMaxPooling', self)
end

function MaxPooling:ceil()
  self.ceil_mode = true
  return self
end

function MaxPooling:floor()
  self.ceil_mode = false
  return self
end

-- Files of early Torch lack these fields, or hold indices of another type.
local function complete(self)
  self.padW, self.padH = self.padW or 0, self.padH or 0
  self.ceil_mode = self.ceil_mode or false
  if torch.typename(self.indices) ~= 'torch.LongTensor' then
    self.indices = torch.LongTensor()
  end
end

function MaxPooling:updateOutput(input)
  complete(self)
  local size = pooled_size(self, input)
  input = nn.utils.contiguous(self, '_input', input)
  self.output:resize(size)
  self.indices:resize(size)
  core.max_pool_forward(input, self.output, self.indices,
    self.kW, self.kH, self.dW, self.dH, self.padW, self.padH)
  return self.output
end

function MaxPooling:updateGradInput(input, gradOutput)
  gradOutput = nn.utils.contiguous(self, '_gradOutput', gradOutput)
  self.gradInput:resize(input:size())
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

function MaxPooling:__tostring__()
  return string.format('%s(%dx%d%s)', torch.type(self), self.kW, self.kH, window_text(self, true))
end

return MaxPooling
