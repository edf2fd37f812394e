-- nn.ClassNLLCriterion: negative log likelihood of the target classes, given log probabilities.
local nn = require 'nn.package'
local core = require 'nn_core'
local complain = require('nn.complain')
local ClassNLLCriterion, parent = torch.class('nn.ClassNLLCriterion', 'nn.Criterion', nn)

-- weights: one a class; sizeAverage: divide by the sum of the targets' weights (default); rows whose target
-- is ignoreIndex do not count.
function ClassNLLCriterion:__init(weights, sizeAverage, ignoreIndex)
  parent.__init(self)
  self.sizeAverage = sizeAverage ~= false
  self.ignoreIndex = ignoreIndex or -100
  if weights then
    if not torch.isTensor(weights) or weights:dim() ~= 1 then
      complain.complain(self, 'weights as a vector, one a class', weights)
    end
    self.weights = weights
  end
  self.output_tensor = torch.zeros(1)
  self.total_weight_tensor = torch.ones(1)
  self.target = torch.zeros(1):long()
end

function ClassNLLCriterion:__len__()
  return self.weights and #self.weights or 0
end

-- The target as a LongTensor of one class a row.
local function target_classes(self, input, target)
  local rows = input:dim() == 2 and input:size(1) or 1
  if type(target) == 'number' then
    self.target:resize(1):fill(target)
  elseif torch.isTensor(target) and target:dim() <= 1 then
    self.target:resize(target:nElement()):copy(target)
  else
    complain.complain(self, 'a class, or a vector of one class a row', target)
  end
  if self.target:nElement() ~= rows then
    complain.complain(self, string.format('%d target%s for an input of %s', rows, rows == 1 and '' or 's',
      complain.shape(input)), self.target)
  end
  return self.target
end

-- Files of early Torch have no ignoreIndex.
local function ignored(self)
  return self.ignoreIndex or -100
end

local function check_input(self, input)
  if not torch.isTensor(input) or input:dim() < 1 or input:dim() > 2 then
    complain.complain(self, 'log probabilities as a vector or a batch of vectors', input)
  end
end

function ClassNLLCriterion:updateOutput(input, target)
  check_input(self, input)
  local classes = target_classes(self, input, target)
  local loss, weight = core.class_nll(input:contiguous(), classes, ignored(self), self.weights)
  self.total_weight_tensor[1] = weight
  self.output = self.sizeAverage and weight ~= 0 and loss / weight or loss
  self.output_tensor[1] = self.output
  return self.output
end

function ClassNLLCriterion:updateGradInput(input, target)
  check_input(self, input)
  local classes = target_classes(self, input, target)
  local weight = self.total_weight_tensor[1]
  self.gradInput:resizeAs(input)
  core.class_nll_backward(classes, ignored(self), self.weights, self.gradInput,
    self.sizeAverage and weight ~= 0 and 1 / weight or 1)
  return self.gradInput
end

-- The target is made of integers whatever the type of the weights.
function ClassNLLCriterion:type(type, cache)
  local target = self.target
  self.target = nil
  parent.type(self, type, cache)
  self.target = target
  return self
end

return ClassNLLCriterion
