-- nn.SpatialConvolutionMM: nn.SpatialConvolution with its weight stored as a matrix.
local nn = require 'nn.package'
local ConvolutionMM = torch.class('nn.SpatialConvolutionMM', 'nn.SpatialConvolution', nn)

function ConvolutionMM:__init(nInputPlane, nOutputPlane, kW, kH, dW, dH, padW, padH)
  nn.Module.__init(self)
  self:_init('nn.SpatialConvolutionMM', nInputPlane, nOutputPlane, kW, kH, dW, dH, padW, padH)
  self:_make_weights(nOutputPlane, nInputPlane * kH * kW)
end

return ConvolutionMM
