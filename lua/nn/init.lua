-- nn: Torch7's neural network package. One class a file; a new class is a new line here.
local nn = require 'nn.package'

nn.utils = require 'nn.utils'
require 'nn.Module'
require 'nn.Criterion'

-- containers
require 'nn.Container'
require 'nn.Sequential'
require 'nn.Concat'
require 'nn.ConcatTable'
require 'nn.ParallelTable'

-- tables and shapes
require 'nn.Identity'
require 'nn.CAddTable'
require 'nn.CMulTable'
require 'nn.JoinTable'
require 'nn.View'
require 'nn.Reshape'

-- layers with weights
require 'nn.Linear'
require 'nn.SpatialConvolution'
require 'nn.SpatialConvolutionMM'
require 'nn.BatchNormalization'
require 'nn.SpatialBatchNormalization'

-- pooling and padding
require 'nn.SpatialMaxPooling'
require 'nn.SpatialAveragePooling'
require 'nn.SpatialZeroPadding'

-- activations
require 'nn.Threshold'
require 'nn.ReLU'
require 'nn.HardTanh'
require 'nn.ReLU6'
require 'nn.Clamp'
require 'nn.LeakyReLU'
require 'nn.Tanh'
require 'nn.Sigmoid'
require 'nn.SoftMax'
require 'nn.LogSoftMax'
require 'nn.Dropout'

-- criterions and training
require 'nn.MSECriterion'
require 'nn.ClassNLLCriterion'
require 'nn.CrossEntropyCriterion'
require 'nn.StochasticGradient'

return nn
