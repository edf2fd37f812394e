-- Criterions: values by hand, gradients against finite differences, wrong targets.
local nn = require 'nn'

local function gradient_error(criterion, input, target)
  criterion:forward(input, target)
  local analytic = criterion:backward(input, target):clone():view(-1)
  local values, worst = input:view(-1), 0
  for i = 1, values:size(1) do
    local kept = values[i]
    values[i] = kept + 1e-5
    local above = criterion:forward(input, target)
    values[i] = kept - 1e-5
    local below = criterion:forward(input, target)
    values[i] = kept
    worst = math.max(worst, math.abs((above - below) / 2e-5 - analytic[i]))
  end
  return worst
end

describe('criterions', function()
  setup(function() torch.manualSeed(2) end)

  it('MSECriterion averages squares unless told not to', function()
    local input, target = torch.Tensor { 1, 2, 5 }, torch.Tensor { 1, 4, 4 }
    assert.are.equal(5 / 3, nn.MSECriterion():forward(input, target))
    assert.are.equal(5, nn.MSECriterion(false):forward(input, target))
  end)

  it('ClassNLLCriterion averages over the weights of the targets', function()
    local logs = torch.Tensor { { -1, -2, -3 }, { -4, -5, -6 } }
    local target = torch.Tensor { 3, 1 }
    assert.are.equal(3.5, nn.ClassNLLCriterion():forward(logs, target))
    assert.are.equal(7, nn.ClassNLLCriterion(nil, false):forward(logs, target))
    local weighted = nn.ClassNLLCriterion(torch.Tensor { 1, 1, 2 })
    assert.are.equal(10 / 3, weighted:forward(logs, target))
    assert.are.equal(3, nn.ClassNLLCriterion():forward(logs[1], 3))
    assert.are.equal(2, nn.ClassNLLCriterion(nil, nil, 1):forward(logs, torch.Tensor { 2, 1 }))
  end)

  it('have the gradients of finite differences', function()
    local logs = nn.LogSoftMax():forward(torch.randn(4, 3)):clone()
    local target = torch.LongTensor { 1, 3, 2, 3 }
    local weights = torch.Tensor { 1, 0.5, 2 }
    assert.is_true(gradient_error(nn.MSECriterion(), torch.randn(3, 2), torch.randn(3, 2)) < 1e-8)
    for _, average in ipairs { true, false } do
      assert.is_true(gradient_error(nn.ClassNLLCriterion(weights, average), logs, target) < 1e-8)
      assert.is_true(gradient_error(nn.CrossEntropyCriterion(weights, average), torch.randn(4, 3), target) < 1e-8)
    end
    assert.is_true(gradient_error(nn.CrossEntropyCriterion(), torch.randn(3), 2) < 1e-8)
  end)

  it('CrossEntropyCriterion keeps the size of a batch of one', function()
    local criterion, input = nn.CrossEntropyCriterion(), torch.randn(1, 3)
    criterion:forward(input, torch.LongTensor { 2 })
    assert.are.same({ 1, 3 }, criterion:backward(input, torch.LongTensor { 2 }):size():totable())
  end)

  it('work in float', function()
    local criterion = nn.CrossEntropyCriterion():float()
    local input = torch.randn(4, 3)
    local target = torch.LongTensor { 1, 3, 2, 3 }
    local expected = nn.CrossEntropyCriterion():forward(input, target)
    assert.is_true(math.abs(criterion:forward(input:float(), target) - expected) < 1e-6)
    assert.are.equal('torch.FloatTensor', torch.typename(criterion:backward(input:float(), target)))
  end)

  it('refuse targets that are no class, or too few', function()
    local criterion, logs = nn.ClassNLLCriterion(), torch.Tensor(2, 3):fill(-1)
    assert.error_matches(function() criterion:forward(logs, torch.Tensor { 1, 4 }) end, 'from 1 to 3, got 4')
    for _, wrong in ipairs { -1, -100 } do
      local ignoring = nn.ClassNLLCriterion(nil, true, 7)
      local target = torch.Tensor { 1, wrong }
      assert.error_matches(function() ignoring:forward(logs, target) end, 'from 1 to 3, got %' .. wrong)
    end
    assert.error_matches(function() criterion:forward(logs, torch.Tensor { 1, 0 }) end, 'from 1 to 3, got 0')
    assert.error_matches(function() nn.CrossEntropyCriterion():forward(logs, torch.Tensor { 0, 1 }) end, 'got 0')
    assert.are.equal(1, nn.ClassNLLCriterion(nil, true, 0):forward(logs, torch.Tensor { 1, 0 }))
    assert.are.equal(1, nn.ClassNLLCriterion():forward(logs, torch.Tensor { 1, -100 }))
    assert.error_matches(function() criterion:forward(logs, torch.Tensor { 1, 2, 3 }) end, 'expected 2 targets')
    assert.error_matches(function() nn.MSECriterion():forward(logs, torch.Tensor(5)) end, '6 elements, got 5')
  end)
end)
