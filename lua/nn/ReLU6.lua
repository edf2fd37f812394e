-- nn.ReLU6: x limited to [0, 6].
local nn = require 'nn.package'
local core = require 'nn_core'
local elementwise = require 'nn.elementwise'
local ReLU6, parent = torch.class('nn.ReLU6', 'nn.Module', nn)

function ReLU6:__init(inplace)
  parent.__init(self)
  self.inplace = inplace or false
end

function ReLU6:updateOutput(input)
  return elementwise.forward(self, core.hard_tanh_forward, input, 0, 6)
end

function ReLU6:updateGradInput(input, gradOutput)
  return elementwise.backward(self, core.hard_tanh_backward, input, gradOutput, 0, 6)
end

ReLU6.clearState = elementwise.clearState

return ReLU6
