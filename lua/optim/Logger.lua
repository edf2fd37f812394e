-- optim.Logger: a table of numbers that grows during training, one row a call, kept and written to a file.
local optim, paths = _G.optim, require 'paths'
local append_line = require 'torch.append_line'
local sorted_names = require 'torch.sorted_names'
local Logger = torch.class('optim.Logger', optim)

-- Without a file name rows go to the standard output; a timestamp makes the file's name unique.
function Logger:__init(filename, timestamp)
  self.name = filename or 'stdout'
  self.file = io.stdout
  if filename then
    if timestamp then
      filename = filename .. '-' .. os.date('%Y_%m_%d_%X')
    end
    paths.mkdir(paths.dirname(filename))
    local file, reason = io.open(filename, 'w')
    self.file = file or error('optim.Logger: cannot write ' .. reason, 4)
  end
  self.empty = true
  self.symbols = {}
  self.styles = {}
  self.names = {}
  self.idx = {}
end

local function write_line(self, texts)
  append_line(self.file, self.name, table.concat(texts, '\t'))
end

-- Writes the heading; `symbols` and `styles` have the column of names[i] at keys[i].
local function begin(self, names, keys)
  self.names = names
  for column, name in ipairs(names) do
    local key = keys[column]
    self.idx[name] = key
    self.symbols[key] = {}
    self.styles[key] = { '+' }
  end
  write_line(self, names)
  self.empty = false
end

-- The names of the columns, for rows given as lists; `symbols` has the columns by their places.
function Logger:setNames(names)
  if not self.empty then
    error('optim.Logger: the names come before the first row', 2)
  end
  local places = {}
  for column in ipairs(names) do
    places[column] = column
  end
  begin(self, names, places)
  return self
end

local function text_of(value)
  if type(value) == 'number' then
    return string.format('%11.4e', value)
  elseif type(value) == 'string' then
    return value
  end
  error('optim.Logger: expected numbers and strings, got a ' .. torch.type(value), 3)
end

-- A row: {name = value, ...}, or {value, ...} in the order of the names. Where the first row gives the names,
-- `symbols` has the columns by their names.
function Logger:add(symbols)
  if self.empty then
    local names = sorted_names(symbols)
    begin(self, names, names)
  end
  local texts, values = {}, {}
  for column, name in ipairs(self.names) do
    local value = symbols[name]
    if value == nil then
      value = symbols[column]
    end
    values[column] = value
    texts[column] = text_of(value)
  end
  for column, value in ipairs(values) do
    table.insert(self.symbols[self.idx[self.names[column]]], value)
  end
  write_line(self, texts)
  return self
end

-- How plots draw the columns: one style, or one for each.
function Logger:style(styles)
  for column, name in ipairs(self.names) do
    local style = styles
    if type(styles) == 'table' then
      style = styles[name] or styles[column]
    end
    if style ~= nil then
      self.styles[self.idx[name]] = type(style) == 'table' and style or { style }
    end
  end
  return self
end

function Logger:setlogscale(state)
  self.logscale = state
  return self
end

function Logger:display(state)
  self.showPlot = state
  return self
end

-- There is no plotting program here; the file has the numbers.
function Logger:plot()
  if not self.warned then
    self.warned = true
    io.stderr:write('optim.Logger: no plot is drawn; the numbers are in ', self.name, '\n')
  end
  return self
end

return Logger
