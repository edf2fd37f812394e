-- sluice.capture: an nn module as a flat graph of leaf modules: JSON text (compiler/network/network.hpp) and weights.
--
-- The module is walked with names in place of tensors; a table of tensors is a table of names.
local core = require 'sluice.design_core'
local fail = require 'sluice.fail'
local leaves = require 'sluice.leaves'
local json = require 'sluice.json'
local layer_names = require 'sluice.layer_names'
local module_fields = require 'sluice.module_fields'
local containers = require 'sluice.containers'
local module_tree = require 'sluice.module_tree'
local sorted_names = require 'torch.sorted_names'
local text_of = require 'sluice.text'

local input_name = 'input'
-- Shared modules are layers of their own wherever they stand: a small file can stand for more than any memory holds.
local most_modules = 20000
local most_line = 2 ^ 31 - 1

local Capture = {}
Capture.__index = Capture

local supported

local function is_supported(op)
  if not supported then
    supported = {}
    for _, module in ipairs(core.supported_modules()) do
      supported[module.name] = true
    end
  end
  return supported[op]
end

local function op_of(module)
  return ((torch.typename(module) or torch.type(module)):gsub('^nn%.', ''))
end

local function location_of(module)
  local file, line = tostring(module._source or ''):match('^(.*):(%d+)$')
  return file and text_of.is_utf8(file) and tonumber(line) <= most_line and { file = file, line = tonumber(line) } or nil
end

-- Gives the parameters a place in the blob, in the order of their names.
function Capture:place_parameters(parameters)
  local placed = {}
  for _, name in ipairs(sorted_names(parameters)) do
    local tensor = parameters[name]
    if tensor:dim() > 4 then
      fail(nil, 'parameter %s has %d dimensions, expected at most 4', name, tensor:dim())
    end
    placed[name] = { shape = tensor:size():totable(), offset = self.offset }
    self.parts[#self.parts + 1] = tensor
    self.offset = self.offset + tensor:nElement()
  end
  return placed
end

-- Adds a node and gives its name. `inputs` is one name or a list of names.
function Capture:add_node(module, op, inputs, attributes, parameters)
  local user_name = self.user_names[module]
  if user_name and self.named[user_name] then
    user_name = nil
  end
  local name = user_name and self.names:user(user_name) or self.names:automatic(op)
  self.named[name] = true
  self.nodes[#self.nodes + 1] = {
    name = name, op = op, location = location_of(module),
    inputs = type(inputs) == 'table' and inputs or { inputs },
    attributes = attributes, parameters = self:place_parameters(parameters or {}),
  }
  return name
end

local function flat_names(module, value)
  if type(value) == 'string' then
    return value
  end
  for _, entry in ipairs(value) do
    if type(entry) ~= 'string' then
      fail(module._source, 'nn.%s: its input is a table in a table, expected tensors', op_of(module))
    end
  end
  return value
end

function Capture:leaf(module, value)
  local op = op_of(module)
  if not is_supported(op) then
    fail(module._source, 'module nn.%s is not supported\n  note: the README lists the supported modules', op)
  end
  return self:add_node(module, op, flat_names(module, value), module_fields(module, op))
end

-- What one module passes on for `value`.
function Capture:pass(module, value)
  local container = containers[torch.typename(module)]
  if container then
    return container(self, module, value)
  elseif torch.isTypeOf(module, 'nn.Container') then
    fail(module._source, 'container %s is not supported', torch.typename(module))
  end
  return self:leaf(module, value)
end

function Capture:visit(module, value)
  self.visited, self.level = self.visited + 1, self.level + 1
  if self.visited > most_modules then
    fail(module._source, 'found more than %d modules, counting shared ones wherever they stand, expected at most that ' ..
      'many', most_modules)
  elseif self.level > module_tree.most_levels then
    module_tree.fail_depth(module._source)
  end
  local passed = self:pass(module, value)
  self.level = self.level - 1
  return passed
end

-- Names that users gave by sluice.name or by annotations of nngraph's nodes.
local function find_user_names(net, names)
  local found = {}
  for _, module in ipairs(module_tree.list(net)) do
    local name = module._layer_name
    if name then
      names:reserve(name, module._source)
      found[module] = name
    end
    for _, node in ipairs(torch.isTypeOf(module, 'nn.gModule') and module.forwardnodes or {}) do
      local inner, annotation = node.data.module, node.data.annotations and node.data.annotations.name
      if inner and annotation and not inner._layer_name and not found[inner] then
        names:reserve(annotation, inner._source)
        found[inner] = annotation
      end
    end
  end
  return found
end

-- A name that became no layer's: of a container, say.
local function refuse_idle_names(self)
  for module, name in pairs(self.user_names) do
    if not self.names.used[name] then
      fail(module._source, '%s: found the name "%s", expected it for a module that becomes a layer\n' ..
        '  note: name the modules inside', torch.typename(module), name)
    end
  end
end

local function whole_blob(parts, count)
  if count == 0 then
    return nil
  end
  local blob, place = torch.FloatTensor(count), 1
  for _, part in ipairs(parts) do
    local size = part:nElement()
    blob:narrow(1, place, size):copy(part:contiguous():view(size))
    place = place + size
  end
  return blob
end

-- net: an nn.Module; sizes: of one frame. Gives the JSON text, the weights (nil where there are none), and the names of
-- the outputs.
local function capture(net, name, sizes)
  local names = layer_names.new(input_name)
  local self = setmetatable({
    names = names, user_names = find_user_names(net, names), named = {},
    nodes = {}, parts = {}, offset = 0, visited = 0, level = 0,
  }, Capture)
  local outputs = leaves(self:visit(net, input_name), {})
  refuse_idle_names(self)
  local seen = {}
  for _, output in ipairs(outputs) do
    if seen[output] then
      fail(nil, 'the network puts out the same tensor, that of layer %s, twice', output)
    end
    seen[output] = true
  end
  if #self.nodes == 0 then
    fail(net._source, 'the network has no layer')
  end
  local text = json.encode {
    format = 'sluice-network-1', name = name, inputs = { { name = input_name, shape = sizes } },
    nodes = self.nodes, outputs = outputs,
  }
  return text, whole_blob(self.parts, self.offset), outputs
end

return capture
