-- How graphs are written: module(node), module{node, node}, module() for an input, -module, and node - module.
local nn, nngraph = _G.nn, _G.nngraph
local list_length = require 'nngraph.list_length'

local function check_node(input, place)
  if torch.typename(input) ~= 'nngraph.Node' then
    local hint = torch.isTypeOf(input, 'nn.Module') and '; a module becomes a node by a call: module()' or ''
    error(string.format('input %d: expected a node, got a %s%s', place, torch.type(input), hint), 3)
  end
end

-- How many inputs a list names; holes are inputs too, and mistakes.
local function input_count(module, inputs)
  local count = list_length(inputs)
  if not count or count == 0 then
    error(string.format('%s: expected a list of at least one node, got %s', torch.type(module),
      count and 'an empty table' or 'a table with other keys than numbers'), 3)
  end
  return count
end

function nn.Module:__call__(...)
  if select('#', ...) > 1 then
    error('expected one input; several are given as a table: module{a, b}', 2)
  end
  local inputs = ...
  if select('#', ...) == 1 and inputs == nil then
    error(torch.type(self) .. ': expected a node, got nil; is a variable misspelt?', 2)
  end
  local count = torch.type(inputs) == 'table' and input_count(self, inputs)
  if not count then
    inputs, count = { inputs }, inputs and 1 or 0
  end
  local node = nngraph.Node { module = self }
  for place = 1, count do
    check_node(inputs[place], place)
  end
  for place = 1, count do
    node:add(inputs[place], true)
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
