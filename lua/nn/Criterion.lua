-- nn.Criterion: a loss of an input against a target, and its gradient.
local nn = require 'nn.package'
local Criterion = torch.class('nn.Criterion', nn)

function Criterion:__init()
  self.gradInput = torch.Tensor()
  self.output = 0
end

function Criterion.updateOutput()
end

function Criterion.updateGradInput()
end

function Criterion:forward(input, target)
  return self:updateOutput(input, target)
end

function Criterion:backward(input, target)
  return self:updateGradInput(input, target)
end

Criterion.clone = nn.Module.clone

function Criterion:type(type, cache)
  nn.utils.check_type(type, 2)
  cache = cache or {}
  for key, value in pairs(self) do
    self[key] = nn.utils.recursiveType(value, type, cache)
  end
  return self
end

function Criterion:float()
  return self:type('torch.FloatTensor')
end

function Criterion:double()
  return self:type('torch.DoubleTensor')
end

Criterion.cuda = nn.Module.cuda

function Criterion:__call__(input, target)
  self.output = self:forward(input, target)
  self.gradInput = self:backward(input, target)
  return self.output, self.gradInput
end

return Criterion
