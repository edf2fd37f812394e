-- nn.gModule: a graph of modules as a module; made from its input nodes and its output nodes.
--
-- fg is the graph in the direction of the data, bg the opposite; nodes of both share their `data`.
local nn, nngraph = _G.nn, _G.nngraph
local list_length = require 'nngraph.list_length'
local gModule, parent = torch.class('nn.gModule', 'nn.Container', nn)

local function check_nodes(nodes, what)
  local count = torch.type(nodes) == 'table' and list_length(nodes) or 0
  if count == 0 then
    error(string.format('nn.gModule: expected a table of at least one %s node', what), 5)
  end
  for i = 1, count do
    local node = nodes[i]
    if torch.typename(node) ~= 'nngraph.Node' then
      error(string.format('nn.gModule: expected a node as %s %d, got a %s', what, i, torch.type(node)), 5)
    end
    if what == 'input' and #node.children > 0 then
      error(string.format('nn.gModule: input %d has an input itself (as a node of another gModule?), expected none', i), 5)
    end
  end
end

-- One node in front of all inputs.
local function make_innode(inputs)
  local innode = nngraph.Node { input = {} }
  local sources = { innode }
  if #inputs > 1 then
    sources = { innode:split(#inputs) }
  end
  for i, input in ipairs(inputs) do
    input:add(sources[i], true)
  end
  return innode
end

local function make_outnode(outputs)
  local outnode = nngraph.Node { input = {} }
  for _, output in ipairs(outputs) do
    outnode:add(output, true)
  end
  return outnode
end

local function declared_at(data)
  return data.annotations._debugLabel or 'an unknown place'
end

-- Every root is the one input node: nothing else can start without an input.
local function check_roots(fg, innode)
  for _, root in ipairs(fg:roots()) do
    if root.data ~= innode.data then
      error(string.format('nn.gModule: the node made at %s has no input and is not among the inputs',
        declared_at(root.data)), 5)
    end
  end
end

local function check_splits(nodes)
  for _, node in ipairs(nodes) do
    local data = node.data
    if data.nSplitOutputs and data.nSplitOutputs ~= #node.children then
      error(string.format('nn.gModule: %d of %d split outputs (or inputs) of the node made at %s are unused',
        data.nSplitOutputs - #node.children, data.nSplitOutputs, declared_at(data)), 5)
    end
  end
end

-- A node that takes something from this graph and gives nothing to it has been forgotten.
local function check_reach(bg)
  for _, node in ipairs(bg.nodes) do
    for _, consumer in ipairs(node:take_consumers()) do
      if not bg.nodes[consumer] then
        error(string.format('nn.gModule: the node made at %s does not reach any output',
          declared_at(consumer.data)), 5)
      end
    end
  end
end

local function add_modules(self)
  local seen = {}
  for id, node in ipairs(self.forwardnodes) do
    node.data.forwardNodeId = id
    local module = node.data.module
    if module and seen[module] then
      error(string.format('nn.gModule: one %s is used by two nodes; use module:clone(\'weight\', \'bias\', ' ..
        '\'gradWeight\', \'gradBias\') to share weights', torch.type(module)), 5)
    elseif module then
      seen[module] = true
      self:add(module)
    end
  end
end

function gModule:__init(inputs, outputs)
  check_nodes(inputs, 'input')
  check_nodes(outputs, 'output')
  parent.__init(self)
  local innode = make_innode(inputs)
  self.outnode = make_outnode(outputs)
  self.bg = self.outnode:graph()
  self.fg = self.bg:reverse()
  check_roots(self.fg, innode)
  self.forwardnodes = self.fg:topsort()
  self.backwardnodes = self.bg:topsort()
  self.innode = self.fg:roots()[1]
  self.nInputs = #inputs
  self.verbose = false
  check_splits(self.forwardnodes)
  check_reach(self.bg)
  add_modules(self)
end

-- The nodes run what stands in `modules`.
function gModule:replace(callback)
  local before = { unpack(self.modules) }
  local result = parent.replace(self, callback)
  local now = {}
  for i, module in ipairs(before) do
    now[module] = self.modules[i]
  end
  for _, node in ipairs(self.forwardnodes) do
    node.data.module = now[node.data.module] or node.data.module
  end
  return result
end

function gModule:__tostring__()
  return self.name or torch.type(self)
end

require 'nngraph.gModule_run'

return gModule
