-- torch.CmdLine: options and arguments of a script, with a help text.
local CmdLine = torch.class('torch.CmdLine')

local function pad(text, width)
  return text .. string.rep(' ', math.max(width - #text, 0))
end

local converters = {
  number = tonumber,
  string = function(text) return text end,
  boolean = function(text)
    if text == 'true' then
      return true
    elseif text == 'false' then
      return false
    end
    return nil
  end,
}

function CmdLine:__init(argument_separator, option_separator)
  self.argseparator, self.optseparator = argument_separator or ',', option_separator or '='
  self.options, self.arguments, self.helplines = {}, {}, {}
end

function CmdLine:silent()
  self.is_silent = true
end

function CmdLine:addTime(name, format)
  self.time = { name = name, format = format or '%Y-%m-%d %H:%M:%S' }
end

function CmdLine:text(text)
  table.insert(self.helplines, { text = text or '' })
end

-- option(key, default, help): `key` begins with '-'; the default's type is the option's.
function CmdLine:option(key, default, help)
  if type(key) ~= 'string' or key:sub(1, 1) ~= '-' then
    error(("CmdLine: found the option '%s', expected a name that begins with '-'"):format(
      tostring(key)), 2)
  end
  local kind = type(default)
  if not converters[kind] then
    error(('CmdLine: the default of %s is a %s, expected a number, string or boolean'):format(key,
      kind), 2)
  end
  local option = { key = key, name = key:gsub('^%-+', ''), default = default, kind = kind,
    help = help or '' }
  self.options[key] = option
  table.insert(self.helplines, option)
end

function CmdLine:argument(key, help, kind)
  local argument = { key = key, name = key:gsub('^%-+', ''), kind = kind or 'string',
    help = help or '' }
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
  local value = converters[item.kind](text)
  if value == nil then
    self:error(("found '%s' for %s, expected a %s"):format(text, item.key, item.kind))
  end
  return value
end

-- A boolean option without a value turns its default round, as in Torch.
local function read_option(self, words, i, params)
  local option = self.options[words[i]]
  local text = words[i + 1]
  if option.kind == 'boolean' and converters.boolean(text or '') == nil then
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
    io.write(' <', argument.name, '>')
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

-- A name for a run: `prefix` and the options that differ from their defaults. `ignore` holds names
-- that do not matter.
function CmdLine:string(prefix, params, ignore)
  local parts = {}
  for _, option in pairs(self.options) do
    local value = params[option.name]
    if value ~= nil and value ~= option.default and not (ignore and ignore[option.name]) then
      parts[#parts + 1] = option.name .. self.optseparator .. tostring(value)
    end
  end
  table.sort(parts)
  local text = table.concat(parts, self.argseparator)
  return text == '' and prefix or prefix .. self.argseparator .. text
end

-- From now on everything printed goes to the file too (and only there when silent()).
function CmdLine:log(file, params)
  local handle = type(file) == 'string' and assert(io.open(file, 'w')) or file
  local print_to_screen = print
  _G.print = function(...)
    local parts = {}
    for i = 1, select('#', ...) do
      parts[i] = tostring((select(i, ...)))
    end
    local line = table.concat(parts, '\t')
    if self.time then
      line = ('[%s %s]%s'):format(self.time.name, os.date(self.time.format), line)
    end
    handle:write(line, '\n')
    handle:flush()
    if not self.is_silent then
      print_to_screen(line)
    end
  end
  if params then
    self:log_params(params)
  end
end

function CmdLine.log_params(_, params)
  local names = {}
  for name in pairs(params) do
    names[#names + 1] = name
  end
  table.sort(names)
  print('[program started on ' .. os.date() .. ']')
  for _, name in ipairs(names) do
    print(('%s: %s'):format(name, tostring(params[name])))
  end
end

return CmdLine
