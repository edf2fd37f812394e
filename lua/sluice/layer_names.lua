-- Names of layers: the user's own, or the kind of module and a number (conv1, conv2, relu1, ...).
local core = require 'sluice.design_core'
local fail = require 'sluice.fail'
local quoted = require('sluice.text').quoted

local prefixes = {
  SpatialConvolution = 'conv', SpatialConvolutionMM = 'conv', Linear = 'fc',
  SpatialMaxPooling = 'pool', SpatialAveragePooling = 'pool', SpatialZeroPadding = 'pad',
  BatchNormalization = 'bn', SpatialBatchNormalization = 'bn',
  ReLU = 'relu', ReLU6 = 'relu', LeakyReLU = 'leaky', HardTanh = 'hardtanh',
  CAddTable = 'add', CMulTable = 'mul', JoinTable = 'join',
}

local LayerNames = {}
LayerNames.__index = LayerNames

-- `input`: the input's name, which no layer may have.
local function new(input)
  return setmetatable({ input = input, used = { [input] = true }, counts = {}, asked = {} }, LayerNames)
end

-- The names that users gave must be known before any is made up.
function LayerNames:reserve(name, source)
  if type(name) ~= 'string' then
    fail(source, 'found a %s as a layer name, expected a text', type(name))
  end
  local expected = core.layer_name_fault(name)
  if expected then
    fail(source, 'found %s as a layer name, expected %s', quoted(name), expected)
  end
  if name == self.input then
    fail(source, 'found "%s" as a layer name, which is the input\'s', name)
  elseif self.asked[name] then
    fail(source, 'two layers are named "%s"', name)
  end
  self.asked[name] = true
end

function LayerNames:user(name)
  self.used[name] = true
  return name
end

function LayerNames:automatic(op)
  local prefix = prefixes[op] or op:lower():gsub('[^%w_]', '_')
  local name
  repeat
    self.counts[prefix] = (self.counts[prefix] or 0) + 1
    name = prefix .. self.counts[prefix]
  until not self.used[name] and not self.asked[name]
  self.used[name] = true
  return name
end

return { new = new }
