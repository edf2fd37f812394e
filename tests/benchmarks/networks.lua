-- The networks of the benchmark, with the multiply-adds of one sample's forward direction.
local nn = require 'nn'

local networks = {}

-- 784-256-128-10.
function networks.mlp()
  local net = nn.Sequential()
    :add(nn.Linear(784, 256)):add(nn.ReLU(true))
    :add(nn.Linear(256, 128)):add(nn.ReLU(true))
    :add(nn.Linear(128, 10)):add(nn.LogSoftMax())
  return net, 784 * 256 + 256 * 128 + 128 * 10, { 784 }
end

-- 20 maps of 5x5, pool, 50 maps of 5x5, pool, 500, 10.
function networks.lenet()
  local net = nn.Sequential()
    :add(nn.SpatialConvolution(1, 20, 5, 5)):add(nn.SpatialMaxPooling(2, 2))
    :add(nn.SpatialConvolution(20, 50, 5, 5)):add(nn.SpatialMaxPooling(2, 2))
    :add(nn.View(50 * 4 * 4):setNumInputDims(3))
    :add(nn.Linear(800, 500)):add(nn.ReLU(true))
    :add(nn.Linear(500, 10)):add(nn.LogSoftMax())
  return net, 24 * 24 * 20 * 25 + 8 * 8 * 50 * 20 * 25 + 800 * 500 + 500 * 10, { 1, 28, 28 }
end

return networks
