-- nn.HardTanh: x limited to [min_val, max_val].
local nn = require 'nn.package'
local core = require 'nn_core'
local arguments = require 'nn.arguments'
local elementwise = require 'nn.elementwise'
local HardTanh, parent = torch.class('nn.HardTanh', 'nn.Module', nn)

function HardTanh:__init(min_value, max_value, inplace)
  parent.__init(self)
  self.min_val = min_value or -1
  self.max_val = max_value or 1
  self.inplace = inplace or false
  if self.max_val <= self.min_val then
    arguments.refuse(string.format('nn.HardTanh: expected max_value above min_value, got %g and %g', self.max_val,
      self.min_val))
  end
end

function HardTanh:updateOutput(input)
  return elementwise.forward(self, core.hard_tanh_forward, input, self.min_val, self.max_val)
end

function HardTanh:updateGradInput(input, gradOutput)
  return elementwise.backward(self, core.hard_tanh_backward, input, gradOutput, self.min_val, self.max_val)
end

HardTanh.clearState = elementwise.clearState

return HardTanh
