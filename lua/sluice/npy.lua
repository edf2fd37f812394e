-- sluice.npy: numpy's .npy files as tensors.
local core = require 'sluice.array_core'
local raise = require 'sluice.raise'

local npy = {}

-- A tensor of the file's own element type and shape.
function npy.load(path)
  local tensor, message = core.load_npy(path)
  return tensor or raise(message, false)
end

function npy.save(path, tensor)
  local message = core.save_npy(path, tensor)
  if message then
    raise(message, false)
  end
end

return npy
