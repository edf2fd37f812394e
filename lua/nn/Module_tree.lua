-- nn.Module: walks over the tree of modules.
local nn = require 'nn.package'
local Module = nn.Module

-- Calls callback(module) on this module and on all that it contains.
function Module:apply(callback)
  callback(self)
  for _, module in ipairs(self.modules or {}) do
    module:apply(callback)
  end
end

-- This module and all that it contains, each once.
function Module:listModules()
  local all, seen = {}, {}
  self:apply(function(module)
    if not seen[module] then
      seen[module] = true
      all[#all + 1] = module
    end
  end)
  return all
end

-- All modules of type `typename` (or derived from it when asked so by `derived`), and the container of each.
function Module:findModules(typename, container, derived)
  local found, containers = {}, {}
  local matches = derived and torch.isTypeOf(self, typename) or torch.typename(self) == typename
  if matches then
    found[1], containers[1] = self, container or self
  end
  for _, module in ipairs(self.modules or {}) do
    local inner, inner_containers = module:findModules(typename, self, derived)
    for i, each in ipairs(inner) do
      found[#found + 1], containers[#containers + 1] = each, inner_containers[i]
    end
  end
  return found, containers
end

-- What callback(self) returns, and in place of every module that this one contains what callback returns for
-- it. The callback may wrap a module: what it returns is not walked.
function Module:replace(callback)
  local result = callback(self)
  for i, module in ipairs(self.modules or {}) do
    self.modules[i] = module:replace(callback)
  end
  return result
end
