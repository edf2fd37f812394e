-- nn.Clamp: nn.HardTanh with limits that must be given.
local nn = require 'nn.package'
local arguments = require 'nn.arguments'
local Clamp, parent = torch.class('nn.Clamp', 'nn.HardTanh', nn)

function Clamp:__init(min_value, max_value)
  if type(min_value) ~= 'number' or type(max_value) ~= 'number' then
    arguments.refuse('nn.Clamp: expected two numbers as min_value and max_value')
  end
  parent.__init(self, min_value, max_value)
end

return Clamp
