-- optim.sgd: stochastic gradient descent with momentum, weight decay and rates per parameter.
local evaluate = require 'optim.evaluate'

local function check(config)
  local momentum, dampening = config.momentum or 0, config.dampening or config.momentum or 0
  if config.nesterov and not (momentum > 0 and dampening == 0) then
    error(string.format('sgd: nesterov expects a momentum above 0 and a dampening of 0, got %g and %g', momentum,
      dampening), 3)
  end
  if (config.weightDecay or 0) ~= 0 and config.weightDecays then
    error('sgd: expected weightDecay or weightDecays, got both', 3)
  end
end

local function add_decay(gradient, x, config, state)
  local decay = config.weightDecay or 0
  if decay ~= 0 then
    gradient:add(decay, x)
  elseif config.weightDecays then
    state.decayParameters = state.decayParameters or x.new():resizeAs(gradient)
    gradient:add(state.decayParameters:copy(config.weightDecays):cmul(x))
  end
end

-- The direction to go: the gradient, or its moving average.
local function with_momentum(gradient, config, state)
  local momentum = config.momentum or 0
  if momentum == 0 then
    return gradient
  end
  if not state.dfdx then
    state.dfdx = gradient:clone()
  else
    state.dfdx:mul(momentum):add(1 - (config.dampening or momentum), gradient)
  end
  return config.nesterov and gradient:add(momentum, state.dfdx) or state.dfdx
end

-- config: learningRate (1e-3), learningRateDecay, weightDecay or weightDecays (a vector), momentum, dampening
-- (momentum), nesterov, learningRates (a vector). state: evalCounter and buffers; config itself if absent.
return function(opfunc, x, config, state)
  config = config or {}
  state = state or config
  check(config)
  state.evalCounter = state.evalCounter or 0
  local loss, gradient = evaluate('sgd', opfunc, x)
  add_decay(gradient, x, config, state)
  local direction = with_momentum(gradient, config, state)
  local rate = (config.learningRate or 1e-3) / (1 + state.evalCounter * (config.learningRateDecay or 0))
  if config.learningRates then
    state.deltaParameters = state.deltaParameters or x.new():resizeAs(direction)
    x:add(-rate, state.deltaParameters:copy(config.learningRates):cmul(direction))
  else
    x:add(-rate, direction)
  end
  state.evalCounter = state.evalCounter + 1
  return x, { loss }
end
