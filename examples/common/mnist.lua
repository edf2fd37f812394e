-- MNIST as tensors: images N x 1 x 28 x 28 in 0..1 (a pixel byte divided by 255), labels 1..10.
local paths = require 'paths'
local sluice = require 'sluice'
require 'torch'

local folder = paths.concat(paths.dirname(paths.thisfile()), '..', 'data', 'mnist')

local function load(part)
  local images = sluice.idx.load(paths.concat(folder, part .. '-images-idx3-ubyte.gz'))
  local labels = sluice.idx.load(paths.concat(folder, part .. '-labels-idx1-ubyte.gz'))
  local n, h, w = images:size(1), images:size(2), images:size(3)
  return {
    images = images:float():div(255):view(n, 1, h, w),
    labels = labels:long():add(1),
  }
end

return {
  train = function() return load('train') end,
  test = function() return load('t10k') end,
}
