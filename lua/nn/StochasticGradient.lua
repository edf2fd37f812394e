-- nn.StochasticGradient: trains a module by plain stochastic gradient descent, one example at a time.
local nn = require 'nn.package'
local StochasticGradient = torch.class('nn.StochasticGradient', nn)

function StochasticGradient:__init(module, criterion)
  self.learningRate = 0.01
  self.learningRateDecay = 0
  self.maxIteration = 25
  self.shuffleIndices = true
  self.module = module
  self.criterion = criterion
  self.verbose = true
end

local function say(self, ...)
  if self.verbose then
    print(...)
  end
end

-- One step on one example {input, target}; gives its loss.
local function step(self, example, rate)
  local input, target = example[1], example[2]
  local loss = self.criterion:forward(self.module:forward(input), target)
  self.module:updateGradInput(input, self.criterion:updateGradInput(self.module.output, target))
  self.module:accUpdateGradParameters(input, self.criterion.gradInput, rate)
  if self.hookExample then
    self.hookExample(self, example)
  end
  return loss
end

-- As in Torch, iteration n runs at learningRate / (1 + n * learningRateDecay), but the first without decay.
-- dataset:size() examples dataset[i], each a pair {input, target}.
function StochasticGradient:train(dataset)
  local rate = self.learningRate
  local order = torch.randperm(dataset:size())
  say(self, '# StochasticGradient: training')
  for iteration = 1, math.huge do
    local total = 0
    for t = 1, dataset:size() do
      total = total + step(self, dataset[self.shuffleIndices and order[t] or t], rate)
    end
    local mean = total / dataset:size()
    if self.hookIteration then
      self.hookIteration(self, iteration, mean)
    end
    say(self, '# current error = ' .. mean)
    rate = self.learningRate / (1 + (iteration + 1) * self.learningRateDecay)
    if self.maxIteration > 0 and iteration >= self.maxIteration then
      say(self, '# StochasticGradient: you have reached the maximum number of iterations')
      say(self, '# training error = ' .. mean)
      return
    end
  end
end

return StochasticGradient
