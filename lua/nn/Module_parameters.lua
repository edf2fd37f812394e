-- nn.Module: everything about weights and their gradients.
local nn = require 'nn.package'
local flatten = require 'nn.flatten'
local Module = nn.Module

-- The lists of parameters and of their gradients; nil when there are none.
function Module:parameters()
  if self.weight and self.bias then
    return { self.weight, self.bias }, { self.gradWeight, self.gradBias }
  elseif self.weight then
    return { self.weight }, { self.gradWeight }
  elseif self.bias then
    return { self.bias }, { self.gradBias }
  end
end

function Module:zeroGradParameters()
  local _, gradients = self:parameters()
  for _, gradient in ipairs(gradients or {}) do
    gradient:zero()
  end
end

function Module:updateParameters(learningRate)
  local parameters, gradients = self:parameters()
  for i, parameter in ipairs(parameters or {}) do
    parameter:add(-learningRate, gradients[i])
  end
end

function Module:accUpdateGradParameters(input, gradOutput, lr)
  if self._shares_parameters then
    return self:sharedAccUpdateGradParameters(input, gradOutput, lr)
  end
  return self:defaultAccUpdateGradParameters(input, gradOutput, lr)
end

-- Accumulates straight into the weights: right when nobody else uses them.
function Module:defaultAccUpdateGradParameters(input, gradOutput, lr)
  local gradWeight, gradBias = self.gradWeight, self.gradBias
  self.gradWeight, self.gradBias = self.weight, self.bias
  self:accGradParameters(input, gradOutput, -lr)
  self.gradWeight, self.gradBias = gradWeight, gradBias
end

function Module:sharedAccUpdateGradParameters(input, gradOutput, lr)
  if self:parameters() then
    self:zeroGradParameters()
    self:accGradParameters(input, gradOutput, 1)
    self:updateParameters(lr)
  end
end

-- Makes the named fields views of those of `other`.
function Module:share(other, ...)
  for _, name in ipairs { ... } do
    if self[name] ~= nil then
      self[name]:set(other[name])
      self._shares_parameters, other._shares_parameters = true, true
    end
  end
  return self
end

-- All parameters as one vector and all gradients as another, of which the modules' own become views.
function Module:getParameters()
  local parameters, gradients = self:parameters()
  local flat, flat_gradients = flatten(parameters), flatten(gradients)
  if flat:nElement() ~= flat_gradients:nElement() then
    error(string.format('%s:getParameters: expected as many gradients as parameters (%d), got %d; are weights ' ..
      'shared without their gradients?', torch.type(self), flat:nElement(), flat_gradients:nElement()), 2)
  end
  return flat, flat_gradients
end

function Module.flatten(parameters)
  return flatten(parameters)
end
