-- nn.Module and nn.Container: parameters as one vector, sharing, copies, types, files, texts and walks.
local nn = require 'nn'

local function small_net()
  return nn.Sequential():add(nn.Linear(3, 4)):add(nn.Tanh()):add(nn.Linear(4, 2))
end

describe('nn.Module', function()
  setup(function() torch.manualSeed(3) end)

  it('getParameters gives views: a change of the vector is a change of the layers', function()
    local net, input = small_net(), torch.randn(3)
    local before = net:forward(input):clone()
    local parameters, gradients = net:getParameters()
    assert.are.equal(3 * 4 + 4 + 4 * 2 + 2, parameters:nElement())
    assert.are.equal(parameters:nElement(), gradients:nElement())
    assert.are.same(before:totable(), net:forward(input):totable())
    parameters:fill(0.5)
    gradients:fill(0.25)
    assert.are.equal(0.5, net:get(3).bias[2])
    assert.are.equal(0.25, net:get(1).gradWeight[4][3])
    local again = net:getParameters()
    assert.are.equal(parameters:nElement(), again:nElement())
    again:fill(2)
    assert.are.equal(2, net:get(1).weight[1][1])
  end)

  it('getParameters keeps shared weights shared and counts them once', function()
    local first = nn.Linear(4, 4)
    local second = first:clone('weight', 'bias', 'gradWeight', 'gradBias')
    local net = nn.Sequential():add(first):add(second):add(nn.Linear(4, 1))
    local parameters = net:getParameters()
    assert.are.equal(16 + 4 + 4 + 1, parameters:nElement())
    first.weight:fill(7)
    assert.are.equal(7, second.weight[2][2])
    assert.are.equal(7, parameters[1])
  end)

  it('getParameters refuses weights shared without their gradients', function()
    local first = nn.Linear(4, 4)
    local net = nn.Sequential():add(first):add(first:clone('weight', 'bias'))
    assert.error_matches(function() net:getParameters() end, 'as many gradients as parameters')
  end)

  it('of a net without parameters getParameters is empty', function()
    local parameters = nn.Sequential():add(nn.ReLU()):getParameters()
    assert.are.equal(0, parameters:nElement())
  end)

  it('clone copies deeply, or shares what is named', function()
    local linear = nn.Linear(2, 2)
    local copy, sharer = linear:clone(), linear:clone('weight')
    linear.weight:fill(3)
    assert.are_not.equal(3, copy.weight[1][1])
    assert.are.equal(3, sharer.weight[1][1])
  end)

  it('type converts all tensors and keeps sharing', function()
    local net = small_net()
    local parameters = net:getParameters()
    net:float()
    assert.are.equal('torch.FloatTensor', torch.typename(net:get(1).weight))
    assert.are.equal('torch.FloatTensor', net:type())
    assert.are.equal(torch.pointer(net:get(1).weight:storage()), torch.pointer(net:get(3).bias:storage()))
    assert.is_true(math.abs(parameters[1] - net:get(1).weight[1][1]) < 1e-6)
    local pool = nn.SpatialMaxPooling(2, 2):float()
    assert.are.equal('torch.LongTensor', torch.typename(pool.indices))
    assert.are.equal('torch.FloatTensor', torch.typename(pool:forward(torch.rand(1, 4, 4):float())))
  end)

  it('clearState empties buffers and training goes on', function()
    local net, input = small_net(), torch.randn(5, 3)
    local before = net:forward(input):clone()
    net:backward(input, torch.randn(5, 2))
    net:clearState()
    assert.are.equal(0, net:get(1).output:nElement())
    assert.are.equal(0, net:get(3).gradInput:nElement())
    assert.are.same(before:totable(), net:forward(input):totable())
  end)

  it('clearState leaves the tensors of the user alone', function()
    local net, input, gradient = nn.Sequential():add(nn.Identity()), torch.ones(2), torch.ones(2)
    net:forward(input)
    net:backward(input, gradient)
    net:clearState()
    assert.are.same({ 1, 1 }, input:totable())
    assert.are.same({ 1, 1 }, gradient:totable())
    assert.are.equal(0, net.output:nElement())
    assert.are.equal(0, net:get(1).gradInput:nElement())
  end)

  it('type refuses what is no class of tensors', function()
    for _, wrong in ipairs { 'foo', 'torch.LongStorage', 'nn.Linear', 3 } do
      local _, message = pcall(function() small_net():type(wrong) end)
      assert.matches('Module_spec.lua:%d+: expected the name of a tensor class', message)
      assert.error_matches(function() nn.MSECriterion():type(wrong) end, 'expected the name of a tensor class')
    end
  end)

  it('replace may wrap a module in a container', function()
    local net = nn.Sequential():add(nn.Tanh()):add(nn.ConcatTable():add(nn.Tanh()))
    local result = net:replace(function(module)
      return torch.type(module) == 'nn.Tanh' and nn.Sequential():add(module):add(nn.ReLU()) or module
    end)
    assert.are.equal(net, result)
    assert.are.equal('nn.Tanh', torch.type(net:get(1):get(1)))
    assert.are.equal('nn.ReLU', torch.type(net:get(2):get(1):get(2)))
  end)

  it('a layer without gradInput does not compute it', function()
    local net, input = small_net(), torch.randn(5, 3)
    net:get(1).gradInput = nil
    net:forward(input)
    net:zeroGradParameters()
    assert.is_nil(net:backward(input, torch.randn(5, 2)))
    assert.is_true(net:get(1).gradWeight:norm() > 0)
  end)

  it('updateParameters and accUpdateGradParameters take the same step', function()
    local net, input, gradient = small_net(), torch.randn(5, 3), torch.randn(5, 2)
    local other = net:clone()
    net:zeroGradParameters()
    net:forward(input)
    net:backward(input, gradient)
    net:updateParameters(0.1)
    other:forward(input)
    other:updateGradInput(input, gradient)
    other:accUpdateGradParameters(input, gradient, 0.1)
    assert.is_true((net:getParameters() - other:getParameters()):abs():max() < 1e-12)
  end)

  it('files keep nets, their weights and where they were made', function()
    local net, input, path = small_net():float(), torch.randn(3):float(), os.tmpname()
    torch.save(path, net)
    local loaded = torch.load(path)
    os.remove(path)
    assert.are.equal('nn.Sequential', torch.typename(loaded))
    assert.are.same(net:forward(input):totable(), loaded:forward(input):totable())
    assert.matches('Module_spec.lua:%d+$', loaded:get(1)._source)
  end)

  it('knows its line in the script, through subclasses and containers', function()
    local line = debug.getinfo(1, 'l').currentline + 1
    local module = nn.SpatialBatchNormalization(3)
    assert.matches('Module_spec.lua:' .. line .. '$', module._source)
  end)

  it('walks visit everything', function()
    local net = nn.Sequential():add(small_net()):add(nn.ConcatTable():add(nn.Linear(2, 2)):add(nn.Tanh()))
    local names = {}
    net:apply(function(module) names[#names + 1] = torch.type(module) end)
    assert.are.same({ 'nn.Sequential', 'nn.Sequential', 'nn.Linear', 'nn.Tanh', 'nn.Linear', 'nn.ConcatTable',
      'nn.Linear', 'nn.Tanh' }, names)
    assert.are.equal(8, #net:listModules())
    local found, containers = net:findModules('nn.Linear')
    assert.are.equal(3, #found)
    assert.are.equal('nn.ConcatTable', torch.type(containers[3]))
    net:replace(function(module) return torch.type(module) == 'nn.Tanh' and nn.ReLU() or module end)
    assert.are.equal(0, #net:findModules('nn.Tanh'))
    assert.are.equal(2, #net:findModules('nn.ReLU'))
  end)

  it('training and evaluate reach every module', function()
    local net = nn.Sequential():add(nn.Sequential():add(nn.Dropout()))
    net:evaluate()
    assert.is_false(net:get(1):get(1).train)
    net:training()
    assert.is_true(net:get(1):get(1).train)
  end)

  it('has the texts of Torch', function()
    local net = nn.Sequential()
      :add(nn.SpatialConvolution(1, 6, 5, 5, 1, 1, 2, 2)):add(nn.SpatialMaxPooling(2, 2)):add(nn.View(-1, 5))
      :add(nn.Linear(5, 2, false))
    assert.are.equal([[
nn.Sequential {
  [input -> (1) -> (2) -> (3) -> (4) -> output]
  (1): nn.SpatialConvolution(1 -> 6, 5x5, 1,1, 2,2)
  (2): nn.SpatialMaxPooling(2x2, 2,2)
  (3): nn.View(-1, 5)
  (4): nn.Linear(5 -> 2) without bias
}]], tostring(net))
    assert.are.equal('nn.Sequential {\n  [input -> output]\n}', tostring(nn.Sequential()))
    assert.are.equal('nn.SpatialConvolution(1 -> 6, 3x3)', tostring(nn.SpatialConvolution(1, 6, 3, 3)))
    assert.are.equal('nn.SpatialBatchNormalization (4D) (3)', tostring(nn.SpatialBatchNormalization(3)))
    assert.are.equal('nn.Dropout(0.500000)', tostring(nn.Dropout()))
    for _, class in ipairs { nn.ConcatTable, nn.ParallelTable, nn.Concat } do
      local branches = class(1):add(nn.Sequential():add(nn.Tanh())):add(nn.Sequential():add(nn.ReLU()))
      assert.are.equal((([[
NAME {
  input
    |`-> (1): nn.Sequential {
    |      [input -> (1) -> output]
    |      (1): nn.Tanh
    |    }
     `-> (2): nn.Sequential {
           [input -> (1) -> output]
           (1): nn.ReLU
         }
     ... -> output
}]]):gsub('NAME', torch.type(branches))), tostring(branches))
    end
  end)
end)

describe('nn.Sequential', function()
  it('inserts and removes', function()
    local net = small_net()
    net:insert(nn.ReLU(), 2)
    assert.are.equal('nn.ReLU', torch.type(net:get(2)))
    net:remove(2)
    net:remove()
    assert.are.equal(2, net:size())
    assert.error_matches(function() net:insert(nn.ReLU(), 9) end, 'index from 1 to 3, got 9')
    assert.error_matches(function() net:remove(5) end, 'index from 1 to 2, got 5')
  end)
end)
