-- nn.JoinTable: joins a table of tensors along one dimension.
local nn = require 'nn.package'
local arguments = require 'nn.arguments'
local slices = require 'nn.slices'
local table_gradients = require 'nn.table_gradients'
local complain = require('nn.complain').complain
local JoinTable, parent = torch.class('nn.JoinTable', 'nn.Module', nn)

-- With nInputDims, inputs of one dimension more are batches and `dimension` counts behind the batch.
function JoinTable:__init(dimension, nInputDims)
  arguments.dimension('nn.JoinTable', 'dimension', dimension)
  parent.__init(self)
  self.size = torch.LongStorage()
  self.dimension = dimension
  self.gradInput = {}
  self.nInputDims = nInputDims
end

function JoinTable:_getPositiveDimension(input)
  local dims = input[1]:dim()
  if self.dimension < 0 then
    return dims + self.dimension + 1
  elseif self.nInputDims and dims == self.nInputDims + 1 then
    return self.dimension + 1
  end
  return self.dimension
end

function JoinTable:updateOutput(input)
  if torch.type(input) ~= 'table' or #input == 0 then
    complain(self, 'a table of tensors', input)
  end
  local dimension = self:_getPositiveDimension(input)
  slices.join(self.output, input, dimension, function(...) complain(self, ...) end)
  self.size = self.output:size()
  return self.output
end

function JoinTable:updateGradInput(input, gradOutput)
  table_gradients(self, input)
  slices.each(gradOutput, input, self:_getPositiveDimension(input), function(i, slice)
    self.gradInput[i]:resizeAs(input[i]):copy(slice)
  end)
  return self.gradInput
end

return JoinTable
