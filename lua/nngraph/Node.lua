-- nngraph.Node: a module (or nothing: it passes its input on) and the nodes it takes its inputs from.
--
-- data.module; data.mapindex: list of the inputs' data, and from such data to its place; data.nSplitOutputs: the
-- output is a table with one entry for each consumer; data.selectindex: takes that entry.
local nngraph = _G.nngraph
local call_site = require 'nn.call_site'
local Node, parent = torch.class('nngraph.Node', 'graph.Node', nngraph)

function Node:__init(data)
  parent.__init(self, data)
  self.data.annotations = self.data.annotations or {}
  self.data.mapindex = self.data.mapindex or {}
  self.data.annotations._debugLabel = self.data.annotations._debugLabel or call_site()
end

-- An input; with `in_order` it takes the next place among the inputs.
function Node:add(child, in_order)
  parent.add(self, child)
  if not in_order then
    return
  end
  local mapindex = self.data.mapindex
  if mapindex[child.data] then
    error('the same node is given twice as an input; put an nn.Identity() between', 3)
  end
  table.insert(mapindex, child.data)
  mapindex[child.data] = #mapindex
  child._consumers = child._consumers or {}
  table.insert(child._consumers, self)
end

-- The nodes that took this one as an input so far. A finished graph knows its edges and needs them no more.
function Node:take_consumers()
  local consumers = self._consumers or {}
  self._consumers = nil
  return consumers
end

-- `count` nodes, one for each entry of the table that this node puts out.
function Node:split(count)
  if type(count) ~= 'number' or count < 2 then
    error('split: expected a number of outputs of at least 2, got ' .. tostring(count), 2)
  end
  local divider = nngraph.Node { nSplitOutputs = count }
  divider:add(self, true)
  local entries = {}
  for i = 1, count do
    entries[i] = nngraph.Node { selectindex = i, input = {} }
    entries[i]:add(divider, true)
  end
  return unpack(entries)
end

-- Notes for people: name, description, graphAttributes.
function Node:annotate(notes)
  for key, value in pairs(notes) do
    self.data.annotations[key] = value
  end
  return self
end

function Node:label()
  local name = self.data.annotations.name
  local content = self.data.module and tostring(self.data.module) or 'node'
  return name and name .. ': ' .. content or content
end

return Node
