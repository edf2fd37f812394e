-- Checks of arguments, raised at the user's line: of constructors at the one that made the module.
local call_site = require 'nn.call_site'
local arguments = {}

-- Raises `message` with the line of the user's script in front.
function arguments.refuse(message)
  local site = call_site()
  error((site and site .. ': ' or '') .. message, 0)
end

local function refuse_value(class, name, expected, got)
  local text = got == nil and 'nothing' or type(got) == 'number' and tostring(got) or 'a ' .. torch.type(got)
  arguments.refuse(string.format('%s: expected %s as %s, got %s', class, expected, name, text))
end

-- A whole number of at least `least`.
function arguments.count(class, name, value, least)
  if type(value) ~= 'number' or value ~= math.floor(value) or value < least then
    refuse_value(class, name, 'a whole number of at least ' .. least, value)
  end
end

function arguments.number(class, name, value)
  if type(value) ~= 'number' then
    refuse_value(class, name, 'a number', value)
  end
end

-- Counted from 1, or with negative numbers from the last.
function arguments.dimension(class, name, value)
  if type(value) ~= 'number' or value ~= math.floor(value) or value == 0 then
    refuse_value(class, name, 'a dimension', value)
  end
end

-- Kernel and step of at least 1, padding of at least 0.
function arguments.window(class, window)
  for _, name in ipairs { 'kW', 'kH', 'dW', 'dH' } do
    arguments.count(class, name, window[name], 1)
  end
  for _, name in ipairs { 'padW', 'padH' } do
    arguments.count(class, name, window[name], 0)
  end
end

return arguments
