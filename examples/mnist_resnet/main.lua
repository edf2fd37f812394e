-- A residual network on MNIST from Lua to verified Verilog: 20,000 frames a second at 100 MHz.
local paths = require 'paths'
local here = paths.dirname(paths.thisfile())
package.path = paths.concat(here, '..', 'common', '?.lua') .. ';' .. package.path

require('job').run({
  name = 'mnist_resnet',
  model = function() return dofile(paths.concat(here, 'model.lua')) end,
  training = { epochs = 6, batch = 64, rate = 0.05, decay = 1e-4 },
  least = 98.5,
  compile = { bits = 8, clock_mhz = 100, fps = 20000 },
}, arg)
