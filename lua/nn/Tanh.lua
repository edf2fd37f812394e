-- nn.Tanh: the hyperbolic tangent of x.
local nn = require 'nn.package'
local core = require 'nn_core'
local elementwise = require 'nn.elementwise'
local Tanh = torch.class('nn.Tanh', 'nn.Module', nn)

function Tanh:updateOutput(input)
  return elementwise.forward(self, core.tanh_forward, input)
end

function Tanh:updateGradInput(_, gradOutput)
  return elementwise.backward(self, core.tanh_backward, self.output, gradOutput)
end

Tanh.clearState = elementwise.clearState

return Tanh
