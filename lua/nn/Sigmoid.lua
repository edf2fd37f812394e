-- nn.Sigmoid: 1 / (1 + exp(-x)).
local nn = require 'nn.package'
local core = require 'nn_core'
local elementwise = require 'nn.elementwise'

return elementwise.from_output(torch.class('nn.Sigmoid', 'nn.Module', nn), core.sigmoid_forward, core.sigmoid_backward)
