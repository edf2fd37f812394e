-- nn.Concat: every module gets the same input; their outputs are joined along one dimension.
local nn = require 'nn.package'
local slices = require 'nn.slices'
local tree_text = require 'nn.tree_text'
local complain = require('nn.complain').complain
local Concat, parent = torch.class('nn.Concat', 'nn.Container', nn)

function Concat:__init(dimension)
  parent.__init(self)
  self.outputSize = torch.LongStorage()
  self.dimension = dimension
end

local function outputs_of(self)
  local outputs = {}
  for i, module in ipairs(self.modules) do
    outputs[i] = module.output
  end
  return outputs
end

function Concat:updateOutput(input)
  local outputs = {}
  for i, module in ipairs(self.modules) do
    outputs[i] = self:rethrowErrors(module, i, 'updateOutput', input)
  end
  slices.join(self.output, outputs, self.dimension, function(...) complain(self, ...) end)
  self.outputSize = self.output:size()
  return self.output
end

-- Calls module[method] with the module's slice of gradOutput; `visit` gets what it returns.
local function each_slice(self, method, input, gradOutput, visit, ...)
  local more = { ... }
  slices.each(gradOutput, outputs_of(self), self.dimension, function(i, slice)
    visit(i, self:rethrowErrors(self.modules[i], i, method, input, slice:contiguous(), unpack(more)))
  end)
end

local function add_up(self, method, input, gradOutput, ...)
  each_slice(self, method, input, gradOutput, function(i, gradient)
    if i == 1 then
      self.gradInput = nn.utils.recursiveCopy(self.gradInput, gradient)
    else
      nn.utils.recursiveAdd(self.gradInput, gradient)
    end
  end, ...)
  return self.gradInput
end

function Concat:updateGradInput(input, gradOutput)
  return add_up(self, 'updateGradInput', input, gradOutput)
end

function Concat:backward(input, gradOutput, scale)
  return add_up(self, 'backward', input, gradOutput, scale or 1)
end

local function nothing() end

function Concat:accGradParameters(input, gradOutput, scale)
  each_slice(self, 'accGradParameters', input, gradOutput, nothing, scale or 1)
end

function Concat:accUpdateGradParameters(input, gradOutput, lr)
  each_slice(self, 'accUpdateGradParameters', input, gradOutput, nothing, lr)
end

Concat.__tostring__ = tree_text.branches

return Concat
