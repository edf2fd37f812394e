-- require 'xlua': progress bars and small helpers, as Torch's xlua package.
local append_line = require 'torch.append_line'
local xlua = {}
_G.xlua = xlua
package.loaded.xlua = xlua

xlua.progress = require('xlua.progress').show
xlua.formatTime = require('xlua.progress').format_time

function xlua.clear()
  io.write('\27[2J\27[H')
  io.flush()
end

-- The class of an object, or Lua's own type.
function xlua.typename(value)
  return torch and torch.typename(value) or type(value)
end

function xlua.log(name)
  if not name then
    error('xlua.log: expected a file name', 2)
  end
  local handle = assert(io.open(name, 'w'))
  local to_screen = print
  _G.print = function(...)
    to_screen(...)
    local parts = {}
    for i = 1, select('#', ...) do
      parts[i] = tostring((select(i, ...)))
    end
    append_line(handle, name, table.concat(parts, '\t'))
  end
end

-- Every argument as the prompt shows values.
function xlua.print(...)
  local show = require 'prompt.show'
  for i = 1, select('#', ...) do
    print(show((select(i, ...))))
  end
end

function xlua.require(name)
  local ok, package_or_error = pcall(require, name)
  if not ok then
    print(('warning: <%s> could not be loaded: %s'):format(name, tostring(package_or_error)))
    return nil
  end
  return package_or_error
end

function xlua.error(message, where)
  error((where and '<' .. where .. '> ' or '') .. tostring(message), 2)
end

-- xlua.usage(name, description, example, {arg=, type=, help=, default=}...): prints how to call.
function xlua.usage(name, description, example, ...)
  print(('\n%s\n%s\n\nusage:'):format(name, description or ''))
  for _, argument in ipairs({ ... }) do
    local default = argument.default ~= nil and ('  [default: %s]'):format(tostring(argument.default))
    print(('  %-16s %-12s %s%s'):format(argument.arg or '', argument.type or '', argument.help or '',
      default or ''))
  end
  if example then
    print('\nexample:\n' .. example)
  end
end

-- Named or positional arguments by a list of {arg=, type=, help=, default=, req=}; gives the table of
-- all, then each value in the list's order.
function xlua.unpack(arguments, name, description, ...)
  local definitions, values, in_order = { ... }, {}, {}
  local first = arguments[1]
  local named = #arguments == 0 and next(arguments) ~= nil and arguments
    or #arguments == 1 and type(first) == 'table' and not (torch and torch.typename(first)) and first
  for i, definition in ipairs(definitions) do
    local value
    if named then
      value = named[definition.arg]
    else
      value = arguments[i]
    end
    if value == nil then
      value = definition.default
    end
    if value == nil and definition.req then
      xlua.usage(name, description, nil, ...)
      error(('%s: the argument <%s> is missing'):format(name, definition.arg), 3)
    end
    values[definition.arg], in_order[i] = value, value
  end
  return values, unpack(in_order, 1, #definitions)
end

function xlua.unpack_class(object, arguments, name, description, ...)
  for key, value in pairs((xlua.unpack(arguments, name, description, ...))) do
    object[key] = value
  end
end

return xlua
