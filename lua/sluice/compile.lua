-- sluice.compile: a trained network to a design folder.
local core = require 'sluice.design_core'
local Design = require 'sluice.Design'
local capture = require 'sluice.capture'
local check_forward = require 'sluice.forward_check'
local fail = require 'sluice.fail'
local raise = require 'sluice.raise'
local json = require 'sluice.json'
local options = require 'sluice.options'

local bits = options.whole(2, 16)
local count = options.whole(1, 2 ^ 40)

local layer_options = { bits = bits, weight_bits = bits, activation_bits = bits, pe = count, simd = count }

local known = {
  name = options.text, output = options.text,
  input = options.list_of(count, 1, 3), calibrate = options.tensor,
  bits = bits, weight_bits = bits, activation_bits = bits, input_bits = bits, output_bits = bits,
  ranges = options.one_of('min_max', 'percentile', 'least_squares'),
  percentile = options.number(50, 100), power_of_two = options.switch,
  clock_mhz = options.number(1e-6, 1e6), fps = options.number(1e-9, 1e15), multipliers = count,
  layers = options.table_of('sluice.compile: layers', layer_options),
}

-- What is passed on as it is.
local passed_on = { 'name', 'bits', 'weight_bits', 'activation_bits', 'input_bits', 'output_bits', 'ranges',
  'percentile', 'power_of_two', 'clock_mhz', 'fps', 'multipliers', 'layers' }

local function sizes_text(sizes)
  return table.concat(sizes, ' x ')
end

local function same(a, b)
  return table.concat(a, ',') == table.concat(b, ',')
end

-- Frames N x ... as floats; a single frame is a batch of one. The sizes of a frame come from either option.
local function frames_of(given)
  local tensor = given.calibrate
  if not tensor then
    fail(nil, 'sluice.compile: option calibrate is missing, expected a tensor of frames, N x the input\'s sizes')
  elseif tensor:nElement() == 0 then
    fail(nil, 'sluice.compile: the calibration set is empty, expected at least one frame')
  end
  local sizes = tensor:size():totable()
  local frame = given.input
  if frame and same(sizes, frame) then
    table.insert(sizes, 1, 1)
  end
  local rest = { unpack(sizes, 2) }
  if not frame and (#rest < 1 or #rest > 3) then
    fail(nil, 'sluice.compile: found calibration data %s, expected N x 1 to 3 sizes', sizes_text(sizes))
  elseif frame and not same(rest, frame) then
    fail(nil, 'sluice.compile: found calibration data %s, expected N x %s', sizes_text(sizes), sizes_text(frame))
  end
  return tensor:float():contiguous():view(unpack(sizes)), rest
end

local function design_options(given)
  local chosen = {}
  for _, name in ipairs(passed_on) do
    chosen[name] = given[name]
  end
  return json.encode(chosen)
end

return function(net, given)
  if not torch.isTypeOf(net, 'nn.Module') then
    fail(nil, 'sluice.compile: found a %s, expected an nn.Module', torch.typename(net) or type(net))
  elseif type(given) ~= 'table' then
    fail(nil, 'sluice.compile: found a %s, expected a table of options', type(given))
  end
  options.check('sluice.compile', given, known)
  local frames, sizes = frames_of(given)
  local name = given.name or 'network'
  local text, weights, outputs = capture(net, name, sizes)
  local message, has_place = check_forward(net, text, weights, frames, outputs)
  if message then
    raise(message, has_place)
  end
  local folder = given.output or name
  local manifest, report, located = core.compile(text, weights, frames, design_options(given), folder)
  if not manifest then
    raise(report, located)
  end
  return Design(folder, manifest, report)
end
