-- nn.Threshold: x where x > threshold, else a fixed value.
local nn = require 'nn.package'
local core = require 'nn_core'
local arguments = require 'nn.arguments'
local elementwise = require 'nn.elementwise'
local Threshold, parent = torch.class('nn.Threshold', 'nn.Module', nn)

function Threshold:__init(threshold, value, inplace)
  parent.__init(self)
  self.threshold = threshold or 1e-6
  self.val = value or 0
  self.inplace = inplace or false
  arguments.number('nn.Threshold', 'threshold', self.threshold)
  arguments.number('nn.Threshold', 'value', self.val)
  self:validateParameters()
end

-- In place the gradient is taken at the output, which tells only while the value is not above the threshold.
function Threshold:validateParameters()
  if self.inplace and self.val > self.threshold then
    arguments.refuse('nn.Threshold: in place the value must not be larger than the threshold')
  end
end

function Threshold:updateOutput(input)
  return elementwise.forward(self, core.threshold_forward, input, self.threshold, self.val)
end

function Threshold:updateGradInput(input, gradOutput)
  return elementwise.backward(self, core.threshold_backward, input, gradOutput, self.threshold)
end

Threshold.clearState = elementwise.clearState

return Threshold
