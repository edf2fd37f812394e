-- nn.SpatialAveragePooling: the mean of every window of every plane.
local nn = require 'nn.package'
local core = require 'nn_core'
local pooling = require 'nn.pooling'
local AveragePooling, parent = torch.class('nn.SpatialAveragePooling', 'nn.Module', nn)

function AveragePooling:__init(kW, kH, dW, dH, padW, padH)
  parent.__init(self)
  pooling.set_window(self, 'nn.SpatialAveragePooling', kW, kH, dW or 1, dH or 1, padW, padH)
  self.count_include_pad = true
  self.divide = true
end

AveragePooling.ceil, AveragePooling.floor = pooling.ceil, pooling.floor
AveragePooling.__tostring__ = pooling.text

function AveragePooling:setCountIncludePad()
  self.count_include_pad = true
  return self
end

function AveragePooling:setCountExcludePad()
  self.count_include_pad = false
  return self
end

-- Files of early Torch lack these fields.
local function complete(self)
  pooling.complete(self)
  if self.count_include_pad == nil then
    self.count_include_pad = true
  end
  if self.divide == nil then
    self.divide = true
  end
end

-- Without `divide` Torch multiplies the mean by kW * kH, whatever the mean was divided by.
local function undo_division(self, tensor)
  if not self.divide then
    tensor:mul(self.kW * self.kH)
  end
  return tensor
end

local function divisor(self)
  return self.count_include_pad and 'window' or 'input'
end

function AveragePooling:updateOutput(input)
  complete(self)
  self.output:resize(pooling.output_size(self, input))
  input = nn.utils.contiguous(self, '_input', input)
  core.average_pool_forward(input, self.output, divisor(self),
    self.kW, self.kH, self.dW, self.dH, self.padW, self.padH)
  return undo_division(self, self.output)
end

function AveragePooling:updateGradInput(input, gradOutput)
  if self.gradInput then
    gradOutput = nn.utils.contiguous(self, '_gradOutput', gradOutput)
    self.gradInput:resizeAs(input)
    core.average_pool_backward(gradOutput, self.gradInput, divisor(self),
      self.kW, self.kH, self.dW, self.dH, self.padW, self.padH)
    return undo_division(self, self.gradInput)
  end
end

function AveragePooling:clearState()
  nn.utils.clear(self, '_input', '_gradOutput')
  return parent.clearState(self)
end

return AveragePooling
