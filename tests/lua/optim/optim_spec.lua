-- optim: algorithms against their equations, the confusion matrix and the logger.
local optim = require 'optim'

-- f(x) = sum of x^2 / 2, so that the gradient is x.
local function bowl(x)
  return 0.5 * x:dot(x), x:clone()
end

describe('optim.sgd', function()
  it('steps against the gradient', function()
    local x = torch.Tensor { 1, -2 }
    local same, losses = optim.sgd(bowl, x, { learningRate = 0.1 })
    assert.are.equal(x, same)
    assert.are.same({ 2.5 }, losses)
    assert.are.same({ 0.9, -1.8 }, x:totable())
  end)

  it('follows momentum, dampening, nesterov and decays as their equations say', function()
    for _, config in ipairs {
      { learningRate = 0.1, momentum = 0.9 },
      { learningRate = 0.1, momentum = 0.9, dampening = 0 },
      { learningRate = 0.1, momentum = 0.9, dampening = 0, nesterov = true },
      { learningRate = 0.1, learningRateDecay = 0.5, weightDecay = 0.2 },
      { learningRate = 0.1, momentum = 0.5, weightDecays = torch.Tensor { 0.2 } },
      { learningRate = 0.1, learningRates = torch.Tensor { 3 } },
    } do
      local x, expected, velocity, state = torch.Tensor { 2 }, 2, nil, {}
      for step = 0, 4 do
        optim.sgd(bowl, x, config, state)
        local momentum = config.momentum or 0
        local decay = config.weightDecay or (config.weightDecays and config.weightDecays[1]) or 0
        local direction = expected + decay * expected
        if momentum > 0 then
          velocity = velocity and momentum * velocity + (1 - (config.dampening or momentum)) * direction or direction
          direction = config.nesterov and direction + momentum * velocity or velocity
        end
        local rate = 0.1 / (1 + step * (config.learningRateDecay or 0))
        expected = expected - rate * direction * (config.learningRates and 3 or 1)
        assert.is_true(math.abs(x[1] - expected) < 1e-14)
      end
      assert.are.equal(5, state.evalCounter)
    end
  end)

  it('keeps its state in config when there is no other', function()
    local config = { learningRate = 0.1, momentum = 0.9 }
    optim.sgd(bowl, torch.Tensor { 1 }, config)
    assert.are.equal(1, config.evalCounter)
    assert.are.same({ 1 }, config.dfdx:totable())
  end)

  it('refuses options that contradict each other', function()
    local x = torch.Tensor { 1 }
    assert.error_matches(function() optim.sgd(bowl, x, { nesterov = true }) end, 'nesterov expects a momentum above 0')
    assert.error_matches(function() optim.sgd(bowl, x, { weightDecay = 1, weightDecays = x }) end, 'got both')
  end)
end)

describe('an optimiser', function()
  it('says what the function has to give', function()
    local x = torch.ones(2)
    local function refuses(name, gradient, found)
      local _, message = pcall(function() optim[name](function() return 1, gradient end, x, {}) end)
      assert.matches('optim_spec.lua:%d+: optim.' .. name .. ': expected a loss and a gradient, a torch.DoubleTensor of 2 '
        .. 'elements as x is, from the function, got a number and a ' .. found .. '$', message)
    end
    for _, name in ipairs { 'sgd', 'adam' } do
      refuses(name, nil, 'nil')
      refuses(name, torch.ones(3), 'torch.DoubleTensor of 3 elements')
      refuses(name, torch.FloatTensor(2), 'torch.FloatTensor of 2 elements')
    end
  end)
end)

describe('optim.adam', function()
  it('follows its equations', function()
    local x, expected, m, v, config = torch.Tensor { 2 }, 2, 0, 0, { learningRate = 0.1 }
    for t = 1, 5 do
      optim.adam(bowl, x, config)
      m, v = 0.9 * m + 0.1 * expected, 0.999 * v + 0.001 * expected ^ 2
      local step = 0.1 * math.sqrt(1 - 0.999 ^ t) / (1 - 0.9 ^ t)
      expected = expected - step * m / (math.sqrt(v) + 1e-8)
      assert.is_true(math.abs(x[1] - expected) < 1e-12)
    end
  end)
end)

describe('optim.ConfusionMatrix', function()
  it('counts predictions of every form', function()
    local matrix = optim.ConfusionMatrix({ 'cat', 'dog' })
    matrix:add(1, 1)
    matrix:add(torch.Tensor { 0.2, 0.8 }, 1)
    matrix:add(torch.Tensor { 0.2, 0.8 }, torch.Tensor { 0, 1 })
    matrix:batchAdd(torch.FloatTensor { { 0.9, 0.1 }, { 0.3, 0.7 } }, torch.LongTensor { 2, 2 })
    matrix:batchAdd(torch.LongTensor { 1 }, torch.LongTensor { 0 })
    assert.are.same({ { 1, 1 }, { 1, 2 } }, matrix.mat:totable())
    matrix:updateValids()
    assert.are.equal(0.6, matrix.totalValid)
    assert.is_true(math.abs(matrix.averageValid - (0.5 + 2 / 3) / 2) < 1e-6)
    assert.is_true(math.abs(matrix.averageUnionValid - (1 / 3 + 2 / 4) / 2) < 1e-6)
    local frrs, fars = matrix:farFrr()
    assert.is_true(math.abs(frrs[2] - 1 / 3) < 1e-6)
    assert.is_true(math.abs(fars[2] - 0.5) < 1e-6)
    assert.are.equal(table.concat({ 'ConfusionMatrix:',
      '[[       1       1]   50.000% \t[class: cat]',
      ' [       1       2]]  66.667% \t[class: dog]' }, '\n'), tostring(matrix):match('^(.*)\n %+ average row correct'))
    assert.matches('global correct: 60%%$', tostring(matrix))
    matrix:zero()
    assert.are.equal(0, matrix.mat:sum())
  end)

  it('leaves classes without samples out of the means', function()
    local matrix = optim.ConfusionMatrix(3)
    matrix:add(1, 1)
    matrix:updateValids()
    assert.are.equal(1, matrix.averageValid)
    assert.are.equal(-1, (matrix:farFrr())[2])
  end)

  it('refuses classes that it does not have', function()
    local matrix = optim.ConfusionMatrix(2)
    assert.error_matches(function() matrix:add(3, 1) end, 'from 1 to 2, got prediction 3 and target 1')
    assert.error_matches(function() matrix:batchAdd(torch.ones(2), torch.ones(3)) end, 'predictions .2., got 3')
    assert.error_matches(function() matrix:add(nil, 1) end, 'a class or a vector of scores, got a nil')
    assert.error_matches(function() matrix:add(torch.Tensor(), 1) end, 'a vector of scores, got an empty tensor')
    assert.error_matches(function() matrix:batchAdd(1, torch.ones(1)) end, 'expected a tensor, got a number')
  end)
end)

describe('optim.Logger', function()
  it('writes rows as they come', function()
    local path = os.tmpname()
    local logger = optim.Logger(path)
    logger:setNames { 'loss', 'accuracy' }
    logger:add { 0.5, 97 }
    logger:add { accuracy = 98, loss = 0.25 }
    local file = io.open(path)
    local text = file:read('*a')
    file:close()
    os.remove(path)
    assert.are.equal('loss\taccuracy\n 5.0000e-01\t 9.7000e+01\n 2.5000e-01\t 9.8000e+01\n', text)
    assert.are.same({ 0.5, 0.25 }, logger.symbols[1])
  end)

  it('takes names from the first row, in order of the alphabet', function()
    local path = os.tmpname()
    local logger = optim.Logger(path):add { test = 2, train = 1 }
    assert.are.equal('test\ttrain', io.lines(path)())
    assert.are.same({ test = { 2 }, train = { 1 } }, logger.symbols)
    logger:add { test = 3, train = 0 }:style { test = '-' }
    assert.are.same({ 2, 3 }, logger.symbols.test)
    assert.are.same({ test = { '-' }, train = { '+' } }, logger.styles)
    os.remove(path)
    assert.error_matches(function() optim.Logger('/dev/null/x') end, 'cannot write')
    assert.error_matches(function() optim.Logger('/dev/full'):add { 1 } end, 'cannot write /dev/full: No space left')
  end)

  it('makes the folder of its file', function()
    local folder = os.tmpname()
    os.remove(folder)
    local path = folder .. '/runs/log'
    optim.Logger(path):add { loss = 1 }
    assert.are.equal('loss', io.lines(path)())
    os.execute('rm -r ' .. folder)
  end)
end)
