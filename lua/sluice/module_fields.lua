-- What of a module's fields belongs to the network: its attributes and its parameters, not its buffers.
local fail = require 'sluice.fail'
local text = require 'sluice.text'

-- Buffers and state of training that any module may have.
local general = {}
for _, name in ipairs { 'output', 'gradInput', 'train', 'gradWeight', 'gradBias', 'finput', 'fgradInput', 'indices',
  'ones', 'addBuffer', 'buffer', 'noise', 'save_mean', 'save_std', 'normalized', 'centered', 'std', 'name' } do
  general[name] = true
end

-- Buffers of one class whose names mean something in another.
local of_class = { JoinTable = { size = true } }

local function storage_numbers(storage)
  local numbers = {}
  for i = 1, storage:size() do
    numbers[i] = storage[i]
  end
  return numbers
end

local function is_tensor(value)
  return torch.isTensor(value)
end

-- attributes: name to boolean, number, string or list of numbers; parameters: name to tensor.
return function(module, op)
  local attributes, parameters = {}, {}
  local skipped = of_class[op] or {}
  for name, value in pairs(module) do
    local kind = type(value)
    local ours = type(name) ~= 'string' or name:sub(1, 1) == '_' or general[name] or skipped[name]
    if ours then
      kind = 'nothing'
    end
    if kind ~= 'nothing' and not text.is_utf8(name) then
      fail(module._source, 'nn.%s: found a field named %s, expected UTF-8', op, text.quoted(name))
    end
    if kind == 'string' and not text.is_utf8(value) then
      fail(module._source, 'nn.%s: field %s: found %s, expected UTF-8', op, name, text.quoted(value))
    elseif kind == 'boolean' or kind == 'string' then
      attributes[name] = value
    elseif kind == 'number' then
      if value ~= value or math.abs(value) == math.huge then
        fail(module._source, 'nn.%s: field %s is not a finite number', op, name)
      end
      attributes[name] = value
    elseif is_tensor(value) and kind ~= 'nothing' then
      if value:nElement() > 0 then
        parameters[name] = value
      end
    elseif torch.isStorage(value) and kind ~= 'nothing' then
      attributes[name] = storage_numbers(value)
    elseif kind ~= 'nothing' then
      fail(module._source, 'nn.%s: field %s is a %s, which the network\'s form has no place for', op, name,
        torch.typename(value) or kind)
    end
  end
  return attributes, parameters
end
