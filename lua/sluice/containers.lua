-- How each container passes its input on: function(capture, container, value), value a name or a table of names.
local fail = require 'sluice.fail'

local containers = {}

local function check_table(module, value, count)
  if type(value) ~= 'table' or #value ~= count then
    fail(module._source, '%s: found %s as its input, expected a table of %d tensors', torch.typename(module),
      type(value) == 'table' and 'a table of ' .. #value or 'one tensor', count)
  end
end

containers['nn.Sequential'] = function(capture, module, value)
  for _, inner in ipairs(module.modules) do
    value = capture:visit(inner, value)
  end
  return value
end

containers['nn.ConcatTable'] = function(capture, module, value)
  local outputs = {}
  for i, inner in ipairs(module.modules) do
    outputs[i] = capture:visit(inner, value)
  end
  return outputs
end

containers['nn.ParallelTable'] = function(capture, module, value)
  check_table(module, value, #module.modules)
  local outputs = {}
  for i, inner in ipairs(module.modules) do
    outputs[i] = capture:visit(inner, value[i])
  end
  return outputs
end

containers['nn.Concat'] = function(capture, module, value)
  local outputs = containers['nn.ConcatTable'](capture, module, value)
  for _, output in ipairs(outputs) do
    if type(output) ~= 'string' then
      fail(module._source, 'nn.Concat: a branch puts out a table, expected a tensor')
    end
  end
  return capture:add_node(module, 'Concat', outputs, { dimension = module.dimension })
end

-- A table passes through as it is; a single tensor is a layer like any other.
containers['nn.Identity'] = function(capture, module, value)
  return type(value) == 'table' and value or capture:leaf(module, value)
end

-- A node with one input takes it as it is, with several as a table.
local function node_input(data)
  local count = math.max(#(data.mapindex or {}), 1)
  return count == 1 and data.input[1] or data.input
end

local function select_entry(module, data, value)
  if not data.selectindex then
    return value
  end
  if type(value) ~= 'table' then
    fail(module._source, 'nn.gModule: found one tensor, expected a table of tensors (one an input)')
  end
  return value[data.selectindex]
end

containers['nn.gModule'] = function(capture, module, value)
  local inputs = {}
  for _, node in ipairs(module.forwardnodes) do
    inputs[node.data] = {}
  end
  inputs[module.innode.data] = { value }
  for _, node in ipairs(module.forwardnodes) do
    local data = node.data
    local output = select_entry(module, data, node_input { mapindex = data.mapindex, input = inputs[data] })
    if data.module then
      output = capture:visit(data.module, output)
    end
    for _, child in ipairs(data ~= module.outnode.data and node.children or {}) do
      inputs[child.data][child.data.mapindex[data]] = output
    end
  end
  return node_input { mapindex = module.outnode.data.mapindex, input = inputs[module.outnode.data] }
end

return containers
