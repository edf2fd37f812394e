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
  layers = options.table_of('sluice.compile: layers', layer_options), progress = options.switch,
}

-- What is passed on as it is.
local passed_on = { 'name', 'bits', 'weight_bits', 'activation_bits', 'input_bits', 'output_bits', 'ranges',
  'percentile', 'power_of_two', 'clock_mhz', 'fps', 'multipliers', 'layers', 'progress' }

local function sizes_text(sizes)
  return table.concat(sizes, ' x ')
end

local function same(a, b)
  return table.concat(a, ',') == table.concat(b, ',')
end

local function is_finite(numbers)
  return (numbers - numbers):eq(0):all()  -- what is infinite minus itself is no number
end

-- The first number of `frames` that is not finite: frame, element and the number.
local function find_infinite(frames)
  for n = 1, frames:size(1) do
    local frame = frames[n]:view(frames:nElement() / frames:size(1))
    if not is_finite(frame) then
      for i = 1, frame:size(1) do
        if frame[i] - frame[i] ~= 0 then
          return n, i, frame[i]
        end
      end
    end
  end
end

-- Lua counts from 1; with a file, it is the command line that is spoken to, which counts from 0.
local function check_finite(frames, file)
  if is_finite(frames) then
    return
  end
  local frame, element, number = find_infinite(frames)
  local kind = number ~= number and 'not a number' or 'infinite in float32'
  if file then
    fail(nil, '%s: element %d of frame %d, both counted from 0, is %s, expected finite numbers', file, element - 1,
      frame - 1, kind)
  end
  fail(nil, 'sluice.compile: calibration frame %d, element %d is %s, expected finite numbers', frame, element, kind)
end

-- Frames N x ... as floats; a single frame is a batch of one. The sizes of a frame come from either option. `file`: from
-- which the frames come, if any.
local function frames_of(given, file)
  local tensor, what = given.calibrate, file or 'sluice.compile'
  if not tensor then
    fail(nil, 'sluice.compile: option calibrate is missing, expected a tensor of frames, N x the input\'s sizes')
  elseif tensor:nElement() == 0 then
    fail(nil, '%s: the calibration set is empty, expected at least one frame', what)
  end
  local sizes = tensor:size():totable()
  local frame = given.input
  if frame and same(sizes, frame) then
    table.insert(sizes, 1, 1)
  end
  local rest = { unpack(sizes, 2) }
  if not frame and (#rest < 1 or #rest > 3) then
    fail(nil, '%s: found calibration data %s, expected N x 1 to 3 sizes', what, sizes_text(sizes))
  elseif frame and not same(rest, frame) then
    fail(nil, '%s: found calibration data %s, expected N x %s', what, sizes_text(sizes), sizes_text(frame))
  end
  local frames = tensor:float():contiguous():view(unpack(sizes))
  check_finite(frames, file)
  if frames:eq(0):all() then
    fail(nil, '%s: found nothing but zeros to calibrate with, expected frames like those that the network will see', what)
  end
  return frames, rest
end

-- `bits` stands for the two others where they are not set.
local function refuse_idle_bits(where, given)
  if given.bits and given.weight_bits and given.activation_bits then
    fail(nil, '%s: option bits has no effect, because both weight_bits and activation_bits are set\n' ..
      '  note: leave out one of the three', where)
  end
end

-- An option that nothing would heed.
local function refuse_idle_options(given)
  if given.percentile and given.ranges ~= 'percentile' then
    fail(nil, "sluice.compile: option percentile has no effect with ranges %s\n  note: give ranges = 'percentile' too",
      given.ranges and "= '" .. given.ranges .. "'" or 'left out')
  end
  refuse_idle_bits('sluice.compile', given)
  for name, layer in pairs(given.layers or {}) do
    if next(layer) == nil then
      fail(nil, 'sluice.compile: layers.%s: found an empty table, expected bits, pe or simd for the layer', name)
    end
    refuse_idle_bits('sluice.compile: layers.' .. name, layer)
  end
end

local function check_name(name)
  local message = core.design_name_fault(name)
  if message then
    fail(nil, 'sluice.compile: option name: %s', message)
  end
end

local function design_options(given)
  local chosen = {}
  for _, name in ipairs(passed_on) do
    chosen[name] = given[name]
  end
  return json.encode(chosen)
end

-- `files.calibrate`: from which file of the command line the frames come, for messages.
return function(net, given, files)
  files = files or {}
  if not torch.isTypeOf(net, 'nn.Module') then
    fail(nil, 'sluice.compile: found a %s, expected an nn.Module', torch.typename(net) or type(net))
  elseif type(given) ~= 'table' then
    fail(nil, 'sluice.compile: found a %s, expected a table of options', type(given))
  end
  options.check('sluice.compile', given, known)
  refuse_idle_options(given)
  local name = given.name or 'network'
  check_name(name)
  local frames, sizes = frames_of(given, files.calibrate)
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
