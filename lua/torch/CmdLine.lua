-- torch.CmdLine: options and arguments of a script, with a help text.
local append_line = require 'torch.append_line'
local sorted_names = require 'torch.sorted_names'
local CmdLine = torch.class('torch.CmdLine')

local function pad(text, width)
  return text .. string.rep(' ', math.max(width - #text, 0))
end

local function stripped(key)
  return key:match('^%-*(.*)$')
end

local kinds = { number = true, string = true, boolean = true }

function CmdLine:__init(argument_separator, key_separator)
  self.argseparator, self.keyseparator = argument_separator or ',', key_separator or '='
  self.options, self.arguments, self.helplines = {}, {}, {}
end

function CmdLine:silent()
  self.is_silent = true
end

-- Every line of the log begins with the time, and with `name` where one is given.
function CmdLine:addTime(name, format)
  if format ~= nil and type(format) ~= 'string' then
    error('CmdLine: found a ' .. type(format) .. ', expected a format of a time', 2)
  end
  self.dateformat = (format or '%Y-%m-%d %H:%M:%S') .. (name and '[' .. name .. ']: ' or '')
end

function CmdLine:text(text)
  table.insert(self.helplines, { text = text or '' })
end

-- option(key, default, help [, kind]): `key` begins with '-'; `kind` is 'number', 'string' or 'boolean', by
-- default that of the default value.
function CmdLine:option(key, default, help, kind)
  if type(key) ~= 'string' or key:sub(1, 1) ~= '-' then
    error(("CmdLine: found the option '%s', expected a name that begins with '-'"):format(
      tostring(key)), 2)
  end
  kind = kind or type(default)
  if not kinds[kind] then
    error(('CmdLine: found a %s for %s, expected a number, string or boolean'):format(tostring(kind), key), 2)
  elseif type(default) ~= kind then
    error(('CmdLine: the default of %s is a %s, expected a %s'):format(key, type(default), kind), 2)
  end
  local option = { key = key, name = stripped(key), default = default, kind = kind, help = help or '' }
  self.options[key] = option
  table.insert(self.helplines, option)
end

function CmdLine:argument(key, help, kind)
  kind = kind or 'string'
  if kind ~= 'string' and kind ~= 'number' then
    error(('CmdLine: found a %s for %s, expected a string or a number'):format(tostring(kind), key), 2)
  end
  local argument = { key = '<' .. stripped(key) .. '>', name = stripped(key), kind = kind, help = help or '' }
  table.insert(self.arguments, argument)
  table.insert(self.helplines, argument)
end

function CmdLine:default()
  local params = {}
  for _, option in pairs(self.options) do
    params[option.name] = option.default
  end
  return params
end

local function convert(self, text, item)
  local value = text
  if item.kind == 'number' then
    value = tonumber(text)
  end
  if value == nil then
    self:error(("found '%s' for %s, expected a number"):format(text, item.key))
  end
  return value
end

-- A boolean option takes no value: it turns its default round, as in Torch.
local function read_option(self, words, i, params)
  local option = self.options[words[i]]
  local text = words[i + 1]
  if option.kind == 'boolean' then
    params[option.name] = not option.default
    return i + 1
  elseif text == nil then
    self:error(('the option %s needs a value'):format(words[i]))
  end
  params[option.name] = convert(self, text, option)
  return i + 2
end

-- Gives a table from the options' names (without '-') to their values.
function CmdLine:parse(words)
  words = words or _G.arg or {}
  local params, given, i = self:default(), 0, 1
  while i <= #words do
    local word = words[i]
    if word == '-help' or word == '-h' or word == '--help' then
      self:help(_G.arg)
      os.exit(0, true)
    elseif self.options[word] then
      i = read_option(self, words, i, params)
    elseif self.arguments[given + 1] then
      given = given + 1
      params[self.arguments[given].name] = convert(self, word, self.arguments[given])
      i = i + 1
    else
      self:error(('unknown option or argument: %s'):format(word))
    end
  end
  if given < #self.arguments then
    self:error(('the argument %s is missing'):format(self.arguments[given + 1].key))
  end
  return params
end

function CmdLine:error(message)
  io.stderr:write(message, '\n\n')
  self:help(_G.arg)
  os.exit(1, true)
end

function CmdLine:help(words)
  io.write('Usage: ', (words and words[0]) or '', ' [options]')
  for _, argument in ipairs(self.arguments) do
    io.write(' ', argument.key)
  end
  io.write('\n')
  local width = 0
  for _, line in ipairs(self.helplines) do
    width = math.max(width, #(line.key or ''))
  end
  for _, line in ipairs(self.helplines) do
    if line.text then
      print(line.text)
    else
      local default = line.default ~= nil and (' [%s]'):format(tostring(line.default)) or ''
      print('  ' .. pad(line.key, width) .. ' ' .. line.help .. default)
    end
  end
end

local function value_text(value)
  if type(value) == 'boolean' then
    return value and 't' or 'f'
  end
  return tostring(value)
end

-- A name for a run: `prefix`, the arguments in their order, and the options that differ from their defaults.
-- Names in `ignore` are left out; those that `ignore` maps to false are never left out.
function CmdLine:string(prefix, params, ignore)
  ignore = ignore or {}
  local parts, options = { prefix or '' }, {}
  local function text(item)
    return item.name .. self.keyseparator .. value_text(params[item.name])
  end
  for _, argument in ipairs(self.arguments) do
    if params[argument.name] ~= nil and not ignore[argument.name] then
      parts[#parts + 1] = text(argument)
    end
  end
  for _, option in pairs(self.options) do
    local value = params[option.name]
    local differs = value ~= option.default or ignore[option.name] == false
    if value ~= nil and differs and not ignore[option.name] then
      options[#options + 1] = text(option)
    end
  end
  table.sort(options)
  for _, option in ipairs(options) do
    parts[#parts + 1] = option
  end
  return table.concat(parts, self.argseparator)
end

local function log_heading(params)
  print('[program started on ' .. os.date() .. ']')
  print('[command line arguments]')
  for _, name in ipairs(sorted_names(params or {})) do
    print(name, params[name])
  end
  print('[----------------------]')
end

-- From now on everything printed goes to the file too (and only there when silent()): the values of a line,
-- each with a space behind it, as in Torch.
function CmdLine:log(file, params)
  local name = type(file) == 'string' and file or 'the log'
  local handle = type(file) == 'string' and assert(io.open(file, 'w')) or file
  local print_to_screen = print
  _G.print = function(...)
    if not self.is_silent then
      print_to_screen(...)
    end
    local parts = { self.dateformat and os.date(self.dateformat) }
    for i = 1, select('#', ...) do
      parts[#parts + 1] = tostring((select(i, ...)))
    end
    parts[#parts + 1] = ''
    append_line(handle, name, table.concat(parts, ' '))
  end
  log_heading(params)
end

return CmdLine
