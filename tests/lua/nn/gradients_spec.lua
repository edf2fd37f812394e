-- Every module: gradients against finite differences, float against double, single samples against batches.
local nn = require 'nn'
local differences = require 'nn.finite_differences'

local function uniform(...)
  return torch.Tensor(...):uniform(-1, 1)
end

-- Values far from each other and from every kink, so that finite differences are exact enough.
local function spread(...)
  local tensor = torch.Tensor(...)
  local order = torch.randperm(tensor:nElement())
  return tensor:copy(order:add(-tensor:nElement() / 2 - 0.27):mul(0.07):view(tensor:size()))
end

local function shared_linear()
  local first = nn.Linear(4, 4)
  return nn.Sequential():add(first):add(nn.Tanh()):add(first:clone('weight', 'bias', 'gradWeight', 'gradBias'))
end

-- name -> {module, input of a batch [, true when a single sample may be checked against the batch]}
local cases = {
  Linear = { nn.Linear(5, 3), uniform(4, 5), true },
  ['Linear without bias'] = { nn.Linear(5, 3, false), uniform(4, 5), true },
  SpatialConvolution = { nn.SpatialConvolution(2, 3, 3, 2, 2, 1, 1, 1), uniform(2, 2, 5, 4), true },
  ['SpatialConvolution by rows'] = { nn.SpatialConvolution(11, 2, 3, 3, 1, 1, 1, 0), uniform(2, 11, 4, 4), true },
  ['SpatialConvolution without bias'] = { nn.SpatialConvolution(1, 2, 2, 2):noBias(), uniform(2, 1, 3, 3), true },
  ['SpatialConvolution 1x1'] = { nn.SpatialConvolution(3, 2, 1, 1), uniform(2, 3, 3, 2), true },
  SpatialConvolutionMM = { nn.SpatialConvolutionMM(2, 3, 3, 3), uniform(2, 2, 4, 5), true },
  SpatialMaxPooling = { nn.SpatialMaxPooling(3, 2, 2, 1, 1, 1), spread(2, 2, 5, 4), true },
  ['SpatialMaxPooling with ceil'] = { nn.SpatialMaxPooling(2, 2):ceil(), spread(2, 2, 5, 5), true },
  SpatialAveragePooling = { nn.SpatialAveragePooling(3, 3, 2, 2, 1, 1), uniform(2, 2, 5, 4), true },
  ['SpatialAveragePooling without padding in the mean'] = {
    nn.SpatialAveragePooling(3, 3, 2, 2, 1, 1):ceil():setCountExcludePad(), uniform(2, 2, 5, 4), true },
  SpatialZeroPadding = { nn.SpatialZeroPadding(1, -1, 2, 0), uniform(2, 2, 3, 4), true },
  ReLU = { nn.ReLU(), spread(3, 4), true },
  ReLU6 = { nn.ReLU6(), spread(3, 4):mul(20), true },
  LeakyReLU = { nn.LeakyReLU(0.2), spread(3, 4), true },
  HardTanh = { nn.HardTanh(-0.5, 0.25), spread(5, 4), true },
  Clamp = { nn.Clamp(-0.5, 0.25), spread(5, 4), true },
  Threshold = { nn.Threshold(0.1, 2), spread(3, 4), true },
  Tanh = { nn.Tanh(), uniform(3, 4), true },
  Sigmoid = { nn.Sigmoid(), uniform(3, 4), true },
  SoftMax = { nn.SoftMax(), uniform(3, 4), true },
  ['SoftMax of planes'] = { nn.SoftMax(), uniform(2, 3, 2, 2), true },
  LogSoftMax = { nn.LogSoftMax(), uniform(3, 4), true },
  ['LogSoftMax of planes'] = { nn.LogSoftMax(), uniform(2, 3, 2, 2), true },
  View = { nn.View(6), uniform(3, 2, 3) },
  Reshape = { nn.Reshape(3, 2), uniform(4, 2, 3) },
  Identity = { nn.Identity(), uniform(3, 4), true },
  CAddTable = { nn.CAddTable(), { uniform(3, 4), uniform(3, 4), uniform(3, 4) } },
  CMulTable = { nn.CMulTable(), { uniform(3, 4), uniform(3, 4), uniform(3, 4) } },
  JoinTable = { nn.JoinTable(2), { uniform(3, 4), uniform(3, 2) } },
  ['JoinTable with nInputDims'] = { nn.JoinTable(1, 1), { uniform(3, 4), uniform(3, 2) } },
  Sequential = { nn.Sequential():add(nn.Linear(4, 3)):add(nn.Tanh()):add(nn.Linear(3, 2)), uniform(3, 4), true },
  Concat = { nn.Concat(2):add(nn.Linear(4, 3)):add(nn.Linear(4, 2)), uniform(3, 4) },
  ConcatTable = { nn.ConcatTable():add(nn.Linear(4, 3)):add(nn.Identity()), uniform(3, 4) },
  ['ConcatTable of tables'] = {
    nn.ConcatTable():add(nn.CAddTable()):add(nn.CMulTable()), { uniform(3, 4), uniform(3, 4) } },
  ParallelTable = { nn.ParallelTable():add(nn.Linear(4, 3)):add(nn.Tanh()), { uniform(3, 4), uniform(3, 2) } },
  ['shared weights'] = { shared_linear(), uniform(3, 4) },
  BatchNormalization = { nn.BatchNormalization(3), uniform(4, 3) },
  ['BatchNormalization without affine part'] = { nn.BatchNormalization(3, nil, nil, false), uniform(4, 3) },
  SpatialBatchNormalization = { nn.SpatialBatchNormalization(2), uniform(3, 2, 2, 3) },
}

local evaluated = nn.SpatialBatchNormalization(2)
evaluated.running_mean:uniform(-1, 1)
evaluated.running_var:uniform(0.5, 2)
evaluated:evaluate()
cases['SpatialBatchNormalization in evaluation'] = { evaluated, uniform(3, 2, 2, 3), true }

local names = {}
for name in pairs(cases) do
  names[#names + 1] = name
end
table.sort(names)

describe('the gradients of nn', function()
  setup(function() torch.manualSeed(1) end)

  for _, name in ipairs(names) do
    local module, input, has_samples = unpack(cases[name])

    it(name .. ' equal finite differences', function()
      assert.is_true(differences.errors(module, input) < 1e-7)
    end)

    it(name .. ' in float stay near those in double', function()
      assert.is_true(differences.float_error(module, input) < 1e-4)
    end)

    if has_samples then
      it(name .. ' treats a sample as a batch of one', function()
        local whole = module:forward(input):clone()
        for i = 1, input:size(1) do
          local output = module:forward(input[i])
          assert.are.same(whole[i]:size():totable(), output:size():totable())
          assert.is_true(differences.largest_difference(whole[i], output) < 1e-12)
        end
        assert.is_true(differences.errors(module, input[1]:clone()) < 1e-7)
      end)
    end
  end

  it('Dropout equal finite differences for a fixed noise', function()
    local module, input = nn.Dropout(0.4), uniform(3, 5)
    assert.is_true(differences.errors(module, input, function() torch.manualSeed(7) end) < 1e-7)
  end)
end)
