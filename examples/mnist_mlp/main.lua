-- Two multilayer perceptrons on MNIST from Lua to verified Verilog: a small one that takes a pixel a cycle, and one of 235,000 weights.
local paths = require 'paths'
local here = paths.dirname(paths.thisfile())
package.path = paths.concat(here, '..', 'common', '?.lua') .. ';' .. package.path
local job = require 'job'
local mlp = dofile(paths.concat(here, 'model.lua'))

job.run({
  name = 'mnist_mlp_small',
  model = function() return mlp { 784, 64, 32, 10 } end,
  training = { epochs = 8, batch = 64, rate = 0.05, decay = 1e-4 },
  least = 96.5,
  compile = { bits = 8, clock_mhz = 100, multipliers = 80 },
}, arg)

job.run({
  name = 'mnist_mlp',
  model = function() return mlp { 784, 256, 128, 10 } end,
  training = { epochs = 8, batch = 64, rate = 0.05, decay = 1e-4 },
  least = 98.0,
  compile = { bits = 8, clock_mhz = 100, fps = 100000 },
}, arg)
