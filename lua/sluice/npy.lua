-- sluice.npy: numpy's .npy files as tensors.
local core = require 'sluice.array_core'

local npy = {}

-- A tensor of the file's own element type and shape.
function npy.load(path)
  return core.load_npy(path)
end

function npy.save(path, tensor)
  return core.save_npy(path, tensor)
end

return npy
