-- How graphs are written: module(node), module{node, node}, module() for an input, -module, and node - module.
local nn, nngraph = _G.nn, _G.nngraph

local function check_node(input, place)
  if torch.typename(input) ~= 'nngraph.Node' then
    local hint = torch.isTypeOf(input, 'nn.Module') and '; a module becomes a node by a call: module()' or ''
    error(string.format('input %d: expected a node, got a %s%s', place, torch.type(input), hint), 3)
  end
end

function nn.Module:__call__(...)
  if select('#', ...) > 1 then
    error('expected one input; several are given as a table: module{a, b}', 2)
  end
  local inputs = ...
  if select('#', ...) == 1 and inputs == nil then
    error(torch.type(self) .. ': expected a node, got nil; is a variable misspelt?', 2)
  end
  if torch.type(inputs) ~= 'table' then
    inputs = { inputs }
  end
  local node = nngraph.Node { module = self }
  for place, input in ipairs(inputs) do
    check_node(input, place)
    node:add(input, true)
  end
  return node
end

-- An input of the graph, or with `previous - module` the module behind another node.
function nn.Module:__unm__()
  return self()
end

function nn.Module.__sub__(previous, module)
  return module(previous)
end

function nngraph.Node.__sub__(previous, module)
  return module(previous)
end
