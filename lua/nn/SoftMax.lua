-- nn.SoftMax: exp(x) over its sum, over the features of a vector, of a batch of vectors, or over planes.
local nn = require 'nn.package'
local core = require 'nn_core'
local check_feature_dims = require 'nn.check_feature_dims'
local elementwise = require 'nn.elementwise'

return elementwise.from_output(torch.class('nn.SoftMax', 'nn.Module', nn), core.softmax_forward,
  core.softmax_backward, check_feature_dims)
