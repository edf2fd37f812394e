-- graph.Graph: edges and the nodes they connect; both lists also map an entry to its place.
local graph = require 'graph'
local Graph = torch.class('graph.Graph', graph)

function Graph:__init()
  self.nodes = {}
  self.edges = {}
end

local function insert(list, entry)
  if not list[entry] then
    table.insert(list, entry)
    list[entry] = #list
  end
end

function Graph:add(edge)
  insert(self.edges, edge)
  insert(self.nodes, edge.from)
  insert(self.nodes, edge.to)
  edge.from:add(edge.to)
end

-- A graph of new nodes with the same data, every edge from wire(from, to); and the map from old nodes to new.
local function rebuilt(self, wire)
  local result, new = graph.Graph(), {}
  for _, edge in ipairs(self.edges) do
    for _, node in ipairs { edge.from, edge.to } do
      new[node] = new[node] or torch.factory(torch.typename(node))()
      if not new[node].children then
        graph.Node.__init(new[node], node.data, node.id)
      end
    end
    result:add(graph.Edge(wire(new[edge.from], new[edge.to])))
  end
  return result, new
end

function Graph:clone()
  return rebuilt(self, function(from, to) return from, to end)
end

function Graph:reverse()
  return rebuilt(self, function(from, to) return to, from end)
end

-- Nodes in the order of the edges, without those that `is_end` (from or to) of some edge names.
local function nodes_without(self, is_end)
  local excluded, result = {}, {}
  for _, edge in ipairs(self.edges) do
    excluded[edge[is_end]] = true
  end
  for _, node in ipairs(self.nodes) do
    if not excluded[node] then
      result[#result + 1] = node
    end
  end
  return result
end

-- Nodes that no edge leads to.
function Graph:roots()
  return nodes_without(self, 'to')
end

-- Nodes that no edge leaves.
function Graph:leaves()
  return nodes_without(self, 'from')
end

function Graph:hasCycle()
  local roots = self:roots()
  for _, root in ipairs(roots) do
    if root:hasCycle() then
      return true
    end
  end
  return #roots == 0 and #self.nodes > 0
end

-- The nodes so that every edge leads from an earlier to a later one.
function Graph:topsort()
  if self:hasCycle() then
    error('the graph has a cycle', 2)
  end
  local reversed, new = self:reverse()
  local old, sorted, seen = {}, {}, {}
  for node, other in pairs(new) do
    old[other] = node
  end
  for _, root in ipairs(reversed:roots()) do
    root:dfs(function(node)
      if not seen[node] then
        seen[node] = true
        sorted[#sorted + 1] = old[node]
      end
    end)
  end
  return sorted
end

return Graph
