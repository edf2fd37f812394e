-- require 'torch': tensors, classes and their companions in one table, also set as a global. As in Torch, the
-- globals `paths`, `include` and `table.unpack` come with it.
local core = require 'torch_core'

require 'paths'
local torch = {}
_G.torch = torch
rawset(table, 'unpack', unpack)
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
