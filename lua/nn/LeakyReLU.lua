-- nn.LeakyReLU: x where x > 0, else negval * x.
local nn = require 'nn.package'
local core = require 'nn_core'
local arguments = require 'nn.arguments'
local elementwise = require 'nn.elementwise'
local LeakyReLU, parent = torch.class('nn.LeakyReLU', 'nn.Module', nn)

-- LeakyReLU([negval [, inplace]]) or LeakyReLU(inplace).
function LeakyReLU:__init(negval, inplace)
  parent.__init(self)
  if type(negval) == 'boolean' then
    negval, inplace = nil, negval
  end
  self.negval = negval or 1 / 100
  self.inplace = inplace or false
  if self.inplace and self.negval < 0 then
    arguments.refuse('nn.LeakyReLU: in place negval must not be negative, got ' .. self.negval)
  end
end

function LeakyReLU:updateOutput(input)
  return elementwise.forward(self, core.leaky_relu_forward, input, self.negval)
end

function LeakyReLU:updateGradInput(input, gradOutput)
  return elementwise.backward(self, core.leaky_relu_backward, input, gradOutput, self.negval)
end

LeakyReLU.clearState = elementwise.clearState

function LeakyReLU:__tostring__()
  return string.format('%s(%g)', torch.type(self), self.negval)
end

return LeakyReLU
