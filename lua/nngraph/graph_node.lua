-- graph.Node: data, and the nodes that edges lead to; `children` is a list, and maps a child to its place.
local graph = require 'graph'
local Node = torch.class('graph.Node', graph)

function Node:__init(data, id)
  self.data = data
  self.id = id or 0
  self.children = {}
  self.visited = false
  self.marked = false
end

function Node:add(child)
  if torch.type(child) == 'table' then
    for _, each in ipairs(child) do
      self:add(each)
    end
  elseif not self.children[child] then
    table.insert(self.children, child)
    self.children[child] = #self.children
  end
end

-- Calls visit(node) for every node that can be reached, children first, each once.
function Node:dfs(visit)
  local seen = {}
  local function descend(node)
    seen[node] = true
    for _, child in ipairs(node.children) do
      if not seen[child] then
        descend(child)
      end
    end
    visit(node)
  end
  descend(self)
end

-- Calls visit(node) for every node that can be reached, nearest first, each once.
function Node:bfs(visit)
  local queue, seen, first = { self }, { [self] = true }, 1
  while queue[first] do
    local node = queue[first]
    first = first + 1
    visit(node)
    for _, child in ipairs(node.children) do
      if not seen[child] then
        seen[child] = true
        queue[#queue + 1] = child
      end
    end
  end
end

-- Whether a way leads from some reachable node back to itself.
function Node:hasCycle()
  local state = {}
  local function descend(node)
    state[node] = 'open'
    for _, child in ipairs(node.children) do
      if state[child] == 'open' or (not state[child] and descend(child)) then
        return true
      end
    end
    state[node] = 'done'
    return false
  end
  return descend(self)
end

-- The graph of all nodes that can be reached.
function Node:graph()
  local result = graph.Graph()
  self:bfs(function(node)
    for _, child in ipairs(node.children) do
      result:add(graph.Edge(node, child))
    end
  end)
  return result
end

function Node:label()
  return tostring(self.data)
end

return Node
