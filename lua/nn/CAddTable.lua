-- nn.CAddTable: the sum of a table of tensors of one size.
local nn = require 'nn.package'
local check_same_sizes = require 'nn.check_same_sizes'
local table_gradients = require 'nn.table_gradients'
local CAddTable, parent = torch.class('nn.CAddTable', 'nn.Module', nn)

function CAddTable:__init(inplace)
  parent.__init(self)
  self.inplace = inplace
  self.gradInput = {}
end

function CAddTable:updateOutput(input)
  check_same_sizes(self, input)
  if self.inplace then
    self.output:set(input[1])
  else
    self.output:resizeAs(input[1]):copy(input[1])
  end
  for i = 2, #input do
    self.output:add(input[i])
  end
  return self.output
end

function CAddTable:updateGradInput(input, gradOutput)
  for i, gradient in ipairs(table_gradients(self, input)) do
    if self.inplace then
      gradient:set(gradOutput)
    else
      gradient:resizeAs(input[i]):copy(gradOutput)
    end
  end
  return self.gradInput
end

return CAddTable
