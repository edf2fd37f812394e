-- Completion at the prompt: names of globals, fields and methods; file names are libedit's.
local lookup_chain = require 'prompt.lookup_chain'

local LUA_WORDS = {
  'and', 'break', 'do', 'else', 'elseif', 'end', 'false', 'for', 'function', 'if', 'in', 'local',
  'nil', 'not', 'or', 'repeat', 'return', 'then', 'true', 'until', 'while',
}

-- The value of a dotted path such as `nn.Module`, nil where it leads nowhere.
local function resolve(path)
  local value = _G
  for name in path:gmatch('[^.:]+') do
    local ok, inner = pcall(function() return value[name] end)
    if not ok or inner == nil then
      return nil
    end
    value = inner
  end
  return value
end

local function collect(found, value, prefix, start)
  for _, names in ipairs(lookup_chain(value)) do
    for key in pairs(names) do
      if type(key) == 'string' and key:sub(1, #start) == start and key:match('^[%a_][%w_]*$')
          and (start ~= '' or key:sub(1, 1) ~= '_') then
        found[prefix .. key] = true
      end
    end
  end
end

local function inside_quotes(line, word)
  local before = line:sub(1, math.max(#line - #word, 0))
  local _, single = before:gsub("'", '')
  local _, double = before:gsub('"', '')
  return single % 2 == 1 or double % 2 == 1
end

-- The words that `word`, at the end of `line`, may become; nil where file names are wanted.
return function(line, word)
  if inside_quotes(line, word) or line:match('^%s*%$') then
    return nil
  end
  local found = {}
  local path, separator, start = word:match('^(.*)([.:])([%w_]*)$')
  if path then
    local value = resolve(path)
    if value ~= nil then
      collect(found, value, path .. separator, start)
    end
  else
    collect(found, _G, '', word)
    for _, keyword in ipairs(LUA_WORDS) do
      if keyword:sub(1, #word) == word then
        found[keyword] = true
      end
    end
  end
  local words = {}
  for name in pairs(found) do
    words[#words + 1] = name
  end
  table.sort(words)
  return words
end
