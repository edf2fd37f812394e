-- A small residual network as an nngraph: conv-bn-relu, a plain residual block, one that halves the image with a strided
-- 1x1 shortcut, average pooling, linear.
local nn = require 'nn'
require 'nngraph'

local function conv_bn(channels_in, channels_out, kernel, stride, input)
  local padding = (kernel - 1) / 2
  local conv = nn.SpatialConvolution(channels_in, channels_out, kernel, kernel, stride, stride, padding, padding)
  return nn.SpatialBatchNormalization(channels_out)(conv(input))
end

local function residual(channels_in, channels_out, stride, input)
  local body = nn.ReLU()(conv_bn(channels_in, channels_out, 3, stride, input))
  body = conv_bn(channels_out, channels_out, 3, 1, body)
  local shortcut = stride == 1 and input or conv_bn(channels_in, channels_out, 1, stride, input)
  return nn.ReLU()(nn.CAddTable()({ body, shortcut }))
end

local input = nn.Identity()()
local stem = nn.ReLU()(conv_bn(1, 8, 3, 2, input))
local blocks = residual(8, 16, 2, residual(8, 8, 1, stem))
local features = nn.View(16)(nn.SpatialAveragePooling(7, 7)(blocks))
return nn.gModule({ input }, { nn.Linear(16, 10)(features) })
