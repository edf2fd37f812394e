-- require 'torch': tensors, classes and their companions in one table, also set as a global.
local core = require 'torch_core'

local torch = {}
_G.torch = torch
package.loaded.torch = torch

for name, value in pairs(core) do
  if type(value) == 'function' then torch[name] = value end
end
for name, value in pairs(require 'torch.class') do torch[name] = value end
for name, value in pairs(require 'torch.environment') do torch[name] = value end
require('torch.types').install(torch)
require('torch.tensor').install(torch)
require('torch.tools').install(torch)

return torch
