-- nn.SpatialConvolution: two-dimensional convolution (cross-correlation) of an image or a batch of images.
local nn = require 'nn.package'
local core = require 'nn_core'
local arguments = require 'nn.arguments'
local complain = require('nn.complain').complain
local window_text = require 'nn.window_text'
local Convolution, parent = torch.class('nn.SpatialConvolution', 'nn.Module', nn)

-- What SpatialConvolutionMM shares: sizes and window, then the weight with the sizes given.
function Convolution:_init(name, nInputPlane, nOutputPlane, kW, kH, dW, dH, padW, padH)
  self.nInputPlane, self.nOutputPlane = nInputPlane, nOutputPlane
  self.kW, self.kH = kW, kH
  self.dW, self.dH = dW or 1, dH or 1
  self.padW = padW or 0
  self.padH = padH or self.padW
  arguments.count(name, 'nInputPlane', nInputPlane, 1)
  arguments.count(name, 'nOutputPlane', nOutputPlane, 1)
  arguments.window(name, self)
end

function Convolution:_make_weights(...)
  self.weight = torch.Tensor(...)
  self.bias = torch.Tensor(self.nOutputPlane)
  self.gradWeight = torch.Tensor(...)
  self.gradBias = torch.Tensor(self.nOutputPlane)
  self:reset()
end

function Convolution:__init(nInputPlane, nOutputPlane, kW, kH, dW, dH, padW, padH)
  parent.__init(self)
  self:_init('nn.SpatialConvolution', nInputPlane, nOutputPlane, kW, kH, dW, dH, padW, padH)
  self:_make_weights(nOutputPlane, nInputPlane, kH, kW)
end

function Convolution:noBias()
  self.bias = nil
  self.gradBias = nil
  return self
end

function Convolution:reset(stdv)
  stdv = stdv and stdv * math.sqrt(3) or 1 / math.sqrt(self.kW * self.kH * self.nInputPlane)
  self.weight:uniform(-stdv, stdv)
  if self.bias then
    self.bias:uniform(-stdv, stdv)
  end
end

-- Files of early Torch lack these fields.
local function complete(self)
  self.padW, self.padH = self.padW or 0, self.padH or 0
  self.finput = self.finput or self.weight.new()
end

local function check_input(self, input)
  local dims = torch.isTensor(input) and input:dim() or 0
  if dims < 3 or dims > 4 or input:size(dims - 2) ~= self.nInputPlane then
    complain(self, string.format('%d x height x width, or a batch of them', self.nInputPlane), input)
  end
  local height = math.floor((input:size(dims - 1) + 2 * self.padH - self.kH) / self.dH) + 1
  local width = math.floor((input:size(dims) + 2 * self.padW - self.kW) / self.dW) + 1
  if height < 1 or width < 1 then
    complain(self, string.format('an image of at least %dx%d', math.max(self.kH - 2 * self.padH, 1),
      math.max(self.kW - 2 * self.padW, 1)), input)
  end
  return height, width
end

function Convolution:updateOutput(input)
  complete(self)
  local height, width = check_input(self, input)
  input = nn.utils.contiguous(self, '_input', input)
  if input:dim() == 3 then
    self.output:resize(self.nOutputPlane, height, width)
  else
    self.output:resize(input:size(1), self.nOutputPlane, height, width)
  end
  core.convolution_forward(input, self.weight, self.bias, self.output, self.finput,
    self.kW, self.kH, self.dW, self.dH, self.padW, self.padH)
  return self.output
end

function Convolution:updateGradInput(input, gradOutput)
  if self.gradInput then
    complete(self)
    gradOutput = nn.utils.contiguous(self, '_gradOutput', gradOutput)
    self.gradInput:resizeAs(input)
    core.convolution_input_gradient(gradOutput, self.weight, self.gradInput, self.finput,
      self.kW, self.kH, self.dW, self.dH, self.padW, self.padH)
    return self.gradInput
  end
end

function Convolution:accGradParameters(input, gradOutput, scale)
  complete(self)
  input = nn.utils.contiguous(self, '_input', input)
  gradOutput = nn.utils.contiguous(self, '_gradOutput', gradOutput)
  core.convolution_weight_gradient(input, gradOutput, self.gradWeight, self.gradBias, self.finput,
    scale or 1, self.kW, self.kH, self.dW, self.dH, self.padW, self.padH)
end

function Convolution:clearState()
  nn.utils.clear(self, 'finput', 'fgradInput', '_input', '_gradOutput')
  return parent.clearState(self)
end

function Convolution:__tostring__()
  return string.format('%s(%d -> %d, %dx%d%s)', torch.type(self), self.nInputPlane, self.nOutputPlane,
    self.kW, self.kH, window_text(self)) .. (self.bias and '' or ' without bias')
end

return Convolution
