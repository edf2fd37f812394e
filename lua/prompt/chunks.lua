-- Typed text to something that runs: expressions, statements and the prompt's own commands.
local lookup_chain = require 'prompt.lookup_chain'
local chunks = {}

local PASS = 'local function pass(...) return ... end '

local HELP = [[
An expression prints its value; end it with `;` to keep quiet. `= expression` is accepted too.
A statement that is not finished goes on on the next line; Ctrl-C drops it.
  $ COMMAND       runs a shell command
  ? NAME          lists what a table, package or class offers
  _LAST _RESULTS  the last value, and all of them
  Tab             completes names, and file names inside quotes]]

-- The fields of all tables, each once.
local function sorted_names(tables)
  local names, seen = {}, {}
  for _, fields in ipairs(tables) do
    for key in pairs(fields) do
      if type(key) == 'string' and key:sub(1, 1) ~= '_' and not seen[key] then
        names[#names + 1], seen[key] = key, true
      end
    end
  end
  table.sort(names)
  return names
end

local function help_on(expression)
  local chunk = loadstring('return ' .. expression, '=?')
  local ok, value = pcall(chunk or error)
  if not ok or value == nil then
    print('nothing is known as ' .. expression)
    return
  end
  local tables = lookup_chain(value)
  if #tables == 0 then
    print(expression .. ' is a ' .. type(value))
    return
  end
  print(table.concat(sorted_names(tables), ' '))
end

local function command(text)
  local shell = text:match('^%s*%$%s*(.+)$')
  if shell then
    return function() os.execute(shell) end
  end
  local name = text:match('^%s*%?%s*(.-)%s*$')
  if name then
    return function()
      if name == '' then
        print(HELP)
      else
        help_on(name)
      end
    end
  end
end

-- A plain `return` would be a tail call and lose the expression's place in a traceback. The bracket stands in
-- the expression's last line, which would else be counted one too high, unless a comment ends it.
local function compile_expression(expression)
  local head = PASS .. 'return pass(' .. expression
  return loadstring(head .. ')', '=prompt') or loadstring(head .. '\n)', '=prompt')
end

local function is_cut_off(err)
  return err:match("near '<eof>'$") ~= nil
end

-- Gives a function and whether its values are to be kept quiet; or nil and an error, which is
-- "incomplete" when more lines may follow, and nil for empty text.
function chunks.compile(text)
  if text:match('^%s*$') then
    return nil
  end
  local own = command(text)
  if own then
    return own
  end
  local source = text:gsub('^%s*=', '')
  local quiet = source:match(';%s*$') ~= nil
  local expression = source:gsub(';%s*$', '')
  local as_expression, why_not = loadstring('return ' .. expression)
  if as_expression then
    return compile_expression(expression), nil, quiet
  end
  local chunk, err = loadstring(source, '=prompt')
  if not chunk and (is_cut_off(err) or is_cut_off(why_not)) then
    err = 'incomplete'
  end
  return chunk, err, quiet
end

return chunks
