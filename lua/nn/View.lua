-- nn.View: the same elements with other sizes; a leading batch is kept.
local nn = require 'nn.package'
local arguments = require 'nn.arguments'
local place, check_tensor = require('nn.complain').place, require('nn.complain').check_tensor
local View, parent = torch.class('nn.View', 'nn.Module', nn)

function View:resetSize(...)
  if select('#', ...) == 1 and torch.typename((...)) == 'torch.LongStorage' then
    self.size = ...
  else
    self.size = torch.LongStorage({ ... })
  end
  self.numElements = 1
  local inferred = 0
  for i = 1, #self.size do
    if self.size[i] >= 0 then
      self.numElements = self.numElements * self.size[i]
    else
      inferred = inferred + 1
    end
  end
  if inferred > 1 then
    arguments.refuse('nn.View: expected at most one size of -1, got ' .. inferred)
  end
  return self
end

function View:__init(...)
  parent.__init(self)
  self:resetSize(...)
end

-- Inputs of more than `count` dimensions are batches.
function View:setNumInputDims(count)
  self.numInputDims = count
  return self
end

local function has_inferred_size(size)
  for i = 1, #size do
    if size[i] == -1 then
      return true
    end
  end
  return false
end

-- The size of the leading batch, or nil where the view has none.
local function batch_size(self, input)
  local dims = input:dim()
  local own_dims = math.min(self.numInputDims or dims, dims)
  local own, batch = 1, 1
  for d = 1, dims do
    if d > dims - own_dims then
      own = own * input:size(d)
    else
      batch = batch * input:size(d)
    end
  end
  if own % self.numElements ~= 0 then
    error(string.format('%s: input (%s) and desired view (%s) do not match', place(self),
      table.concat(input:size():totable(), 'x'), table.concat(self.size:totable(), 'x')), 0)
  end
  if not has_inferred_size(self.size) then
    batch = batch * own / self.numElements
  end
  if batch == 1 and (not self.numInputDims or dims <= self.numInputDims) then
    return nil
  end
  return batch
end

function View:updateOutput(input)
  check_tensor(self, input, 'input')
  local batch = batch_size(self, input)
  if batch then
    self.output = nn.utils.contiguousView(input, batch, unpack(self.size:totable()))
  else
    self.output = nn.utils.contiguousView(input, self.size)
  end
  return self.output
end

function View:updateGradInput(input, gradOutput)
  check_tensor(self, gradOutput, 'gradOutput')
  self.gradInput = nn.utils.contiguousView(gradOutput, input:size())
  return self.gradInput
end

function View:__tostring__()
  return string.format('%s(%s)', torch.type(self), table.concat(self.size:totable(), ', '))
end

return View
