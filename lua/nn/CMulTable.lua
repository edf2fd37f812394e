-- nn.CMulTable: the elementwise product of a table of tensors of one size.
local nn = require 'nn.package'
local check_same_sizes = require 'nn.check_same_sizes'
local table_gradients = require 'nn.table_gradients'
local CMulTable, parent = torch.class('nn.CMulTable', 'nn.Module', nn)

function CMulTable:__init()
  parent.__init(self)
  self.gradInput = {}
end

function CMulTable:updateOutput(input)
  check_same_sizes(self, input)
  self.output:resizeAs(input[1]):copy(input[1])
  for i = 2, #input do
    self.output:cmul(input[i])
  end
  return self.output
end

-- Products of the others, never a quotient: an input may be 0.
function CMulTable:updateGradInput(input, gradOutput)
  for i, gradient in ipairs(table_gradients(self, input)) do
    gradient:resizeAs(input[i]):copy(gradOutput)
    for j = 1, #input do
      if j ~= i then
        gradient:cmul(input[j])
      end
    end
  end
  return self.gradInput
end

return CMulTable
