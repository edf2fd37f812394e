-- nn.ConcatTable: every module gets the same input; the output is the table of their outputs.
local nn = require 'nn.package'
local tree_text = require 'nn.tree_text'
local ConcatTable, parent = torch.class('nn.ConcatTable', 'nn.Container', nn)

function ConcatTable:__init()
  parent.__init(self)
  self.output = {}
end

function ConcatTable:updateOutput(input)
  self.output = {}
  for i, module in ipairs(self.modules) do
    self.output[i] = self:rethrowErrors(module, i, 'updateOutput', input)
  end
  return self.output
end

-- The sum of what module[method] returns over the branches.
local function add_up(self, method, input, gradOutput, ...)
  for i, module in ipairs(self.modules) do
    local gradient = self:rethrowErrors(module, i, method, input, gradOutput[i], ...)
    if i == 1 then
      self.gradInput = nn.utils.recursiveCopy(self.gradInput, gradient)
    else
      nn.utils.recursiveAdd(self.gradInput, gradient)
    end
  end
  return self.gradInput
end

function ConcatTable:updateGradInput(input, gradOutput)
  return add_up(self, 'updateGradInput', input, gradOutput)
end

function ConcatTable:backward(input, gradOutput, scale)
  return add_up(self, 'backward', input, gradOutput, scale or 1)
end

function ConcatTable:accGradParameters(input, gradOutput, scale)
  for i, module in ipairs(self.modules) do
    self:rethrowErrors(module, i, 'accGradParameters', input, gradOutput[i], scale or 1)
  end
end

function ConcatTable:accUpdateGradParameters(input, gradOutput, lr)
  for i, module in ipairs(self.modules) do
    self:rethrowErrors(module, i, 'accUpdateGradParameters', input, gradOutput[i], lr)
  end
end

ConcatTable.__tostring__ = tree_text.branches

return ConcatTable
