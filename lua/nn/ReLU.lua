-- nn.ReLU: max(x, 0).
local nn = require 'nn.package'
local ReLU, parent = torch.class('nn.ReLU', 'nn.Threshold', nn)

function ReLU:__init(inplace)
  parent.__init(self, 0, 0, inplace)
end

return ReLU
