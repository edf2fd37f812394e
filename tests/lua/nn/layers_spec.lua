-- What single layers promise beyond their gradients: defaults, training against evaluation, work in place.
local nn = require 'nn'

describe('layers of nn', function()
  setup(function() torch.manualSeed(4) end)

  it('start with weights as Torch draws them', function()
    torch.manualSeed(5)
    local linear = nn.Linear(4, 3)
    torch.manualSeed(5)
    local weight = torch.Tensor(3, 4):uniform(-0.5, 0.5)
    local bias = torch.Tensor(3):uniform(-0.5, 0.5)
    assert.are.same(weight:totable(), linear.weight:totable())
    assert.are.same(bias:totable(), linear.bias:totable())
    local conv = nn.SpatialConvolution(4, 2, 3, 3)
    assert.is_true(conv.weight:clone():abs():max() <= 1 / 6)
    assert.are.same({ 2, 4, 3, 3 }, conv.weight:size():totable())
    assert.are.same({ 2, 36 }, nn.SpatialConvolutionMM(4, 2, 3, 3).weight:size():totable())
  end)

  it('SpatialConvolutionMM computes what SpatialConvolution computes', function()
    local conv, mm = nn.SpatialConvolution(2, 3, 3, 2, 1, 2, 1, 0), nn.SpatialConvolutionMM(2, 3, 3, 2, 1, 2, 1, 0)
    mm.weight:copy(conv.weight)
    mm.bias:copy(conv.bias)
    local input = torch.randn(2, 2, 5, 5)
    assert.are.same(conv:forward(input):totable(), mm:forward(input):totable())
  end)

  it('take inputs that are not contiguous', function()
    local input = torch.randn(3, 4, 5, 2):transpose(2, 4)
    local straight = input:contiguous()
    for _, module in ipairs { nn.SpatialConvolution(2, 3, 3, 3), nn.SpatialMaxPooling(2, 2), nn.ReLU(),
      nn.SpatialAveragePooling(2, 2), nn.SpatialZeroPadding(1), nn.SpatialBatchNormalization(2), nn.SoftMax() } do
      local expected = module:forward(straight):clone()
      assert.are.same(expected:totable(), module:forward(input):totable())
      local gradient = expected:transpose(3, 4):contiguous():transpose(3, 4)
      local gradInput = module:backward(straight, expected):clone()
      module:forward(input)
      assert.are.same(gradInput:totable(), module:backward(input, gradient):totable())
    end
    local linear, columns = nn.Linear(3, 2), torch.randn(3, 4):t()
    assert.are.same(linear:forward(columns:contiguous()):clone():totable(), linear:forward(columns):totable())
  end)

  it('work in place where they are told to', function()
    for _, make in ipairs { nn.ReLU, nn.ReLU6, nn.LeakyReLU } do
      local input, gradient = torch.randn(4, 5):mul(5), torch.randn(4, 5)
      local expected = make():forward(input:clone()):clone()
      local plain = make()
      plain:forward(input)
      local expected_gradient = plain:backward(input, gradient):clone()
      local module = make(true)
      local output = module:forward(input)
      assert.are.equal(torch.pointer(input:storage()), torch.pointer(output:storage()))
      assert.are.same(expected:totable(), output:totable())
      local gradInput = module:backward(input, gradient)
      assert.are.equal(torch.pointer(gradient:storage()), torch.pointer(gradInput:storage()))
      assert.are.same(expected_gradient:totable(), gradInput:totable())
    end
  end)

  it('work in place on views with gaps', function()
    local whole = torch.randn(4, 6)
    local expected = whole:clone()
    expected:narrow(2, 2, 3):copy(nn.ReLU():forward(whole:narrow(2, 2, 3)))
    nn.ReLU(true):forward(whole:narrow(2, 2, 3))
    assert.are.same(expected:totable(), whole:totable())
  end)

  it('SpatialMaxPooling rounds sizes down, or up with ceil', function()
    local input = torch.randn(1, 5, 5)
    assert.are.same({ 1, 2, 2 }, nn.SpatialMaxPooling(2, 2):forward(input):size():totable())
    assert.are.same({ 1, 3, 3 }, nn.SpatialMaxPooling(2, 2):ceil():forward(input):size():totable())
    assert.are.same({ 1, 2, 2 }, nn.SpatialMaxPooling(2, 2):ceil():floor():forward(input):size():totable())
    assert.are.same({ 1, 4, 4 }, nn.SpatialAveragePooling(2, 2):forward(input):size():totable())
  end)

  it('SpatialAveragePooling counts padding unless told not to', function()
    local input = torch.ones(1, 2, 2)
    local pool = nn.SpatialAveragePooling(2, 2, 2, 2, 1, 1)
    assert.are.equal(0.25, pool:forward(input)[1][1][1])
    assert.are.equal(1, pool:setCountExcludePad():forward(input)[1][1][1])
    assert.are.equal(0.25, pool:setCountIncludePad():forward(input)[1][1][1])
    pool.divide = false
    assert.are.equal(1, pool:forward(input)[1][1][1])
  end)

  it('BatchNormalization learns statistics in training and uses them in evaluation', function()
    local module = nn.BatchNormalization(2, 0, 0.5, false)
    local input = torch.Tensor { { 1, 10 }, { 3, 30 } }
    module:forward(input)
    assert.are.same({ 1, 10 }, module.running_mean:totable())
    assert.are.same({ 1.5, 100.5 }, module.running_var:totable())
    module:evaluate()
    local output = module:forward(torch.Tensor { 1, 10 })
    assert.are.same({ 0, 0 }, output:totable())
  end)

  it('Dropout drops and scales in training and does nothing in evaluation', function()
    local module, input = nn.Dropout(0.25), torch.ones(10000)
    local output = module:forward(input)
    local zeros = output:eq(0):sum()
    assert.is_true(zeros > 2200 and zeros < 2800)
    assert.is_true(math.abs(output:max() - 4 / 3) < 1e-12)
    assert.are.same(output:totable(), module:backward(input, input):totable())
    module:evaluate()
    assert.are.same(input:totable(), module:forward(input):totable())
    local first = nn.Dropout(0.25, true)
    assert.are.equal(1, first:forward(input):max())
    first:evaluate()
    assert.are.equal(0.75, first:forward(input):max())
  end)

  it('View keeps batches and infers one size', function()
    local input = torch.randn(2, 3, 4)
    assert.are.same({ 2, 12 }, nn.View(12):forward(input):size():totable())
    assert.are.same({ 24 }, nn.View(24):forward(input):size():totable())
    assert.are.same({ 6, 4 }, nn.View(-1, 4):forward(input):size():totable())
    assert.are.same({ 2, 12 }, nn.View(-1):setNumInputDims(2):forward(input):size():totable())
    assert.are.same({ 1, 24 }, nn.View(24):setNumInputDims(2):forward(input:view(1, 6, 4)):size():totable())
    assert.are.same({ 2, 3, 4 }, nn.View(12):backward(input, torch.randn(2, 12)):size():totable())
    assert.error_matches(function() nn.View(-1, -1) end, 'at most one size of %-1, got 2')
  end)

  it('Reshape takes the first dimension as a batch as told', function()
    local input = torch.randn(1, 2, 3)
    assert.are.same({ 1, 3, 2 }, nn.Reshape(3, 2):forward(input):size():totable())
    assert.are.same({ 3, 2 }, nn.Reshape(3, 2, false):forward(input):size():totable())
    assert.are.same({ 3, 2 }, nn.Reshape(3, 2):forward(input[1]):size():totable())
    assert.are.same({ 2, 3, 1 }, nn.Reshape(3, 1, true):forward(input[1]):size():totable())
  end)

  it('Reshape infers a size of -1', function()
    local input = torch.randn(4, 2, 3)
    assert.are.same({ 4, 6 }, nn.Reshape(-1):forward(input):size():totable())
    assert.are.same({ 4, 3, 2 }, nn.Reshape(-1, 2):forward(input):size():totable())
    assert.are.same({ 24 }, nn.Reshape(-1, false):forward(input):size():totable())
  end)

  it('StochasticGradient lowers its rate as Torch does', function()
    local linear, weights = nn.Linear(1, 1), {}
    linear.weight:zero()
    linear.bias:zero()
    local data = { { torch.Tensor { 1 }, torch.Tensor { 1 } }, size = function() return 1 end }
    local trainer = nn.StochasticGradient(linear, nn.MSECriterion())
    trainer.learningRate, trainer.learningRateDecay, trainer.maxIteration, trainer.verbose = 0.1, 1, 3, false
    trainer.hookIteration = function() weights[#weights + 1] = string.format('%.4f', linear.weight[1][1]) end
    trainer:train(data)
    assert.are.same({ '0.2000', '0.2400', '0.2660' }, weights)
  end)

  it('StochasticGradient learns a line', function()
    local net = nn.Sequential():add(nn.Linear(1, 1))
    local data = { size = function() return 20 end }
    for i = 1, 20 do
      data[i] = { torch.Tensor { i / 20 }, torch.Tensor { 2 * i / 20 - 1 } }
    end
    local trainer = nn.StochasticGradient(net, nn.MSECriterion())
    trainer.learningRate, trainer.maxIteration, trainer.verbose = 0.3, 60, false
    trainer:train(data)
    assert.is_true(math.abs(net:get(1).weight[1][1] - 2) < 1e-3)
    assert.is_true(math.abs(net:get(1).bias[1] + 1) < 1e-3)
  end)
end)
