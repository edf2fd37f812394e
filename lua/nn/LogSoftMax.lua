-- nn.LogSoftMax: x minus the logarithm of the sum of exp(x), over
-- features or planes.
local nn = require 'nn.package'
local core = require 'nn_core'
local elementwise = require 'nn.elementwise'
local complain = require('nn.complain').complain
local LogSoftMax = torch.class('nn.LogSoftMax', 'nn.Module', nn)

function LogSoftMax:updateOutput(input)
  if not torch.isTensor(input) or input:dim() < 1 or input:dim() > 4 then
    complain(self, 'a tensor of 1 to 4 dimensions', input)
  end
  return elementwise.forward(self, core.log_softmax_forward, input)
end

function LogSoftMax:updateGradInput(_, gradOutput)
  return elementwise.backward(self, core.log_softmax_backward, self.output, gradOutput)
end

LogSoftMax.clearState = elementwise.clearState

return LogSoftMax
