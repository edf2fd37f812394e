-- The check of layers over features: a vector, planes, or a batch of either.
local complain = require('nn.complain').complain

return function(module, input)
  if not torch.isTensor(input) or input:dim() < 1 or input:dim() > 4 then
    complain(module, 'a tensor of 1 to 4 dimensions', input)
  end
end
