-- Checks a module's gradients against finite differences in double, and float against double.
local finite_differences = {}

-- Calls visit(tensor) for the tensors of a tree.
local function each_tensor(tree, visit)
  if torch.isTensor(tree) then
    visit(tree)
  else
    for _, entry in ipairs(tree) do
      each_tensor(entry, visit)
    end
  end
end

local function map(tree, change)
  if torch.isTensor(tree) then
    return change(tree)
  end
  local result = {}
  for i, entry in ipairs(tree) do
    result[i] = map(entry, change)
  end
  return result
end

local function tensors_of(tree)
  local list = {}
  each_tensor(tree, function(tensor) list[#list + 1] = tensor end)
  return list
end

local function random_like(tree)
  return map(tree, function(tensor) return tensor.new(tensor:size()):uniform(-1, 1) end)
end

local function inner_product(a, b)
  local total, others = 0, tensors_of(b)
  for i, tensor in ipairs(tensors_of(a)) do
    total = total + torch.cmul(tensor, others[i]):sum()
  end
  return total
end

finite_differences.copy = function(tree)
  return map(tree, function(tensor) return tensor:clone() end)
end

local function largest_difference(a, b)
  local largest, others = 0, tensors_of(b)
  assert(#tensors_of(a) == #others, 'expected as many tensors')
  for i, tensor in ipairs(tensors_of(a)) do
    assert(tensor:nElement() == others[i]:nElement(), 'expected as many elements')
    largest = math.max(largest, (tensor:double():view(-1) - others[i]:double():view(-1)):abs():max())
  end
  return largest
end
finite_differences.largest_difference = largest_difference

-- The derivative of loss() by every element of `tensor`.
local function numeric_gradient(tensor, loss)
  local gradient = tensor.new(tensor:size())
  local values, slopes = tensor:view(-1), gradient:view(-1)
  local step = 1e-5
  for i = 1, values:size(1) do
    local kept = values[i]
    values[i] = kept + step
    local above = loss()
    values[i] = kept - step
    local below = loss()
    values[i] = kept
    slopes[i] = (above - below) / (2 * step)
  end
  return gradient
end

-- The largest error of gradInput and of the parameters' gradients; `before()` is called before every forward.
function finite_differences.errors(module, input, before)
  before = before or function() end
  local function forward()
    before()
    return module:forward(finite_differences.copy(input))
  end
  local gradOutput = random_like(forward())
  local parameters, gradients = module:parameters()
  module:zeroGradParameters()
  before()
  local given = finite_differences.copy(input)
  module:forward(given)
  local gradInput = finite_differences.copy(module:backward(given, finite_differences.copy(gradOutput)))
  local kept = finite_differences.copy(gradients or {})
  local function loss()
    return inner_product(forward(), gradOutput)
  end
  local worst = 0
  local analytic = tensors_of(gradInput)
  for i, tensor in ipairs(tensors_of(input)) do
    worst = math.max(worst, largest_difference(analytic[i], numeric_gradient(tensor, loss)))
  end
  for i, parameter in ipairs(parameters or {}) do
    worst = math.max(worst, largest_difference(kept[i], numeric_gradient(parameter, loss)))
  end
  return worst
end

-- The largest difference of output, gradInput and parameter gradients between `module` and its float copy.
function finite_differences.float_error(module, input, before)
  before = before or function() end
  local function run(net, type)
    local given = map(input, function(tensor) return tensor:type(type):clone() end)
    before()
    local output = net:forward(given)
    local gradOutput = map(output, function(tensor) return tensor.new(tensor:size()):fill(0.5) end)
    net:zeroGradParameters()
    local gradInput = net:backward(given, gradOutput)
    local _, gradients = net:parameters()
    return finite_differences.copy { output, gradInput, gradients or {} }
  end
  local float = module:clone():float()
  return largest_difference(run(float, 'torch.FloatTensor'), run(module, 'torch.DoubleTensor'))
end

return finite_differences
