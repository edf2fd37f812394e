-- optim: optimisation algorithms x, {losses} = optim.NAME(opfunc, x, config, state), and helpers for training.
-- opfunc(x) gives the loss and its gradient at x; x is updated in place; one algorithm a file.
require 'torch'

local optim = {}
_G.optim = optim

optim.sgd = require 'optim.sgd'
optim.adam = require 'optim.adam'
require 'optim.ConfusionMatrix'
require 'optim.Logger'

return optim
