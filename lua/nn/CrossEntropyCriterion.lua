-- nn.CrossEntropyCriterion: nn.LogSoftMax and nn.ClassNLLCriterion in one.
local nn = require 'nn.package'
local Cross, Criterion = torch.class('nn.CrossEntropyCriterion', 'nn.Criterion', nn)

function Cross:__init(weights, sizeAverage)
  Criterion.__init(self)
  self.lsm = nn.LogSoftMax()
  self.nll = nn.ClassNLLCriterion(weights, sizeAverage)
end

local function squeezed(value)
  return type(value) == 'number' and value or value:squeeze()
end

function Cross:updateOutput(input, target)
  input = squeezed(input)
  target = squeezed(target)
  self.lsm:updateOutput(input)
  self.nll:updateOutput(self.lsm.output, target)
  self.output = self.nll.output
  return self.output
end

function Cross:updateGradInput(input, target)
  local size = input:size()
  input = squeezed(input)
  target = squeezed(target)
  self.nll:updateGradInput(self.lsm.output, target)
  self.lsm:updateGradInput(input, self.nll.gradInput)
  self.gradInput = self.lsm.gradInput:view(size)
  return self.gradInput
end

return Cross
