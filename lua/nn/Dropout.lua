-- nn.Dropout: in training each element is 0 with probability p and else scaled by 1 / (1 - p).
local nn = require 'nn.package'
local arguments = require 'nn.arguments'
local check_tensor = require('nn.complain').check_tensor
local Dropout, parent = torch.class('nn.Dropout', 'nn.Module', nn)

-- v1 leaves training unscaled and scales in evaluation instead; stochasticInference drops in both.
function Dropout:__init(p, v1, inplace, stochasticInference)
  parent.__init(self)
  self.p = p or 0.5
  arguments.number('nn.Dropout', 'p', self.p)
  self:setp(self.p)
  self.train = true
  self.inplace = inplace
  self.stochastic_inference = stochasticInference or false
  self.v2 = not v1
  self.noise = torch.Tensor()
end

function Dropout:setp(p)
  if p < 0 or p >= 1 then
    arguments.refuse('nn.Dropout: expected a probability of at least 0 and less than 1, got ' .. p)
  end
  self.p = p
end

local function drops(self)
  return self.p > 0 and (self.train or self.stochastic_inference)
end

function Dropout:updateOutput(input)
  check_tensor(self, input, 'input')
  if self.inplace then
    self.output:set(input)
  else
    self.output:resizeAs(input):copy(input)
  end
  if drops(self) then
    self.noise:resizeAs(input):bernoulli(1 - self.p)
    if self.v2 then
      self.noise:div(1 - self.p)
    end
    self.output:cmul(self.noise)
  elseif not self.v2 and not self.train then
    self.output:mul(1 - self.p)
  end
  return self.output
end

function Dropout:updateGradInput(_, gradOutput)
  check_tensor(self, gradOutput, 'gradOutput')
  if self.inplace then
    self.gradInput:set(gradOutput)
  else
    self.gradInput:resizeAs(gradOutput):copy(gradOutput)
  end
  if drops(self) then
    self.gradInput:cmul(self.noise)
  elseif not self.v2 and not self.train then
    self.gradInput:mul(1 - self.p)
  end
  return self.gradInput
end

function Dropout:clearState()
  nn.utils.clear(self, 'noise')
  return parent.clearState(self)
end

function Dropout:__tostring__()
  return string.format('%s(%f)', torch.type(self), self.p)
end

return Dropout
