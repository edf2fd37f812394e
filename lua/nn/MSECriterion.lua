-- nn.MSECriterion: the squared distance of input and target, its mean by default.
local nn = require 'nn.package'
local core = require 'nn_core'
local complain, check_tensor = require('nn.complain').complain, require('nn.complain').check_tensor
local MSECriterion, parent = torch.class('nn.MSECriterion', 'nn.Criterion', nn)

function MSECriterion:__init(sizeAverage)
  parent.__init(self)
  self.sizeAverage = sizeAverage ~= false
end

local function check_operands(self, input, target)
  check_tensor(self, input, 'input')
  check_tensor(self, target, 'target')
  if target:nElement() ~= input:nElement() then
    complain(self, 'a target of ' .. input:nElement() .. ' elements', target)
  end
end

local function divisor(self, input)
  return self.sizeAverage and input:nElement() or 1
end

function MSECriterion:updateOutput(input, target)
  check_operands(self, input, target)
  self.output = core.squared_error(input:contiguous(), target:contiguous()) / divisor(self, input)
  return self.output
end

function MSECriterion:updateGradInput(input, target)
  check_operands(self, input, target)
  self.gradInput:resizeAs(input)
  core.squared_error_backward(input:contiguous(), target:contiguous(), self.gradInput, 2 / divisor(self, input))
  return self.gradInput
end

return MSECriterion
