-- MNIST as tensors: images N x 1 x 28 x 28 in 0..1 (a pixel byte divided by 255), labels 1..10.
local paths = require 'paths'
local sluice = require 'sluice'
require 'torch'

local folder = paths.concat(paths.dirname(paths.thisfile()), '..', 'data', 'mnist')

local function check(file, holds, found, expected)
  if not holds then
    error(string.format('%s: found %s, expected %s', file, found, expected), 0)
  end
end

local function load(part)
  local image_file = paths.concat(folder, part .. '-images-idx3-ubyte.gz')
  local label_file = paths.concat(folder, part .. '-labels-idx1-ubyte.gz')
  local images, labels = sluice.idx.load(image_file), sluice.idx.load(label_file)
  local sizes = table.concat(images:size():totable(), ' x ')
  check(image_file, images:dim() == 3 and images:size(2) == 28 and images:size(3) == 28, sizes, 'N x 28 x 28')
  local n = images:size(1)
  check(label_file, labels:dim() == 1 and labels:size(1) == n, table.concat(labels:size():totable(), ' x ') .. ' labels',
    n .. ', one for each image of ' .. image_file)
  check(label_file, labels:max() <= 9, 'label ' .. labels:max(), 'labels 0 to 9')
  return {
    images = images:float():div(255):view(n, 1, 28, 28),
    labels = labels:long():add(1),
  }
end

return {
  train = function() return load('train') end,
  test = function() return load('t10k') end,
}
