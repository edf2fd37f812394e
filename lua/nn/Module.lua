-- nn.Module: what every layer is and does; its five verbs are updateOutput, updateGradInput, accGradParameters,
-- parameters and reset.
local nn = require 'nn.package'
local call_site = require 'nn.call_site'
local objects = require 'torch.file.objects'
local Module = torch.class('nn.Module', nn)

function Module:__init()
  self.gradInput = torch.Tensor()
  self.output = torch.Tensor()
  self._type = self.output:type()
  self._source = call_site()
end

function Module:updateOutput()
  return self.output
end

function Module:updateGradInput()
  return self.gradInput
end

function Module.accGradParameters()
end

function Module:forward(input)
  return self:updateOutput(input)
end

function Module:backward(input, gradOutput, scale)
  scale = scale or 1
  self:updateGradInput(input, gradOutput)
  self:accGradParameters(input, gradOutput, scale)
  return self.gradInput
end

-- As backward, but the parameters move at once by -lr times their gradient.
function Module:backwardUpdate(input, gradOutput, lr)
  self:updateGradInput(input, gradOutput)
  self:accUpdateGradParameters(input, gradOutput, lr)
  return self.gradInput
end

function Module:training()
  self.train = true
end

function Module:evaluate()
  self.train = false
end

function Module.reset()
end

function Module:type(type, cache)
  if not type then
    return self._type
  end
  nn.utils.check_type(type, 2)
  cache = cache or {}
  for key, value in pairs(self) do
    self[key] = nn.utils.recursiveType(value, type, cache)
  end
  self._type = type
  return self
end

function Module:float(...)
  return self:type('torch.FloatTensor', ...)
end

function Module:double(...)
  return self:type('torch.DoubleTensor', ...)
end

function Module:cuda()
  error(torch.type(self) .. ':cuda(): there are no CUDA tensors here; networks train on the CPU', 2)
end

-- A deep copy; the fields named (weight, bias, ...) stay shared with the original.
function Module:clone(...)
  local file = torch.MemoryFile('rw'):binary()
  file:writeObject(self)
  file:seek(1)
  local copy = file:readObject()
  file:close()
  if select('#', ...) > 0 then
    copy:share(self, ...)
  end
  return copy
end

function Module:clearState()
  return nn.utils.clear(self, 'output', 'gradInput')
end

-- A file holds a module as one table of all its fields.
function Module:write(file)
  local fields = {}
  for key, value in pairs(self) do
    fields[key] = value
  end
  file:writeObject(fields)
end

function Module:read(file)
  objects.read_fields(file, self)
end

function Module:__tostring__()
  return torch.type(self)
end

-- module(node, ...) of nngraph; without nngraph, module(input [, gradOutput]) runs the module.
function Module:__call__(input, gradOutput)
  self:forward(input)
  if gradOutput then
    self:backward(input, gradOutput)
    return self.output, self.gradInput
  end
  return self.output
end

require 'nn.Module_parameters'
require 'nn.Module_tree'

return Module
