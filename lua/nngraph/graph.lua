-- graph: directed graphs of nodes that carry data; the classes that nngraph's files hold.
local graph = {}
_G.graph = graph
package.loaded.graph = graph

-- graph.Edge: from one node to another.
local Edge = torch.class('graph.Edge', graph)

function Edge:__init(from, to)
  self.from = from
  self.to = to
end

require 'nngraph.graph_node'
require 'nngraph.graph_graph'

return graph
