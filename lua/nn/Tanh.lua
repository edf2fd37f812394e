-- nn.Tanh: the hyperbolic tangent of x.
local nn = require 'nn.package'
local core = require 'nn_core'
local elementwise = require 'nn.elementwise'

return elementwise.from_output(torch.class('nn.Tanh', 'nn.Module', nn), core.tanh_forward, core.tanh_backward)
