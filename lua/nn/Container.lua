-- nn.Container: a module made of modules.
local nn = require 'nn.package'
local arguments = require 'nn.arguments'
local place = require('nn.complain').place
local Container, parent = torch.class('nn.Container', 'nn.Module', nn)

function Container:__init()
  parent.__init(self)
  self.modules = {}
end

function Container:add(module)
  if not torch.isTypeOf(module, 'nn.Module') then
    arguments.refuse(string.format('%s:add: expected an nn.Module, got a %s', torch.type(self), torch.type(module)))
  end
  table.insert(self.modules, module)
  return self
end

function Container:get(index)
  return self.modules[index]
end

function Container:size()
  return #self.modules
end

function Container:applyToModules(callback)
  for _, module in ipairs(self.modules) do
    callback(module)
  end
end

-- The traceback ends at the first container; the script's own calls follow where the error is reported.
local function with_traceback(message)
  if type(message) ~= 'string' or message:find('\nstack traceback:\n', 1, true) then
    return message
  end
  return (debug.traceback(message, 2):gsub("\n%s*%[C%]: in function 'xpcall'.*$", ''))
end

-- module[method](module, ...); an error gets the way to the module in front, and the calls inside it behind.
local function results(container, index, ok, ...)
  if ok then
    return ...
  end
  local message = ...
  if type(message) ~= 'string' then
    error(message, 0)
  end
  error(string.format('In module %d of %s:\n%s', index, place(container), message), 0)
end

function Container:rethrowErrors(module, index, method, ...)
  return results(self, index, xpcall(module[method], with_traceback, module, ...))
end

local function on_each(method)
  return function(self, ...)
    for _, module in ipairs(self.modules) do
      module[method](module, ...)
    end
  end
end

Container.zeroGradParameters = on_each('zeroGradParameters')
Container.updateParameters = on_each('updateParameters')
Container.reset = on_each('reset')

function Container:training()
  parent.training(self)
  self:applyToModules(function(module) module:training() end)
end

function Container:evaluate()
  parent.evaluate(self)
  self:applyToModules(function(module) module:evaluate() end)
end

function Container:share(other, ...)
  for i, module in ipairs(self.modules) do
    module:share(other.modules[i], ...)
  end
  return self
end

function Container:parameters()
  local parameters, gradients = {}, {}
  for _, module in ipairs(self.modules) do
    local inner, inner_gradients = module:parameters()
    for i, parameter in ipairs(inner or {}) do
      parameters[#parameters + 1] = parameter
      gradients[#gradients + 1] = inner_gradients[i]
    end
  end
  return parameters, gradients
end

function Container:clearState()
  nn.utils.clear(self, 'output', 'gradInput')
  for _, module in ipairs(self.modules) do
    module:clearState()
  end
  return self
end

return Container
