-- Multilayer perceptrons for 28x28 digits: layer sizes in, network out.
local nn = require 'nn'

-- sizes: {784, 64, 32, 10}: inputs, hidden layers with ReLU, classes.
return function(sizes)
  local net = nn.Sequential():add(nn.View(sizes[1]))
  for i = 2, #sizes do
    net:add(nn.Linear(sizes[i - 1], sizes[i]))
    if i < #sizes then net:add(nn.ReLU()) end
  end
  return net
end
