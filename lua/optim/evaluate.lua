-- The loss and its gradient at x, as opfunc(x) gives them: a tensor of x's type and number of elements.
local refuse = require('nn.arguments').refuse

-- "a torch.FloatTensor of 3 elements"
local function describe(value)
  local name = 'a ' .. torch.type(value)
  return torch.isTensor(value) and ('%s of %d elements'):format(name, value:nElement()) or name
end

return function(name, opfunc, x)
  local loss, gradient = opfunc(x)
  if not torch.isTensor(gradient) or gradient:type() ~= x:type() or gradient:nElement() ~= x:nElement() then
    refuse(('optim.%s: expected a loss and a gradient, %s as x is, from the function, got %s and %s'):format(name,
      describe(x), describe(loss), describe(gradient)))
  end
  return loss, gradient
end
