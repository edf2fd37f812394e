-- nn.Linear: y = W x + b, on a vector or a batch of vectors.
local nn = require 'nn.package'
local core = require 'nn_core'
local arguments = require 'nn.arguments'
local complain = require('nn.complain').complain
local Linear, parent = torch.class('nn.Linear', 'nn.Module', nn)

function Linear:__init(inputSize, outputSize, bias)
  arguments.count('nn.Linear', 'inputSize', inputSize, 1)
  arguments.count('nn.Linear', 'outputSize', outputSize, 1)
  parent.__init(self)
  self.weight = torch.Tensor(outputSize, inputSize)
  self.gradWeight = torch.Tensor(outputSize, inputSize)
  if bias ~= false then
    self.bias = torch.Tensor(outputSize)
    self.gradBias = torch.Tensor(outputSize)
  end
  self:reset()
end

function Linear:noBias()
  self.bias = nil
  self.gradBias = nil
  return self
end

function Linear:reset(stdv)
  stdv = stdv and stdv * math.sqrt(3) or 1 / math.sqrt(self.weight:size(2))
  self.weight:uniform(-stdv, stdv)
  if self.bias then
    self.bias:uniform(-stdv, stdv)
  end
  return self
end

local function check_input(self, input)
  local features = self.weight:size(2)
  local dims = torch.isTensor(input) and input:dim() or 0
  if dims < 1 or dims > 2 or input:size(dims) ~= features then
    complain(self, string.format('%d features, or a batch of them', features), input)
  end
end

function Linear:updateOutput(input)
  check_input(self, input)
  input = nn.utils.contiguous(self, '_input', input)
  if input:dim() == 1 then
    self.output:resize(self.weight:size(1))
  else
    self.output:resize(input:size(1), self.weight:size(1))
  end
  core.linear_forward(input, self.weight, self.bias, self.output)
  return self.output
end

function Linear:updateGradInput(input, gradOutput)
  if self.gradInput then
    gradOutput = nn.utils.contiguous(self, '_gradOutput', gradOutput)
    self.gradInput:resizeAs(input)
    core.linear_input_gradient(gradOutput, self.weight, self.gradInput)
    return self.gradInput
  end
end

function Linear:accGradParameters(input, gradOutput, scale)
  input = nn.utils.contiguous(self, '_input', input)
  gradOutput = nn.utils.contiguous(self, '_gradOutput', gradOutput)
  core.linear_weight_gradient(input, gradOutput, self.gradWeight, self.gradBias, scale or 1)
end

function Linear:clearState()
  nn.utils.clear(self, 'addBuffer', '_input', '_gradOutput')
  return parent.clearState(self)
end

function Linear:__tostring__()
  return string.format('%s(%d -> %d)', torch.type(self), self.weight:size(2), self.weight:size(1))
    .. (self.bias and '' or ' without bias')
end

return Linear
