-- optim.ConfusionMatrix: counts how often each class (row) was predicted as each class (column).
local optim = _G.optim
local ConfusionMatrix = torch.class('optim.ConfusionMatrix', optim)

-- ConfusionMatrix(number of classes [, names]) or ConfusionMatrix(names).
function ConfusionMatrix:__init(nclasses, classes)
  if type(nclasses) == 'table' then
    classes, nclasses = nclasses, #nclasses
  end
  if type(nclasses) ~= 'number' or nclasses < 1 then
    error('optim.ConfusionMatrix: expected a number of classes or a table of names', 4)
  end
  self.mat = torch.FloatTensor(nclasses, nclasses):zero()
  self.valids = torch.FloatTensor(nclasses):zero()
  self.unionvalids = torch.FloatTensor(nclasses):zero()
  self.nclasses = nclasses
  self.totalValid = 0
  self.averageValid = 0
  self.averageUnionValid = 0
  self.classes = classes or {}
end

-- A target that is not positive is missing and does not count.
function ConfusionMatrix:_add(prediction, target)
  if target > 0 then
    if prediction < 1 or prediction > self.nclasses or target > self.nclasses then
      error(string.format('optim.ConfusionMatrix: expected classes from 1 to %d, got prediction %g and target %g',
        self.nclasses, prediction, target), 3)
    end
    local row = self.mat[target]
    row[prediction] = row[prediction] + 1
  end
end

-- The class of a number, or of a vector of scores.
local function class_of(value)
  if type(value) == 'number' then
    return value
  elseif not torch.isTensor(value) or value:dim() == 0 then
    error('optim.ConfusionMatrix: expected a class or a vector of scores, got ' ..
      (torch.isTensor(value) and 'an empty tensor' or 'a ' .. torch.type(value)), 3)
  end
  local _, best = value:contiguous():view(-1):max(1)
  return best[1]
end

function ConfusionMatrix:add(prediction, target)
  self:_add(class_of(prediction), class_of(target))
end

-- A vector of classes from a vector, or from a matrix with one row of scores (or one class) for each.
local function classes_of(batch)
  if not torch.isTensor(batch) then
    error('optim.ConfusionMatrix: expected a tensor, got a ' .. torch.type(batch), 3)
  end
  if batch:dim() == 2 and batch:size(2) > 1 then
    local _, best = batch:max(2)
    return best:select(2, 1)
  elseif batch:dim() == 1 or batch:dim() == 2 then
    return batch:contiguous():view(-1)
  end
  error(string.format('optim.ConfusionMatrix: expected 1 or 2 dimensions, got %d', batch:dim()), 3)
end

function ConfusionMatrix:batchAdd(predictions, targets)
  local predicted, wanted = classes_of(predictions), classes_of(targets)
  if predicted:size(1) ~= wanted:size(1) then
    error(string.format('optim.ConfusionMatrix: expected as many targets as predictions (%d), got %d',
      predicted:size(1), wanted:size(1)), 2)
  end
  for i = 1, predicted:size(1) do
    self:_add(predicted[i], wanted[i])
  end
end

function ConfusionMatrix:zero()
  self.mat:zero()
  self.valids:zero()
  self.unionvalids:zero()
  self.totalValid = 0
  self.averageValid = 0
  self.averageUnionValid = 0
end

require 'optim.ConfusionMatrix_rates'

return ConfusionMatrix
