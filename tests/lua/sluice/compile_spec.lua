-- sluice.compile and the design object: what it writes, how close it computes, what it refuses and in whose line.
local nn = require 'nn'
local sluice = require 'sluice'

local folder = os.tmpname()
os.remove(folder)

local function mlp()
  torch.manualSeed(3)
  return nn.Sequential():add(nn.Linear(12, 8)):add(nn.ReLU()):add(nn.Linear(8, 4))
end

local function with(more)
  local all = { name = 'mlp', input = { 12 }, calibrate = torch.rand(40, 12), output = folder }
  for key, value in pairs(more or {}) do all[key] = value end
  return all
end

local function exists(path)
  local file = io.open(path)
  if file then file:close() end
  return file ~= nil
end

describe('sluice.compile', function()
  setup(function() torch.manualSeed(4) end)
  teardown(function() os.execute('rm -rf ' .. folder) end)

  it('makes a design that computes what the network computes', function()
    local net, frames = mlp(), torch.rand(25, 12)
    local design = sluice.compile(net, with())
    local expected = net:float():forward(frames:float())
    local float = design:simulate(frames, { model = 'float', progress = false })
    assert.is_true((float - expected):abs():max() < 1e-5)
    local integer = design:simulate(frames, { model = 'integer', progress = false })
    assert.is_true((integer - expected):abs():max() < 0.02)
    assert.is_true((integer - expected):abs():max() > 0)
  end)

  it('describes the design', function()
    local design = sluice.compile(mlp(), with())
    assert.are.equal(folder, design.folder)
    assert.are.equal('mlp', design.manifest.name)
    assert.is_truthy(tostring(design):find('input input: 12, 8 bits', 1, true))
    assert.is_truthy(tostring(design):find('output fc2: 4, 16 bits', 1, true))
    assert.are.equal(tostring(design), tostring(sluice.design(folder)))
  end)

  it('takes sizes from the calibration data, and single frames', function()
    local options = with()
    options.input = nil
    assert.are.same({ 12 }, sluice.compile(mlp(), options).manifest.inputs[1].shape)
    assert.are.same({ 12 }, sluice.compile(mlp(), with { calibrate = torch.rand(12) }).manifest.inputs[1].shape)
  end)

  it('takes the network out of training, and leaves it as it was', function()
    local net = nn.Sequential():add(nn.Dropout(0.5)):add(nn.Linear(12, 2))
    net:training()
    local before = net:get(2).weight:clone()
    sluice.compile(net, with())
    assert.is_true(net:get(1).train)
    assert.are.equal('torch.DoubleTensor', net:get(2).weight:type())
    assert.are.equal(0, (net:get(2).weight - before):abs():max())
  end)

  it('sets bits for a layer', function()
    local function layer(design, name)
      local found = {}
      for _, unit in ipairs(design.manifest.units) do
        if unit.layer == name and unit.kind == 'matvec' then found.pe, found.simd = unit.pe, unit.simd end
      end
      for _, accumulator in ipairs(design.manifest.accumulators) do
        if accumulator.unit == name .. '_matvec' then found.bits = accumulator.bits end
      end
      return found
    end
    local before = sluice.compile(mlp(), with())
    local after = sluice.compile(mlp(), with { layers = { fc1 = { weight_bits = 3, pe = 2, simd = 3 } } })
    assert.are.same({ 2, 3 }, { layer(after, 'fc1').pe, layer(after, 'fc1').simd })
    assert.are.equal(5, layer(before, 'fc1').bits - layer(after, 'fc1').bits)
    assert.are.equal(layer(before, 'fc2').bits, layer(after, 'fc2').bits)
  end)

  it('keeps the folder of a design that has not changed', function()
    sluice.compile(mlp(), with())
    io.open(folder .. '/verify.json', 'w'):close()
    sluice.compile(mlp(), with())
    assert.is_true(exists(folder .. '/verify.json'))
    sluice.compile(mlp(), with { bits = 7 })
    assert.is_false(exists(folder .. '/verify.json'))
    assert.is_false(exists(folder .. '.new'))
  end)

  it('simulates chosen frames and raw integers', function()
    local design, frames = sluice.compile(mlp(), with()), torch.rand(6, 12)
    local all = design:simulate(frames, { model = 'integer', progress = false })
    local some = design:simulate(frames, { model = 'integer', frames = { 2, 4 }, progress = false })
    assert.are.equal(0, (all:narrow(1, 2, 3) - some):abs():max())
    local raw = design:simulate(frames, { model = 'integer', raw = true, progress = false })
    assert.are.equal('torch.IntTensor', raw:type())
  end)
end)

describe('sluice.compile refuses', function()
  local function expect(text, net, options)
    local ok, message = pcall(sluice.compile, net, options)
    assert.is_false(ok)
    assert.is_truthy(message:find(text, 1, true), message)
    assert.is_truthy(message:match('^[^\n]*compile_spec.lua:%d+: '), message)
    assert.is_false(exists(folder .. '/manifest.json'))
  end

  it('what is no network or no table', function()
    expect('found a number, expected an nn.Module', 7, with())
    expect('found a torch.DoubleTensor, expected an nn.Module', torch.rand(3), with())
    expect('found a nil, expected a table of options', mlp(), nil)
  end)

  it('unknown and wrong options', function()
    expect('unknown option "bit", expected activation_bits, bits', mlp(), with { bit = 8 })
    expect('option bits: found 17, expected a whole number from 2 to 16', mlp(), with { bits = 17 })
    expect('option bits: found 7.5, expected a whole number', mlp(), with { bits = 7.5 })
    expect('option ranges: found "max", expected one of min_max', mlp(), with { ranges = 'max' })
    expect('option input: found a table, expected a list of 1 to 3 entries', mlp(), with { input = {} })
    expect('option calibrate: found "x", expected a tensor', mlp(), with { calibrate = 'x' })
    expect('layers.fc1: unknown option "bit"', mlp(), with { layers = { fc1 = { bit = 4 } } })
    expect('layers.fc1: option bits: found 1', mlp(), with { layers = { fc1 = { bits = 1 } } })
    expect('layers.fc1: found 4, expected a table', mlp(), with { layers = { fc1 = 4 } })
    expect('layers.fc9: found an empty table', mlp(), with { layers = { fc9 = {} } })
    expect('found both fps and multipliers', mlp(), with { fps = 100, multipliers = 3 })
  end)

  it('options that would do nothing', function()
    expect('option percentile has no effect with ranges left out', mlp(), with { percentile = 60 })
    expect("option percentile has no effect with ranges = 'min_max'", mlp(),
      with { percentile = 60, ranges = 'min_max' })
    expect('option bits has no effect, because both weight_bits and activation_bits are set', mlp(),
      with { bits = 4, weight_bits = 6, activation_bits = 6 })
    expect('layers.fc1: option bits has no effect', mlp(),
      with { layers = { fc1 = { bits = 4, weight_bits = 6, activation_bits = 6 } } })
    expect("bits has no effect for layer 'relu1'", mlp(),
      with { layers = { relu1 = { bits = 4, activation_bits = 6 } } })
  end)

  it('names that Verilog does not take', function()
    for _, name in ipairs { 'a b', '_a', 'a__b', '1st', 'always' } do
      expect("option name: found design name '" .. name .. "'", mlp(), with { name = name })
    end
  end)

  it('layers that do not exist or have no such thing', function()
    expect("bits are set for layer 'fc9'", mlp(), with { layers = { fc9 = { bits = 4 } } })
    expect("weight_bits is set for layer 'relu1', which has no weights", mlp(),
      with { layers = { relu1 = { weight_bits = 4 } } })
    expect('fc9', mlp(), with { layers = { fc9 = { pe = 2 } } })
  end)

  it('wrong calibration data', function()
    local options = with()
    options.calibrate = nil
    expect('option calibrate is missing', mlp(), options)
    expect('the calibration set is empty', mlp(), with { calibrate = torch.Tensor() })
    expect('found calibration data 5 x 13, expected N x 12', mlp(), with { calibrate = torch.rand(5, 13) })
    local frames = torch.rand(5, 12)
    frames[3][7] = 0 / 0
    expect('calibration frame 3, element 7 is not a number', mlp(), with { calibrate = frames })
    frames = torch.rand(5, 12)
    frames[1][1] = 1 / 0
    expect('calibration frame 1, element 1 is infinite', mlp(), with { calibrate = frames })
    expect('found nothing but zeros to calibrate with', mlp(), with { calibrate = torch.zeros(5, 12) })
  end)

  it('weights that are not finite', function()
    local net = mlp()
    net:get(3).weight[2][5] = 1 / 0
    expect("layer 'fc2': weight[2][5] is infinite", net, with())
  end)

  it('layers that do not fit', function()
    expect("layer 'fc1' (nn.Linear): found 12 input elements, expected 13",
      nn.Sequential():add(nn.Linear(13, 2)), with())
    expect('a softmax inside of the network', nn.Sequential():add(nn.SoftMax()):add(nn.Linear(12, 2)), with())
  end)

  it('a module whose forward does something else', function()
    local honest = nn.Tanh.updateOutput
    nn.Tanh.updateOutput = function(self, input) return self.output:resizeAs(input):copy(input) end
    local ok, message = pcall(sluice.compile, nn.Sequential():add(nn.Tanh()), with())
    nn.Tanh.updateOutput = honest
    assert.is_false(ok)
    assert.is_truthy(message:find('forward does not agree', 1, true), message)
  end)

  it('a design with a file of somebody else in it', function()
    sluice.compile(mlp(), with())
    io.open(folder .. '/notes.txt', 'w'):close()
    os.execute('mkdir ' .. folder .. '/build; touch ' .. folder .. '/build/ours')
    local ok, message = pcall(sluice.compile, mlp(), with { bits = 7 })
    assert.is_false(ok)
    assert.is_truthy(message:find('notes.txt: found a file that is no part of the design', 1, true), message)
    os.remove(folder .. '/notes.txt')
    assert.is_truthy(sluice.compile(mlp(), with { bits = 7 }))
    os.execute('rm -rf ' .. folder)
  end)

  it('a folder that holds something else', function()
    os.execute('mkdir -p ' .. folder .. '; touch ' .. folder .. '/precious')
    expect(folder, mlp(), with())
    assert.is_true(exists(folder .. '/precious'))
    os.execute('rm -rf ' .. folder)
  end)
end)

describe('a design refuses', function()
  local design
  setup(function() design = sluice.compile(mlp(), with()) end)
  teardown(function() os.execute('rm -rf ' .. folder) end)

  local function expect(text, call)
    local ok, message = pcall(call)
    assert.is_false(ok)
    assert.is_truthy(message:find(text, 1, true), message)
    assert.is_truthy(message:match('^[^\n]*compile_spec.lua:%d+: '), message)
  end

  it('a manifest that somebody has edited', function()
    local path = folder .. '/manifest.json'
    local file = io.open(path)
    local text = file:read('*a')
    file:close()
    local function write(edited)
      file = io.open(path, 'w')
      file:write(edited)
      file:close()
    end
    write((text:gsub('"multipliers": 1,', '"multipliers": 9,', 1)))
    expect('found 9, expected', function() sluice.design(folder) end)
    write(text)
    assert.is_truthy(sluice.design(folder))
  end)

  it('wrong input and options', function()
    expect('expected a tensor of frames', function() design:simulate('x') end)
    expect('unknown option "modle"', function() design:simulate(torch.rand(1, 12), { modle = 'rtl' }) end)
    expect('option model: found "c", expected one of rtl', function()
      design:simulate(torch.rand(1, 12), { model = 'c' })
    end)
    expect('the input: found shape {1,13}, expected {N,12}', function()
      design:simulate(torch.rand(1, 13), { model = 'integer', progress = false })
    end)
    expect('option stalls', function() design:verify(torch.rand(1, 12), nil, { stalls = 'none' }) end)
    expect('found a number as labels', function() design:verify(torch.rand(1, 12), 3) end)
    expect('expected a table of options', function() design:verify(torch.rand(1, 12), nil, 3) end)
    local quiet = { model = 'integer', progress = false }
    local poisoned = torch.rand(3, 12)
    poisoned[2][3] = 0 / 0
    expect('in frame 2, element 3', function() design:simulate(poisoned, quiet) end)
    expect('the input: found 3 frames, expected 2 to 9 among them', function()
      design:simulate(torch.rand(3, 12), { model = 'integer', frames = { 2, 9 } })
    end)
    expect('stalls has no effect with model integer', function()
      design:simulate(torch.rand(1, 12), { model = 'integer', stalls = 'both' })
    end)
    expect('raw has no effect with model float', function()
      design:simulate(torch.rand(1, 12), { model = 'float', raw = true })
    end)
    expect('the labels: found label 1.7 for frame 1, expected a whole number of 1 to 4', function()
      design:verify(torch.rand(1, 12), torch.Tensor { 1.7 }, { progress = false })
    end)
    expect('the labels: found label 0 for frame 2', function()
      design:verify(torch.rand(2, 12), torch.LongTensor { 1, 0 }, { progress = false })
    end)
    expect('option stalled_frames has no effect', function()
      design:verify(torch.rand(1, 12), nil, { stalled_frames = 1, stalls = { 'none' } })
    end)
    expect('no-such-folder', function() sluice.design('/tmp/no-such-folder') end)
  end)
end)
