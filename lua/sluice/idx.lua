-- sluice.idx: IDX files, plain or gzipped (MNIST comes in them), as tensors.
local core = require 'sluice.array_core'

local idx = {}

-- A tensor of the file's own element type and sizes.
function idx.load(path)
  return core.load_idx(path)
end

return idx
