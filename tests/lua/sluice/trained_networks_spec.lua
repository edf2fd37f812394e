-- Networks that other programs trained, against the results that other programs computed: every value of these
-- comparisons comes from outside. They lie beside the repository, in ../shared/data; where they do not, the tests
-- are pending.
local nn = require 'nn'
local paths = require 'paths'
local sluice = require 'sluice'

local data = paths.concat(paths.dirname(paths.thisfile()), '../../../../shared/data')
local folder = os.tmpname()
os.remove(folder)

-- A test that needs a network's folder.
local function with(network, name, test)
  if paths.dirp(paths.concat(data, network)) then
    it(name, function() test(paths.concat(data, network)) end)
  else
    pending(('%s (there is no ../shared/data/%s)'):format(name, network))
  end
end

-- The tensors of a file of raw little-endian elements, one after the other, each at a multiple of 16 bytes.
local function reader(path, read, element_bytes)
  local file, position = torch.DiskFile(path):binary(), 1
  return function(...)
    local sizes = torch.LongStorage({ ... })
    local count = torch.LongTensor(sizes):prod()
    file:seek(position)
    local storage = file[read](file, count)
    assert.equal(count, storage:size())
    position = position + math.ceil(count * element_bytes / 16) * 16
    local tensor = torch.FloatTensor(sizes)
    tensor:storage():copy(storage)
    return tensor
  end
end

local function floats(path) return reader(path, 'readFloat', 4) end

local function assert_close(expected, found, tolerance)
  assert.same(expected:size():totable(), found:size():totable())
  local distance = (expected - found):abs():max()
  assert.is_true(distance <= tolerance, ('%g apart, allowed are %g'):format(distance, tolerance))
end

local function linear(weights, outputs, inputs)
  local layer = nn.Linear(inputs, outputs):float()
  layer.weight:copy(weights(outputs, inputs))
  layer.bias:copy(weights(outputs))
  return layer
end

local function batch_normalization(weights, features)
  local layer = nn.BatchNormalization(features, 1e-3):float()
  layer.weight:copy(weights(features))
  layer.bias:copy(weights(features))
  layer.running_mean:copy(weights(features))
  layer.running_var:copy(weights(features))
  return layer
end

-- 16-64-32-32-5, logits.
local function jet_classifier(path)
  local weights, sizes = floats(path .. '/weights.bin'), { 16, 64, 32, 32, 5 }
  local net = nn.Sequential()
  for i = 2, #sizes do
    net:add(linear(weights, sizes[i], sizes[i - 1]))
    if i < #sizes then
      net:add(nn.ReLU())
    end
  end
  return net:float()
end

-- 640-128x4-8-128x4-640 with batch normalisation, which answers with its input.
local function autoencoder(path)
  local weights = floats(path .. '/float32_bn/weights.bin')
  local net, inputs = nn.Sequential(), 640
  for _, outputs in ipairs { 128, 128, 128, 128, 8, 128, 128, 128, 128 } do
    net:add(linear(weights, outputs, inputs)):add(batch_normalization(weights, outputs)):add(nn.ReLU())
    inputs = outputs
  end
  net:add(linear(weights, 640, inputs)):float():evaluate()
  return net
end

-- Every five rows of 128 that follow each other in the recording.
local function windows(path)
  local rows = floats(path .. '/normal_id_01_00000000.f32')(200, 128)
  return rows:unfold(1, 5, 1):transpose(2, 3):contiguous():view(196, 640)
end

-- Weights of 6 bits with 5 after the point, activations of 6 bits after it, for bytes as they are in the files.
local function fixed_point_classifier(path)
  local weights = reader(path .. '/weights.bin', 'readChar', 1)
  -- kernels of rows, columns, channels, at the end of the sizes, as channels, rows, columns
  local function channels_first(tensor) return tensor:permute(1, 4, 2, 3) end
  local function convolution(inputs, input_step)
    local layer = nn.SpatialConvolution(inputs, 16, 3, 3):float()
    layer.weight:copy(channels_first(weights(16, 3, 3, inputs))):mul(2 ^ -5 * input_step)
    layer.bias:copy(weights(16)):mul(2 ^ -5)
    return layer
  end
  local function activation() return nn.Clamp(0, 63 / 64) end
  local net = nn.Sequential()
  net:add(convolution(1, 2 ^ -8)):add(activation()):add(nn.SpatialMaxPooling(2, 2, 2, 2))
  net:add(convolution(16, 1)):add(activation()):add(nn.SpatialMaxPooling(2, 2, 2, 2)):add(nn.View(400))
  local last = nn.Linear(400, 10):float()
  last.weight:copy(channels_first(weights(10, 5, 5, 16))):mul(2 ^ -5)
  last.bias:copy(weights(10)):mul(2 ^ -5)
  return net:add(last):float()
end

describe('a network trained elsewhere', function()
  after_each(function() os.execute('rm -rf ' .. folder) end)

  with('jet_mlp', 'gives its logits and probabilities', function(path)
    local net, frames = jet_classifier(path), floats(path .. '/golden/in.bin')(64, 16)
    local logits = net:forward(frames)
    assert_close(floats(path .. '/golden/logits.bin')(64, 5), logits, 1e-5)
    assert_close(floats(path .. '/golden/out.bin')(64, 5), nn.SoftMax():float():forward(logits), 1e-6)
  end)

  with('jet_mlp', 'keeps its classes in hardware of 12 bits', function(path)
    local net, frames = jet_classifier(path), floats(path .. '/golden/in.bin')(64, 16)
    local design = sluice.compile(net, { name = 'jets', input = { 16 }, calibrate = frames, bits = 12, output = folder })
    local _, expected = floats(path .. '/golden/logits.bin')(64, 5):max(2)
    local _, found = design:simulate(frames, { model = 'systemc', progress = false }):max(2)
    assert.equal(64, expected:eq(found):sum())
  end)

  with('mlperf_tiny/ad', 'gives its outputs behind batch normalisation', function(path)
    -- In double precision: its small variances magnify the rounding of float to a few thousandths.
    local net, frames = autoencoder(path):double(), windows(path):double()
    local found = net:forward(frames)
    assert_close(floats(path .. '/float32_bn/golden/out.bin')(196, 640):double(), found, 1e-4)
    -- The anomaly score of the recording is the mean squared error.
    assert.is_true(math.abs((found - frames):pow(2):mean() - 9.4913) < 1e-4)
  end)

  with('mnist_cnn_q6', 'has the same integers in hardware', function(path)
    local count = 1000
    local images = sluice.idx.load(data .. '/mnist/t10k-images-idx3-ubyte.gz'):narrow(1, 1, count):float()
    images = images:view(count, 1, 28, 28)
    -- Signed formats are symmetric, and some of the 6-bit weights are -32: so 7 bits.
    local design = sluice.compile(fixed_point_classifier(path), {
      name = 'digits', input = { 1, 28, 28 }, calibrate = images, ranges = 'min_max', power_of_two = true,
      activation_bits = 6, weight_bits = 7, input_bits = 8, output_bits = 16, fps = 20000, output = folder,
    })
    -- Logits have 11 bits after the point there, fewer here.
    local scale = design.manifest.outputs[1].scale[1]
    local golden = reader(path .. '/golden/out.bin', 'readInt', 4)(10000, 10):narrow(1, 1, count)
    local expected = (golden * 2 ^ -11 / scale + 0.5):floor()
    local function simulate(model, frames)
      return design:simulate(frames, { model = model, raw = true, progress = false }):float()
    end
    assert.equal(0, (simulate('integer', images) - expected):abs():max())
    assert.equal(0, (simulate('systemc', images:narrow(1, 1, 20)) - expected:narrow(1, 1, 20)):abs():max())
  end)
end)
