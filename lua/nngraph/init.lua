-- nngraph: networks as graphs. Modules are called with nodes and give nodes; nn.gModule runs the result.
require 'nn'
require 'nngraph.graph'

local nngraph = {}
_G.nngraph = nngraph

require 'nngraph.Node'
require 'nngraph.call_syntax'
require 'nngraph.gModule'

-- Names the nodes held in the caller's local variables after the variables.
function nngraph.annotateNodes()
  local index = 1
  local name, value = debug.getlocal(2, index)
  while name do
    if torch.typename(value) == 'nngraph.Node' then
      value:annotate { name = value.data.annotations.name or name }
    end
    index = index + 1
    name, value = debug.getlocal(2, index)
  end
end

return nngraph
