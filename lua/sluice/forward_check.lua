-- Holds Sluice's reading of a network against the module's own forward on a few frames.
local core = require 'sluice.design_core'
local fail = require 'sluice.fail'
local leaves = require 'sluice.leaves'

local frames_checked = 2
-- Both are float; sums in another order differ by rounding only.
local tolerance = 1e-3

local function as_batch(net, frames)
  return leaves(net:forward(frames), {})
end

-- Frame by frame, for networks that were written for single samples.
local function one_by_one(net, frames)
  local joined = {}
  for n = 1, frames:size(1) do
    for i, output in ipairs(leaves(net:forward(frames[n]), {})) do
      joined[i] = joined[i] or torch.FloatTensor(frames:size(1), output:nElement())
      joined[i][n]:copy(output)
    end
  end
  return joined
end

-- The largest difference relative to the largest number, and of which output.
local function worst_difference(ours, theirs)
  local worst, place = 0, 1
  if #ours ~= #theirs then
    return math.huge, 1
  end
  for i, expected in ipairs(theirs) do
    if expected:nElement() ~= ours[i]:nElement() then
      return math.huge, i
    end
    local flat = expected:contiguous():view(expected:nElement())
    local difference = (ours[i]:view(ours[i]:nElement()) - flat):abs():max()
    local relative = difference / math.max(flat:clone():abs():max(), 1e-6)
    if relative ~= relative or relative > worst then
      worst, place = relative, i
    end
  end
  return worst, place
end

-- Throws unless forward, on a batch or on single frames, gives what the captured network gives.
return function(net, text, weights, frames, outputs)
  frames = frames:narrow(1, 1, math.min(frames_checked, frames:size(1))):contiguous()
  local ours, message, has_place = core.run_float(text, weights, frames)
  if not ours then
    return message, has_place
  end
  local copy = net:clone():float()
  copy:evaluate()
  local reason, hint = nil, ''
  for _, forward in ipairs { as_batch, one_by_one } do
    local ran, theirs = pcall(forward, copy, frames)
    if ran then
      local difference, place = worst_difference(ours, theirs)
      if difference == difference and difference <= tolerance then
        return
      end
      if not reason then
        reason = string.format('output %s differs by a factor of %.2g of its largest value', outputs[place] or place,
          difference)
        hint = '\n  note: state nInputDims in nn.JoinTable and setNumInputDims in nn.View, so that frames and batches ' ..
          'cannot be mistaken'
      end
    else
      reason = reason or theirs
    end
  end
  fail(nil, 'forward does not agree with how Sluice reads the network: %s%s', reason, hint)
end
