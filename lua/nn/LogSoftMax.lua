-- nn.LogSoftMax: x minus the logarithm of the sum of exp(x), over features or planes.
local nn = require 'nn.package'
local core = require 'nn_core'
local check_feature_dims = require 'nn.check_feature_dims'
local elementwise = require 'nn.elementwise'

return elementwise.from_output(torch.class('nn.LogSoftMax', 'nn.Module', nn), core.log_softmax_forward,
  core.log_softmax_backward, check_feature_dims)
