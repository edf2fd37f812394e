-- Trains a classifier with optim.sgd: Nesterov momentum and a learning rate that falls as a cosine.
local optim = require 'optim'
local xlua = require 'xlua'
local nn = require 'nn'
require 'torch'

-- The percentage of `data` that `net` classifies as labelled.
local function accuracy(net, data)
  net:evaluate()
  local n, right, size = data.labels:size(1), 0, 500
  for first = 1, n, size do
    local count = math.min(size, n - first + 1)
    local _, best = net:forward(data.images:narrow(1, first, count)):max(2)
    right = right + best:view(-1):typeAs(data.labels):eq(data.labels:narrow(1, first, count)):sum()
  end
  return 100 * right / n
end

-- options: epochs, rate (peak learning rate), batch, decay (weight decay).
local function train(net, data, options)
  local criterion = nn.CrossEntropyCriterion():float()
  local parameters, gradients = net:getParameters()
  local n, batch = data.labels:size(1), options.batch
  local steps = math.floor(n / batch)
  local state = { momentum = 0.9, dampening = 0, nesterov = true, weightDecay = options.decay or 0 }
  local total, done = steps * options.epochs, 0
  for epoch = 1, options.epochs do
    net:training()
    local order = torch.randperm(n):long()
    local loss = 0
    for step = 1, steps do
      local chosen = order:narrow(1, (step - 1) * batch + 1, batch)
      local images, labels = data.images:index(1, chosen), data.labels:index(1, chosen)
      state.learningRate = options.rate * 0.5 * (1 + math.cos(math.pi * done / total))
      optim.sgd(function()
        gradients:zero()
        local output = net:forward(images)
        local value = criterion:forward(output, labels)
        net:backward(images, criterion:backward(output, labels))
        loss = loss + value
        return value, gradients
      end, parameters, state)
      done = done + 1
      if step % 10 == 0 or step == steps then xlua.progress(step, steps) end
    end
    print(string.format('epoch %d of %d: loss %.4f', epoch, options.epochs, loss / steps))
  end
  net:evaluate()
  return net
end

return { train = train, accuracy = accuracy }
