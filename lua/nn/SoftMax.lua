-- nn.SoftMax: exp(x) over its sum, over the features of a vector, of a batch of vectors, or over planes.
local nn = require 'nn.package'
local core = require 'nn_core'
local elementwise = require 'nn.elementwise'
local complain = require('nn.complain').complain
local SoftMax = torch.class('nn.SoftMax', 'nn.Module', nn)

function SoftMax:updateOutput(input)
  if not torch.isTensor(input) or input:dim() < 1 or input:dim() > 4 then
    complain(self, 'a tensor of 1 to 4 dimensions', input)
  end
  return elementwise.forward(self, core.softmax_forward, input)
end

function SoftMax:updateGradInput(_, gradOutput)
  return elementwise.backward(self, core.softmax_backward, self.output, gradOutput)
end

SoftMax.clearState = elementwise.clearState

return SoftMax
