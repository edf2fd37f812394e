-- Errors of modules: which one, made where, what it expected and what it got.

-- "4x1x28x28" for a tensor, its type for anything else.
local function shape(value)
  if not torch.isTensor(value) then
    return 'a ' .. (torch.type(value) or type(value))
  end
  if value:dim() == 0 then
    return 'an empty tensor'
  end
  return table.concat(value:size():totable(), 'x')
end

-- "nn.Linear (made at train.lua:12)"
local function place(module)
  local name = torch.type(module)
  return module._source and string.format('%s (made at %s)', name, module._source) or name
end

-- Raises "<module>: expected <expected>, got <got>".
local function complain(module, expected, got)
  error(string.format('%s: expected %s, got %s', place(module), expected, shape(got)), 0)
end

-- Raises unless `value` is a tensor of the module's own type; `role` is what it is to the module, or the name of its
-- buffer.
local function check_tensor(module, value, role)
  local wanted = module._type or torch.type(module.gradInput)
  if torch.typename(value) == wanted then
    return
  end
  role = role:gsub('^_', '')
  if not torch.isTensor(value) then
    error(string.format('%s: expected a tensor as %s, got a %s', place(module), role, torch.type(value)), 0)
  elseif value:type() ~= wanted and wanted:match('Tensor$') then
    error(string.format('%s: expected a %s as %s, found a %s', place(module), wanted, role, value:type()), 0)
  end
end

return { shape = shape, place = place, complain = complain, check_tensor = check_tensor }
