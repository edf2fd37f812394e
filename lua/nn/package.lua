-- The table `nn` itself, global as in Torch, so that class files can fill it one by one.
require 'torch'

local nn = {}
_G.nn = nn
return nn
