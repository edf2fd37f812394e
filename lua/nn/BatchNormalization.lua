-- nn.BatchNormalization: every feature of a batch normalised, then scaled and shifted.
local nn = require 'nn.package'
local core = require 'nn_core'
local arguments = require 'nn.arguments'
local complain = require('nn.complain').complain
local BN, parent = torch.class('nn.BatchNormalization', 'nn.Module', nn)

BN.__version = 2
BN.nDim = 2  -- dimensions of a batch

function BN:__init(nOutput, eps, momentum, affine)
  arguments.count(torch.type(self), 'nOutput', nOutput, 1)
  parent.__init(self)
  self.affine = affine ~= false
  self.eps = eps or 1e-5
  self.train = true
  self.momentum = momentum or 0.1
  self.running_mean = torch.zeros(nOutput)
  self.running_var = torch.ones(nOutput)
  if self.affine then
    self.weight = torch.Tensor(nOutput)
    self.bias = torch.Tensor(nOutput)
    self.gradWeight = torch.Tensor(nOutput)
    self.gradBias = torch.Tensor(nOutput)
    self:reset()
  end
end

function BN:reset()
  if self.weight then
    self.weight:uniform()
  end
  if self.bias then
    self.bias:zero()
  end
  self.running_mean:zero()
  self.running_var:fill(1)
end

local function check_input(self, input)
  local features = self.running_mean:size(1)
  local dims = torch.isTensor(input) and input:dim() or 0
  local is_batch = dims == self.nDim
  local is_sample = dims == self.nDim - 1 and not self.train
  if not is_batch and not is_sample then
    complain(self, string.format('a batch (%d dimensions)%s', self.nDim,
      self.train and ' in training' or ' or one sample'), input)
  end
  if input:size(is_batch and 2 or 1) ~= features then
    complain(self, features .. ' features', input)
  end
  if self.train and input:nElement() == features then
    complain(self, 'more than one value for each feature in training', input)
  end
end

-- Contiguous, with a leading batch dimension.
local function as_batch(self, buffer, tensor)
  tensor = nn.utils.contiguous(self, buffer, tensor)
  return tensor:dim() == self.nDim and tensor or nn.utils.addSingletonDimension(tensor)
end

function BN:updateOutput(input)
  check_input(self, input)
  local features = self.running_mean:size(1)
  self.save_mean = (self.save_mean or input.new()):resize(features)
  self.save_std = (self.save_std or input.new()):resize(features)
  self.output:resizeAs(input)
  core.batch_norm_forward(as_batch(self, '_input', input), self.output, self.weight, self.bias,
    self.running_mean, self.running_var, self.save_mean, self.save_std, self.train, self.momentum, self.eps)
  return self.output
end

local function backward(self, input, gradOutput, scale, gradInput, gradWeight, gradBias)
  check_input(self, input)
  if not gradOutput:isSameSizeAs(input) then
    complain(self, 'a gradOutput of the size of the input', gradOutput)
  end
  core.batch_norm_backward(as_batch(self, '_input', input), as_batch(self, '_gradOutput', gradOutput),
    gradInput, gradWeight, gradBias, self.weight,
    self.train and self.save_mean or self.running_mean,
    self.train and self.save_std or self.running_var, self.train, self.eps, scale or 1)
  return gradInput
end

function BN:backward(input, gradOutput, scale)
  self.gradInput:resizeAs(input)
  return backward(self, input, gradOutput, scale, self.gradInput, self.gradWeight, self.gradBias)
end

function BN:updateGradInput(input, gradOutput)
  self.gradInput:resizeAs(input)
  return backward(self, input, gradOutput, 1, self.gradInput)
end

function BN:accGradParameters(input, gradOutput, scale)
  return backward(self, input, gradOutput, scale, nil, self.gradWeight, self.gradBias)
end

-- Version 1 kept the inverse of the running standard deviation.
function BN:read(file, version)
  parent.read(self, file)
  if version < 2 and self.running_std then
    self.running_var = self.running_std:pow(-2):add(-self.eps)
    self.running_std = nil
  end
end

function BN:clearState()
  nn.utils.clear(self, '_input', '_gradOutput', 'save_mean', 'save_std')
  return parent.clearState(self)
end

function BN:__tostring__()
  return string.format('%s (%dD) (%d)', torch.type(self), self.nDim, self.running_mean:nElement())
end

return BN
