-- LeNet-5 for 28x28 digits: two convolutions, three linear layers, 416,520 multiply-adds.
local nn = require 'nn'

return nn.Sequential()
  :add(nn.SpatialConvolution(1, 6, 5, 5, 1, 1, 2, 2))
  :add(nn.ReLU())
  :add(nn.SpatialMaxPooling(2, 2, 2, 2))
  :add(nn.SpatialConvolution(6, 16, 5, 5))
  :add(nn.ReLU())
  :add(nn.SpatialMaxPooling(2, 2, 2, 2))
  :add(nn.View(16 * 5 * 5))
  :add(nn.Linear(16 * 5 * 5, 120))
  :add(nn.ReLU())
  :add(nn.Linear(120, 84))
  :add(nn.ReLU())
  :add(nn.Linear(84, 10))
