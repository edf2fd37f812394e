-- sluice.idx: IDX files, plain or gzipped (MNIST comes in them), as tensors.
local core = require 'sluice.array_core'
local raise = require 'sluice.raise'

local idx = {}

-- A tensor of the file's own element type and sizes.
function idx.load(path)
  local tensor, message = core.load_idx(path)
  return tensor or raise(message, false)
end

return idx
