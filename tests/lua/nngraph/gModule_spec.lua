-- nngraph: graphs against the same networks written with containers, gradients, files, and wrong graphs.
local nn = require 'nn'
local nngraph = require 'nngraph'
local differences = require 'nn.finite_differences'

local function uniform(...)
  return torch.Tensor(...):uniform(-1, 1)
end

-- One input; two branches, one of them with a shortcut, joined and used twice.
local function residual()
  local input = nn.Identity()()
  local hidden = nn.Tanh()(nn.Linear(4, 3)(input))
  local sum = nn.CAddTable() { hidden, nn.Linear(3, 3)(hidden) }
  local output = nn.Linear(6, 2)(nn.JoinTable(1, 1) { sum, nn.Sigmoid()(sum) })
  return nn.gModule({ input }, { output })
end

local function two_by_two()
  local a, b = nn.Identity()(), nn.Linear(3, 4)()
  local joined = nn.CMulTable() { a, b }
  return nn.gModule({ a, b }, { nn.Linear(4, 2)(joined), nn.Tanh()(b) })
end

local function with_split()
  local input = - nn.Linear(4, 3)
  local first, second = nn.ConcatTable():add(nn.Tanh()):add(nn.Linear(3, 3))(input):split(2)
  return nn.gModule({ input }, { nn.CAddTable() { first, nn.CMulTable() { first, second } } })
end

local function with_table_inside()
  local input = nn.Identity()()
  local both = nn.ConcatTable():add(nn.Linear(4, 3)):add(nn.Identity())(input)
  local mapped = nn.ParallelTable():add(nn.Tanh()):add(nn.Linear(4, 3))(both)
  return nn.gModule({ input }, { nn.CAddTable()(mapped) })
end

local function chain()
  local input = - nn.Identity()
  return nn.gModule({ input }, { input - nn.Linear(4, 3) - nn.Tanh() - nn.Linear(3, 2) })
end

local cases = {
  { 'a residual graph', residual, function() return uniform(5, 4) end },
  { 'two inputs and two outputs', two_by_two, function() return { uniform(5, 4), uniform(5, 3) } end },
  { 'a split table', with_split, function() return uniform(5, 4) end },
  { 'a table that stays one', with_table_inside, function() return uniform(5, 4) end },
  { 'a chain of minus signs', chain, function() return uniform(5, 4) end },
}

describe('nn.gModule', function()
  setup(function() torch.manualSeed(6) end)

  for _, case in ipairs(cases) do
    local name, make, input = unpack(case)
    it('has the gradients of finite differences: ' .. name, function()
      assert.is_true(differences.errors(make(), input()) < 1e-7)
    end)
    it('computes in float what it computes in double: ' .. name, function()
      assert.is_true(differences.float_error(make(), input()) < 1e-4)
    end)
  end

  it('equals the container of the same modules', function()
    local graph, input = chain(), uniform(5, 4)
    local net = nn.Sequential()
    for i = 2, graph:size() do
      net:add(graph:get(i):clone())
    end
    assert.are.same(net:forward(input):totable(), graph:forward(input):totable())
    local gradient = uniform(5, 2)
    assert.are.same(net:backward(input, gradient):totable(), graph:backward(input, gradient):totable())
    assert.are.same({ net:getParameters():totable() }, { graph:getParameters():totable() })
  end)

  it('holds its modules in the order they run', function()
    local names = {}
    for i, module in ipairs(chain().modules) do
      names[i] = torch.type(module)
    end
    assert.are.same({ 'nn.Identity', 'nn.Linear', 'nn.Tanh', 'nn.Linear' }, names)
  end)

  it('survives a file, a clone and clearState', function()
    local graph, input, path = two_by_two(), { uniform(5, 4), uniform(5, 3) }, os.tmpname()
    local expected = differences.copy(graph:forward(input))
    graph:clearState()
    torch.save(path, graph)
    local loaded = torch.load(path)
    os.remove(path)
    for _, each in ipairs { graph, loaded, graph:clone() } do
      assert.are.equal(0, differences.largest_difference(expected, each:forward(input)))
      each:backward(input, { uniform(5, 2), uniform(5, 4) })
    end
  end)

  it('prints its name, or its class', function()
    local node = nn.Identity()()
    local graph = nn.gModule({ node }, { node })
    assert.equal('nn.gModule', tostring(graph))
    graph.name = 'encoder'
    assert.equal('encoder', tostring(graph))
  end)

  it('trains', function()
    local graph, input = residual(), uniform(8, 4)
    local target, criterion = uniform(8, 2), nn.MSECriterion()
    local first = criterion:forward(graph:forward(input), target)
    for _ = 1, 50 do
      graph:zeroGradParameters()
      criterion:forward(graph:forward(input), target)
      graph:backward(input, criterion:backward(graph.output, target))
      graph:updateParameters(0.5)
    end
    assert.is_true(criterion:forward(graph:forward(input), target) < 0.5 * first)
  end)

  it('runs what replace puts into it', function()
    local graph, input = chain(), uniform(5, 4)
    graph:replace(function(module) return torch.type(module) == 'nn.Tanh' and nn.ReLU() or module end)
    assert.are.equal('nn.ReLU', torch.type(graph:get(3)))
    local hidden = graph:get(2):forward(input):clone():cmax(0)
    assert.are.same(graph:get(4):forward(hidden):totable(), graph:forward(input):totable())
    assert.is_true(differences.errors(graph, input) < 1e-7)
  end)

  it('annotates nodes with the names of variables', function()
    local entry = nn.Identity()()
    local hidden = nn.Tanh()(entry)
    nngraph.annotateNodes()
    assert.are.equal('hidden', hidden.data.annotations.name)
    assert.are.equal('entry: nn.Identity', entry:label())
  end)
end)

describe('errors of nngraph', function()
  local function refuses(pattern, action)
    assert.error_matches(action, pattern)
  end

  it('name what is wrong with a graph', function()
    refuses('input 1: expected a node, got a nn.Tanh; a module becomes', function() nn.Tanh()(nn.Tanh()) end)
    refuses('is a variable misspelt', function() nn.Tanh()(nil) end)
    refuses('several are given as a table', function() nn.Tanh()(nn.Identity()(), nn.Identity()()) end)
    refuses('expected a node as output 1, got a nn.Tanh', function() nn.gModule({ nn.Tanh()() }, { nn.Tanh() }) end)
    refuses('at least one input', function() nn.gModule({}, { nn.Tanh()() }) end)
    local function hole(first, last)
      return { [1] = first, [3] = last }
    end
    refuses('input 2: expected a node, got a nil', function()
      nn.CAddTable()(hole(nn.Identity()(), nn.Identity()()))
    end)
    refuses('expected a node as output 2, got a nil', function()
      local input = nn.Identity()()
      nn.gModule({ input }, hole(nn.Tanh()(input), nn.ReLU()(input)))
    end)
    refuses('nn.CAddTable: expected a list of at least one node, got an empty table', function() nn.CAddTable()({}) end)
    refuses('a table with other keys than numbers', function() nn.CAddTable()({ x = nn.Identity()() }) end)
    refuses('made at .*gModule_spec.lua:%d+ does not reach any output', function()
      local input = nn.Identity()()
      nn.Tanh()(nn.ReLU()(input))
      nn.gModule({ input }, { nn.Sigmoid()(input) })
    end)
    refuses('the same node is given twice', function()
      local input = nn.Identity()()
      nn.CAddTable() { input, input }
    end)
    refuses('1 of 2 split outputs .or inputs. of the node made at .*gModule_spec.lua:%d+ are unused', function()
      local a, b = nn.Identity()(), nn.Identity()()
      nn.gModule({ a, b }, { nn.Tanh()(a) })
    end)
    refuses('made at .*gModule_spec.lua:%d+ has no input and is not among the inputs', function()
      local a, b = nn.Identity()(), nn.Identity()()
      nn.gModule({ a }, { nn.CAddTable() { a, b } })
    end)
    refuses('one nn.Linear is used by two nodes', function()
      local input, linear = nn.Identity()(), nn.Linear(2, 2)
      nn.gModule({ input }, { nn.CAddTable() { linear(input), linear(nn.Tanh()(input)) } })
    end)
  end)

  it('count what is split', function()
    local input = nn.Identity()()
    local first, second = nn.Identity()(input):split(2)
    local graph = nn.gModule({ input }, { nn.CAddTable() { first, second } })
    graph:forward { uniform(2), uniform(2) }
    refuses('expected a table of 2 values to split for the node made at .*gModule_spec.lua:%d+, got 3', function()
      graph:forward { uniform(2), uniform(2), uniform(2) }
    end)
  end)

  it('count inputs and gradients', function()
    local graph = two_by_two()
    refuses('backward needs the values that forward leaves; call forward first', function()
      graph:backward({ uniform(4), uniform(3) }, { uniform(2), uniform(4) })
    end)
    refuses('expected a table of 2 inputs, got a torch.DoubleTensor', function() graph:forward(uniform(4)) end)
    graph:forward { uniform(4), uniform(3) }
    refuses('expected a table of 2 gradOutputs, got 1', function()
      graph:backward({ uniform(4), uniform(3) }, { uniform(2) })
    end)
  end)
end)
