-- sluice: trained networks to hardware. sluice.compile gives a design, which simulates and verifies itself. As with Torch's own
-- packages, `require 'sluice'` sets the global of that name.
require 'torch'
require 'nn'
local core = require 'sluice.design_core'
local Design = require 'sluice.Design'
local fail = require 'sluice.fail'

local sluice = {
  compile = require 'sluice.compile',
  idx = require 'sluice.idx',
  npy = require 'sluice.npy',
}
_G.sluice = sluice

-- The folder of Sluice itself.
function sluice.home()
  local file = debug.getinfo(1, 'S').source:gsub('^@', '')
  return (file:gsub('[/\\]?lua[/\\]sluice[/\\]init%.lua$', ''):gsub('^$', '.'))
end

-- Names the layer that the module becomes; gives the module back.
function sluice.name(module, name)
  if not torch.isTypeOf(module, 'nn.Module') then
    fail(nil, 'sluice.name: found a %s, expected an nn.Module', torch.typename(module) or type(module))
  elseif type(name) ~= 'string' then
    fail(nil, 'sluice.name: found a %s, expected a name', type(name))
  end
  local expected = core.layer_name_fault(name)
  if expected then
    fail(nil, 'sluice.name: found "%s", expected %s', name, expected)
  end
  module._layer_name = name
  return module
end

-- The design in a folder that sluice.compile has written.
function sluice.design(folder)
  if type(folder) ~= 'string' then
    fail(nil, 'sluice.design: found a %s, expected the name of a folder', type(folder))
  end
  local manifest, report = core.open(folder)
  if not manifest then
    fail(nil, '%s', report)
  end
  return Design(folder, manifest, report)
end

-- The modules that sluice.compile takes: a list of {name, remark}.
function sluice.supported_modules()
  return core.supported_modules()
end

return sluice
