-- sluice.capture: what networks become, and that Sluice reads every module as forward computes it.
local nn = require 'nn'
require 'nngraph'
local sluice = require 'sluice'
local core = require 'sluice.design_core'
local capture = require 'sluice.capture'

local function names_of(text)
  local names = {}
  for name in text:gmatch('"location":{[^}]*},"name":"([%w_]*)"') do
    names[#names + 1] = name
  end
  return table.concat(names, ' ')
end

local function captured(net, sizes)
  return capture(net, 'net', sizes)
end

local function flatten(value, list)
  if torch.isTensor(value) then
    list[#list + 1] = value
  else
    for _, entry in ipairs(value) do flatten(entry, list) end
  end
  return list
end

-- The largest difference between Sluice's float interpreter and forward, over all outputs.
local function difference(net, ...)
  local sizes = { ... }
  local frames = torch.FloatTensor(3, ...):uniform(-2, 2)
  local text, weights = captured(net, sizes)
  local ours = assert(core.run_float(text, weights, frames))
  net:float():evaluate()
  local worst = 0
  for i, expected in ipairs(flatten(net:forward(frames), {})) do
    assert.are.equal(expected:nElement(), ours[i]:nElement())
    local count = expected:nElement()
    worst = math.max(worst, (ours[i]:view(count) - expected:contiguous():view(count)):abs():max())
  end
  return worst
end

local function normalised(module)
  module.running_mean:uniform(-1, 1)
  module.running_var:uniform(0.5, 2)
  return module
end

local function affine(module)
  normalised(module)
  module.weight:uniform(-2, 2)
  module.bias:uniform(-1, 1)
  return module
end

local function sequential(...)
  local net = nn.Sequential()
  for _, module in ipairs { ... } do net:add(module) end
  return net
end

local modules = {
  { 'Linear', function() return nn.Linear(7, 3) end, 7 },
  { 'Linear without bias', function() return nn.Linear(7, 3, false) end, 7 },
  { 'SpatialConvolution', function() return nn.SpatialConvolution(2, 3, 3, 2, 2, 1, 1, 0) end, 2, 6, 5 },
  { 'SpatialConvolution without bias', function() return nn.SpatialConvolution(2, 3, 3, 2):noBias() end, 2, 6, 5 },
  { 'SpatialConvolutionMM', function() return nn.SpatialConvolutionMM(2, 3, 2, 3, 1, 2, 0, 1) end, 2, 6, 5 },
  { 'SpatialMaxPooling', function() return nn.SpatialMaxPooling(3, 2, 2, 1, 1, 1) end, 2, 6, 7 },
  { 'SpatialMaxPooling:ceil', function() return nn.SpatialMaxPooling(3, 3, 2, 2):ceil() end, 2, 6, 8 },
  { 'SpatialMaxPooling:ceil with padding', function() return nn.SpatialMaxPooling(2, 2, 2, 2, 1, 1):ceil() end,
    2, 5, 6 },
  { 'SpatialAveragePooling', function() return nn.SpatialAveragePooling(3, 2, 2, 1) end, 2, 6, 7 },
  { 'SpatialAveragePooling with padding', function() return nn.SpatialAveragePooling(3, 3, 1, 1, 1, 1) end, 2, 6, 7 },
  { 'SpatialAveragePooling:ceil without padding in the mean', function()
    return nn.SpatialAveragePooling(3, 3, 2, 2, 1, 1):ceil():setCountExcludePad() end, 2, 6, 7 },
  { 'SpatialAveragePooling:ceil with ragged windows', function() return nn.SpatialAveragePooling(3, 2, 3, 2):ceil() end,
    3, 5, 7 },
  { 'SpatialZeroPadding', function() return nn.SpatialZeroPadding(1, -2, -1, 3) end, 2, 6, 7 },
  { 'BatchNormalization', function() return normalised(nn.BatchNormalization(5, nil, nil, false)) end, 5 },
  { 'affine BatchNormalization', function() return affine(nn.BatchNormalization(5)) end, 5 },
  { 'SpatialBatchNormalization', function() return affine(nn.SpatialBatchNormalization(3)) end, 3, 4, 2 },
  { 'ReLU', nn.ReLU, 6 }, { 'ReLU6', nn.ReLU6, 6 },
  { 'LeakyReLU', function() return nn.LeakyReLU(0.2) end, 6 },
  { 'HardTanh', function() return nn.HardTanh(-0.5, 0.7) end, 6 },
  { 'Clamp', function() return nn.Clamp(-0.2, 0.9) end, 2, 3 },
  { 'Threshold', function() return nn.Threshold(0.3, -0.4) end, 2, 3, 4 },
  { 'Tanh', nn.Tanh, 6 }, { 'Sigmoid', nn.Sigmoid, 6 },
  { 'SoftMax', nn.SoftMax, 6 }, { 'SoftMax of an image', nn.SoftMax, 4, 2, 3 },
  { 'LogSoftMax', nn.LogSoftMax, 6 },
  { 'Dropout', function() return nn.Dropout(0.4) end, 6 },
  { 'Dropout of the first version', function() return nn.Dropout(0.4, true) end, 6 },
  { 'Identity', nn.Identity, 6 },
  { 'View', function() return nn.View(12) end, 2, 2, 3 },
  { 'View with an open size', function() return nn.View(3, -1):setNumInputDims(3) end, 2, 2, 3 },
  { 'Reshape', function() return nn.Reshape(3, 4) end, 2, 2, 3 },
  { 'CAddTable', function() return sequential(
    nn.ConcatTable():add(nn.Tanh()):add(nn.Identity()):add(nn.ReLU()), nn.CAddTable()) end, 5 },
  { 'CMulTable', function() return sequential(
    nn.ConcatTable():add(nn.Tanh()):add(nn.Identity()):add(nn.ReLU()), nn.CMulTable()) end, 5 },
  { 'JoinTable', function() return sequential(
    nn.ConcatTable():add(nn.Tanh()):add(nn.Identity()), nn.JoinTable(2, 3)) end, 2, 3, 4 },
  { 'JoinTable counted over batches', function() return sequential(
    nn.ConcatTable():add(nn.Tanh()):add(nn.Identity()), nn.JoinTable(2)) end, 2, 3, 4 },
  { 'JoinTable counted from the end', function() return sequential(
    nn.ConcatTable():add(nn.Tanh()):add(nn.Identity()), nn.JoinTable(-1)) end, 2, 3, 4 },
  { 'Concat', function() return nn.Concat(2):add(nn.SpatialConvolution(2, 3, 1, 1)):add(nn.Tanh()) end, 2, 3, 4 },
  { 'ParallelTable', function() return sequential(nn.ConcatTable():add(nn.Tanh()):add(nn.Identity()),
    nn.ParallelTable():add(nn.Linear(5, 2)):add(nn.Linear(5, 2))) end, 5 },
}

local function residual_graph()
  local input = nn.Identity()()
  local hidden = nn.Tanh()(nn.Linear(4, 3)(input):annotate { name = 'stem' })
  local sum = nn.CAddTable() { hidden, nn.Linear(3, 3)(hidden) }
  return nn.gModule({ input }, { nn.Linear(6, 2)(nn.JoinTable(1, 1) { sum, nn.Sigmoid()(sum) }), sum })
end

local function split_graph()
  local input = -nn.Linear(4, 3)
  local first, second = nn.ConcatTable():add(nn.Tanh()):add(nn.Linear(3, 3))(input):split(2)
  return nn.gModule({ input }, { nn.CAddTable() { first, nn.CMulTable() { first, second } } })
end

describe('sluice.capture', function()
  setup(function() torch.manualSeed(5) end)

  for _, case in ipairs(modules) do
    it('reads as forward computes: ' .. case[1], function()
      assert.is_true(difference(case[2](), unpack(case, 3)) < 1e-5)
    end)
  end

  it('tests every supported module', function()
    local tested = {}
    for _, case in ipairs(modules) do tested[case[1]:match('%w+')] = true end
    for _, module in ipairs(sluice.supported_modules()) do
      assert.is_true(tested[module.name], module.name)
    end
  end)

  it('flattens graphs', function()
    assert.is_true(difference(residual_graph(), 4) < 1e-5)
    assert.is_true(difference(split_graph(), 4) < 1e-5)
  end)

  it('names layers by kind and number, or as the user says', function()
    local text = captured(sequential(nn.SpatialConvolution(1, 2, 3, 3), nn.ReLU(),
      sluice.name(nn.SpatialConvolution(2, 2, 3, 3), 'body'), nn.ReLU(), nn.View(8),
      sluice.name(nn.Linear(8, 3), 'relu1')), { 1, 6, 6 })
    assert.are.equal('conv1 relu2 body relu3 view1 relu1', names_of(text))
    assert.is_truthy(captured(residual_graph(), { 4 }):find('"name":"stem"', 1, true))
  end)

  it('keeps the script line of every module', function()
    local line = debug.getinfo(1, 'l').currentline + 1
    local text = captured(nn.Linear(3, 2), { 3 })
    assert.is_truthy(text:find(string.format('capture_spec.lua","line":%d', line), 1, true))
  end)

  it('keeps a shared module as two layers', function()
    local layer = sluice.name(nn.Linear(3, 3), 'twice')
    local net = sequential(layer, nn.Tanh(), layer)
    assert.is_true(difference(net, 3) < 1e-5)
    assert.are.equal('twice tanh1 fc1', names_of(captured(net, { 3 })))
  end)

  it('survives a file', function()
    local net = sluice.name(nn.Linear(3, 2), 'head')
    local file = torch.MemoryFile('rw'):binary()
    file:writeObject(net)
    file:seek(1)
    assert.are.equal(captured(net, { 3 }), (captured(file:readObject(), { 3 })))
  end)
end)

describe('sluice.capture refuses', function()
  local function message_of(net, ...)
    local ok, message = pcall(captured, net, { ... })
    assert.is_false(ok)
    return message
  end

  local function expect(text, net, ...)
    local message = message_of(net, ...)
    assert.is_truthy(message:find(text, 1, true), message)
    assert.is_truthy(message:match('capture_spec.lua:%d+: '), message)
  end

  it('modules and containers that it does not know', function()
    torch.class('nn.SluiceTestOdd', 'nn.Module', nn)
    expect('module nn.SluiceTestOdd is not supported', sequential(nn.SluiceTestOdd()), 3)
    torch.class('nn.SluiceTestBox', 'nn.Container', nn)
    expect('container nn.SluiceTestBox is not supported', sequential(nn.SluiceTestBox()), 3)
  end)

  it('wrong tables', function()
    expect('nn.ParallelTable: found one tensor as its input, expected a table of 1 tensors',
      sequential(nn.ParallelTable():add(nn.Tanh())), 3)
    expect('its input is a table in a table', sequential(
      nn.ConcatTable():add(nn.ConcatTable():add(nn.Tanh())):add(nn.Tanh()), nn.CAddTable()), 3)
    local a, b = nn.Identity()(), nn.Identity()()
    expect('expected a table of tensors (one an input)', nn.gModule({ a, b }, { nn.CAddTable() { a, b } }), 3)
  end)

  it('an empty network and an output that comes twice', function()
    expect('the network has no layer', nn.Sequential(), 3)
    local twice = sequential(nn.Tanh(), nn.ConcatTable():add(nn.Sequential()):add(nn.Sequential()))
    expect('puts out the same tensor, that of layer tanh1, twice', twice, 3)
  end)

  it('modules inside themselves', function()
    local own = sequential(nn.Tanh())
    own.modules[2] = own
    expect('nn.Sequential: found as module 2 a nn.Sequential that holds this one', own, 3)
    local a, b = nn.Sequential(), nn.Sequential()
    a.modules[1], b.modules[1] = b, a
    expect('nn.Sequential: found as module 1 a nn.Sequential that holds this one', a, 3)
  end)

  it('modules that are too many or too deep', function()
    local deep = nn.Tanh()
    for _ = 1, 3000 do deep = sequential(deep) end
    expect('found modules in more than 100 levels', deep, 3)
    for _, leaf in ipairs { nn.Tanh(), nn.Identity(), nn.Sequential() } do
      local shared = leaf
      for _ = 1, 40 do shared = sequential(shared, shared) end
      expect('found more than 20000 modules, counting shared ones wherever they stand', shared, 3)
    end
    local chain = nn.Tanh()
    for _ = 1, 60 do chain = sequential(chain) end
    local longer = chain
    for _ = 1, 60 do longer = sequential(longer) end
    expect('found modules in more than 100 levels', sequential(chain, longer), 3)
  end)

  it('what is no module', function()
    local net = sequential(nn.Tanh())
    net.modules[2] = 5
    expect('nn.Sequential: found a number as module 2, expected an nn.Module', net, 3)
    net.modules[2] = torch.rand(3)
    expect('nn.Sequential: found a torch.DoubleTensor as module 2', net, 3)
    net.modules[2], net.modules[4] = nil, nn.Tanh()
    expect('nn.Sequential: found a nn.Tanh at 4 among its modules, of which a list has 1', net, 3)
    net.modules = nil
    expect('nn.Sequential: found a nil as its modules, expected a table', net, 3)
    local x = nn.Identity()()
    local graph = nn.gModule({ x }, { nn.Tanh()(x) })
    graph.forwardnodes[2] = 'node'
    expect('nn.gModule: found no node as node 2', graph, 3)
    graph.forwardnodes = nil
    expect('nn.gModule: found a nil as its forwardnodes', graph, 3)
  end)

  it('texts that are no text', function()
    local module = nn.Tanh()
    module.note = '\255'
    expect([[nn.Tanh: field note: found "\xff", expected UTF-8]], sequential(module), 3)
    module.note = nil
    module['\200'] = 1
    expect([[nn.Tanh: found a field named "\xc8"]], sequential(module), 3)
    module = nn.Tanh()
    module._layer_name = 5
    expect('found a number as a layer name', sequential(module), 3)
    module._layer_name = 'a\n\233'
    expect([[found "a\x0a\xe9" as a layer name]], sequential(module), 3)
  end)

  it('no network for a place in no script: it is left out', function()
    local module = nn.Linear(3, 2)
    for _, source in ipairs { 'net.lua:99999999999', '\255.lua:3', {} } do
      module._source = source
      assert.is_true(difference(module, 3) < 1e-5)
    end
  end)

  it('wrong names', function()
    expect('two layers are named "a"', sequential(sluice.name(nn.Tanh(), 'a'), sluice.name(nn.Tanh(), 'a')), 3)
    expect('found "input" as a layer name, which is the input', sequential(sluice.name(nn.Tanh(), 'input')), 3)
    local x = nn.Identity()()
    expect('found "a b" as a layer name, expected a name of letters', nn.gModule({ x }, { nn.Tanh()(x):annotate { name = 'a b' } }), 3)
    expect('nn.Sequential: found the name "all", expected it for a module that becomes a layer',
      sluice.name(sequential(nn.Tanh()), 'all'), 3)
    assert.has_error(function() sluice.name(nn.Tanh(), '1st') end)
    assert.has_error(function() sluice.name({}, 'first') end)
    assert.equal('nn.Tanh', torch.type(sluice.name(nn.Tanh(), ('n'):rep(64))))
    assert.error_matches(function() sluice.name(nn.Tanh(), ('n'):rep(65)) end, 'expected a name of at most 64 characters')
  end)

  it('fields that it has no place for', function()
    local module = nn.Tanh()
    module.hook = function() end
    expect('nn.Tanh: field hook is a function', sequential(module), 3)
    module.hook = 0 / 0
    expect('nn.Tanh: field hook is not a finite number', sequential(module), 3)
  end)
end)
