-- nn.SpatialBatchNormalization: nn.BatchNormalization of the planes of images.
local nn = require 'nn.package'
local BN = torch.class('nn.SpatialBatchNormalization', 'nn.BatchNormalization', nn)

BN.__version = 2
BN.nDim = 4

return BN
