-- nn.Sequential: modules one after the other.
local nn = require 'nn.package'
local tree_text = require 'nn.tree_text'
local Sequential = torch.class('nn.Sequential', 'nn.Container', nn)

function Sequential:__len__()
  return #self.modules
end

function Sequential:add(module)
  nn.Container.add(self, module)
  self.output = module.output
  return self
end

function Sequential:insert(module, index)
  index = index or #self.modules + 1
  if index < 1 or index > #self.modules + 1 then
    error(string.format('%s:insert: expected an index from 1 to %d, got %d', torch.type(self),
      #self.modules + 1, index), 2)
  end
  table.insert(self.modules, index, module)
  self.output = self.modules[#self.modules].output
  self.gradInput = self.modules[1].gradInput
end

function Sequential:remove(index)
  index = index or #self.modules
  if index < 1 or index > #self.modules then
    error(string.format('%s:remove: expected an index from 1 to %d, got %d', torch.type(self), #self.modules,
      index), 2)
  end
  table.remove(self.modules, index)
  if #self.modules > 0 then
    self.output = self.modules[#self.modules].output
    self.gradInput = self.modules[1].gradInput
  else
    self.output, self.gradInput = torch.Tensor(), torch.Tensor()
  end
end

function Sequential:updateOutput(input)
  local current = input
  for i, module in ipairs(self.modules) do
    current = self:rethrowErrors(module, i, 'updateOutput', current)
  end
  self.output = current
  return current
end

-- Calls module[method](module, its input, its gradOutput, ...) from the last module to the first.
local function backwards(self, method, input, gradOutput, ...)
  local current = gradOutput
  for i = #self.modules, 1, -1 do
    local previous = self.modules[i - 1]
    local module = self.modules[i]
    self:rethrowErrors(module, i, method, previous and previous.output or input, current, ...)
    current = module.gradInput
  end
  return current
end

function Sequential:updateGradInput(input, gradOutput)
  self.gradInput = backwards(self, 'updateGradInput', input, gradOutput)
  return self.gradInput
end

function Sequential:accGradParameters(input, gradOutput, scale)
  backwards(self, 'accGradParameters', input, gradOutput, scale or 1)
end

function Sequential:backward(input, gradOutput, scale)
  self.gradInput = backwards(self, 'backward', input, gradOutput, scale or 1)
  return self.gradInput
end

function Sequential:accUpdateGradParameters(input, gradOutput, lr)
  backwards(self, 'accUpdateGradParameters', input, gradOutput, lr)
end

Sequential.__tostring__ = tree_text.chain

return Sequential
