-- Looks through a network before anything else walks it: a file may hold anything where modules should be.
local fail = require 'sluice.fail'

-- More than any network that hardware could hold; what is deeper was made to hurt.
local most_levels = 100

local function kind_of(value)
  return torch.typename(value) or type(value)
end

local function fail_depth(source)
  fail(source, 'found modules in more than %d levels, expected at most that many', most_levels)
end

-- What a graph's nodes need for walking it; the rest is nngraph's own.
local function check_graph(module)
  local function refuse(what)
    fail(module._source, 'nn.gModule: found %s, expected a graph as nn.gModule makes it', what)
  end
  if type(module.forwardnodes) ~= 'table' then
    refuse('a ' .. kind_of(module.forwardnodes) .. ' as its forwardnodes')
  end
  local known = {}
  for i, node in ipairs(module.forwardnodes) do
    local data = type(node) == 'table' and node.data
    if type(data) ~= 'table' or type(node.children) ~= 'table' or type(data.mapindex or {}) ~= 'table' then
      refuse('no node as node ' .. i)
    end
    known[data] = true
  end
  for _, name in ipairs { 'innode', 'outnode' } do
    if type(module[name]) ~= 'table' or not known[module[name].data] then
      refuse('no ' .. name .. ' among its nodes')
    end
  end
  for _, node in ipairs(module.forwardnodes) do
    for _, child in ipairs(node.children) do
      if type(child) ~= 'table' or not known[child.data] or type(child.data.mapindex) ~= 'table' then
        refuse('an edge to what is no node of it')
      end
    end
  end
end

-- The modules inside, with their places among them: those of a graph stand in its nodes too.
local function inner_modules(module)
  if not torch.isTypeOf(module, 'nn.Container') then
    return {}
  elseif type(module.modules) ~= 'table' then
    fail(module._source, '%s: found a %s as its modules, expected a table', kind_of(module), kind_of(module.modules))
  end
  local inner = {}
  for i, each in ipairs(module.modules) do
    inner[i] = { each, 'module ' .. i }
  end
  for place, each in pairs(module.modules) do
    if inner[place] == nil then
      fail(module._source, '%s: found a %s at %s among its modules, of which a list has %d', kind_of(module),
        kind_of(each), tostring(place), #inner)
    end
  end
  if torch.isTypeOf(module, 'nn.gModule') then
    check_graph(module)
    for i, node in ipairs(module.forwardnodes) do
      if node.data.module ~= nil then
        inner[#inner + 1] = { node.data.module, 'the module of node ' .. i }
      end
    end
  end
  return inner
end

-- Every module in `net` once, containers first. Throws for what is no module, for a module that holds itself, and for
-- nesting without reason.
local function module_tree(net)
  local all, state = {}, {}
  local function walk(module, level)
    if level > most_levels then
      fail_depth(module._source)
    end
    all[#all + 1] = module
    state[module] = 'open'
    for _, entry in ipairs(inner_modules(module)) do
      local inner, place = entry[1], entry[2]
      if not torch.isTypeOf(inner, 'nn.Module') then
        fail(module._source, '%s: found a %s as %s, expected an nn.Module', kind_of(module), kind_of(inner), place)
      elseif state[inner] == 'open' then
        fail(module._source, '%s: found as %s a %s that holds this one, expected no module inside itself',
          kind_of(module), place, kind_of(inner))
      elseif not state[inner] then
        walk(inner, level + 1)
      end
    end
    state[module] = 'walked'
  end
  walk(net, 1)
  return all
end

return { list = module_tree, most_levels = most_levels, fail_depth = fail_depth }
