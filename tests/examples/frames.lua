-- Writes the first test images of MNIST as an .npy file: frames.lua FILE.npy COUNT
local paths = require 'paths'
local sluice = require 'sluice'
package.path = paths.concat(sluice.home(), 'examples', 'common', '?.lua') .. ';' .. package.path

local images = require('mnist').test().images
sluice.npy.save(arg[1], images:narrow(1, 1, tonumber(arg[2])))
