-- sluice.Design: a compiled design, to simulate and to verify.
local core = require 'sluice.design_core'
local fail = require 'sluice.fail'
local raise = require 'sluice.raise'
local json = require 'sluice.json'
local options = require 'sluice.options'
local Report = require 'sluice.Report'

local Design = {}
Design.__index = Design

local pattern = options.one_of('none', 'source', 'sink', 'both', 'random')
local whole = options.whole(0, 2 ^ 53)

local run_options = {
  frames = options.list_of(options.whole(1, 2 ^ 53), 2, 2),
  seed = whole, jobs = options.whole(1, 2 ^ 31 - 1), progress = options.switch,
}

local function with(more)
  local all = {}
  for _, part in ipairs { run_options, more } do
    for name, checker in pairs(part) do
      all[name] = checker
    end
  end
  return all
end

local simulate_options = with {
  model = options.one_of('rtl', 'systemc', 'integer', 'float'), stalls = pattern, raw = options.switch,
}
local verify_options = with {
  streams = options.one_of('outputs', 'all'), stalls = options.list_of(pattern, 1, 16),
  stalled_frames = options.whole(1, 2 ^ 53), keep = options.switch,
}

-- Lua counts frames from 1 with the last one included, the simulation from 0 without it.
local function encode(what, given)
  local chosen = {}
  for name, value in pairs(given) do
    chosen[name] = value
  end
  if chosen.frames and chosen.frames[2] < chosen.frames[1] then
    fail(nil, '%s: option frames: found {%.0f, %.0f}, expected a first and a last frame, the last not before it', what,
      unpack(chosen.frames))
  elseif chosen.frames then
    chosen.frames = { chosen.frames[1] - 1, chosen.frames[2] }
  end
  chosen.keep = nil
  return json.encode(chosen)
end

-- The simulation takes single precision or bytes.
local function frames_of(what, tensor)
  if not torch.isTensor(tensor) then
    fail(nil, '%s: found a %s, expected a tensor of frames', what, torch.typename(tensor) or type(tensor))
  end
  return tensor:type() == 'torch.ByteTensor' and tensor or tensor:float()
end

local function check_options(what, given, specification)
  if type(given) ~= 'table' then
    fail(nil, '%s: found a %s, expected a table of options', what, type(given))
  end
  options.check(what, given, specification)
end

-- Under no pattern all frames run at the outputs; only patterns and inner streams are for some of them.
local function refuse_idle_frames(given)
  local has_pattern = given.streams == 'all'
  for _, name in ipairs(given.stalls or {}) do
    has_pattern = has_pattern or name ~= 'none'
  end
  if given.stalled_frames and not has_pattern then
    fail(nil, "design:verify: option stalled_frames has no effect without stalls or streams = 'all'\n" ..
      '  note: frames = {first, last} chooses frames for every comparison')
  end
end

-- The output of every frame, a tensor; with several outputs a table from their names to tensors.
function Design:simulate(tensor, given)
  given = given or {}
  check_options('design:simulate', given, simulate_options)
  local names, tensors, located = core.simulate(self.folder, frames_of('design:simulate', tensor), encode('design:simulate', given))
  if not names then
    raise(tensors, located)
  end
  if #names == 1 then
    return tensors[1]
  end
  local outputs = {}
  for i, name in ipairs(names) do
    outputs[name] = tensors[i]
  end
  return outputs
end

-- Labels count from 1, as criterions take them; they may be left out. With keep = true the report of the same
-- verification is kept from before.
function Design:verify(tensor, labels, given)
  given = given or {}
  check_options('design:verify', given, verify_options)
  refuse_idle_frames(given)
  if labels ~= nil and not torch.isTensor(labels) then
    fail(nil, 'design:verify: found a %s as labels, expected a tensor', torch.typename(labels) or type(labels))
  end
  local report, summary, passed, kept = core.verify(self.folder, frames_of('design:verify', tensor), labels,
    encode('design:verify', given), given.keep or false)
  if not report then
    raise(summary, passed)
  end
  return Report(report, summary, passed, kept)
end

local function output_line(output)
  return string.format('  output %s: %s, %d bits%s', output.name, table.concat(output.shape, ' x '), output.bits,
    output.host_op ~= 'none' and ', then ' .. output.host_op .. ' on the host' or '')
end

function Design:__tostring()
  local manifest = self.manifest
  local input = manifest.inputs[1]
  local lines = {
    string.format('design %s in %s', manifest.name, self.folder),
    string.format('  input %s: %s, %d bits', input.name, table.concat(input.shape, ' x '), input.bits),
  }
  for _, output in ipairs(manifest.outputs) do
    lines[#lines + 1] = output_line(output)
  end
  lines[#lines + 1] = string.format('  %d multipliers, one frame every %d cycles: %.0f frames a second at %g MHz',
    manifest.multipliers, manifest.interval_cycles, manifest.fps, manifest.clock_mhz)
  lines[#lines + 1] = string.format('  latency %d cycles; slowest: %s (layer %s)', manifest.latency_cycles,
    manifest.bottleneck.unit, manifest.bottleneck.layer)
  return table.concat(lines, '\n')
end

-- `report` is the text for people, `manifest` what manifest.json holds.
return function(folder, manifest, report)
  return setmetatable({ folder = folder, manifest = manifest, report = report }, Design)
end
