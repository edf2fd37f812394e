-- nn.Sigmoid: 1 / (1 + exp(-x)).
local nn = require 'nn.package'
local core = require 'nn_core'
local elementwise = require 'nn.elementwise'
local Sigmoid = torch.class('nn.Sigmoid', 'nn.Module', nn)

function Sigmoid:updateOutput(input)
  return elementwise.forward(self, core.sigmoid_forward, input)
end

function Sigmoid:updateGradInput(_, gradOutput)
  return elementwise.backward(self, core.sigmoid_backward, self.output, gradOutput)
end

Sigmoid.clearState = elementwise.clearState

return Sigmoid
