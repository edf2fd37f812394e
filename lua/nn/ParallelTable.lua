-- nn.ParallelTable: module i gets entry i of the input table and makes entry i of the output table.
local nn = require 'nn.package'
local tree_text = require 'nn.tree_text'
local complain = require('nn.complain').complain
local ParallelTable, parent = torch.class('nn.ParallelTable', 'nn.Container', nn)

function ParallelTable:__init()
  parent.__init(self)
  self.output = {}
  self.gradInput = {}
end

local function check_input(self, input)
  if torch.type(input) ~= 'table' then
    complain(self, string.format('a table of %d inputs', #self.modules), input)
  end
end

function ParallelTable:updateOutput(input)
  check_input(self, input)
  for i, module in ipairs(self.modules) do
    self.output[i] = self:rethrowErrors(module, i, 'updateOutput', input[i])
  end
  return self.output
end

function ParallelTable:updateGradInput(input, gradOutput)
  for i, module in ipairs(self.modules) do
    self.gradInput[i] = self:rethrowErrors(module, i, 'updateGradInput', input[i], gradOutput[i])
  end
  return self.gradInput
end

function ParallelTable:accGradParameters(input, gradOutput, scale)
  for i, module in ipairs(self.modules) do
    self:rethrowErrors(module, i, 'accGradParameters', input[i], gradOutput[i], scale or 1)
  end
end

function ParallelTable:accUpdateGradParameters(input, gradOutput, lr)
  for i, module in ipairs(self.modules) do
    self:rethrowErrors(module, i, 'accUpdateGradParameters', input[i], gradOutput[i], lr)
  end
end

ParallelTable.__tostring__ = tree_text.branches

return ParallelTable
