-- optim.adam: steps scaled by running estimates of the gradient's first and second moment.
local evaluate = require 'optim.evaluate'

-- config: learningRate (1e-3), learningRateDecay, beta1 (0.9), beta2 (0.999), epsilon (1e-8), weightDecay.
-- state: t, m, v and a buffer; config itself if absent.
return function(opfunc, x, config, state)
  config = config or {}
  state = state or config
  local beta1, beta2 = config.beta1 or 0.9, config.beta2 or 0.999
  local loss, gradient = evaluate('adam', opfunc, x)
  if (config.weightDecay or 0) ~= 0 then
    gradient:add(config.weightDecay, x)
  end
  state.t = state.t or 0
  state.m = state.m or x.new():resizeAs(gradient):zero()
  state.v = state.v or x.new():resizeAs(gradient):zero()
  state.denom = state.denom or x.new():resizeAs(gradient):zero()
  local rate = (config.learningRate or 1e-3) / (1 + state.t * (config.learningRateDecay or 0))
  state.t = state.t + 1
  state.m:mul(beta1):add(1 - beta1, gradient)
  state.v:mul(beta2):addcmul(1 - beta2, gradient, gradient)
  state.denom:copy(state.v):sqrt():add(config.epsilon or 1e-8)
  local step = rate * math.sqrt(1 - beta2 ^ state.t) / (1 - beta1 ^ state.t)
  x:addcdiv(-step, state.m, state.denom)
  return x, { loss }
end
