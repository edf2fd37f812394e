-- Values as the prompt prints them: tables as trees down to a depth, tensors as Torch prints them.
local DEPTH_LIMIT = 5
local ENTRY_LIMIT = 100

local COLOURS = { number = '36', string = '32', boolean = '35', key = '34', other = '33' }

local function paint(text, kind, colours)
  if not colours then
    return text
  end
  return '\27[' .. (COLOURS[kind] or COLOURS.other) .. 'm' .. text .. '\27[0m'
end

-- Numbers before texts before everything else, each in its own order, so that output is stable.
local function sorted_keys(value)
  local ranks = { number = 1, string = 2 }
  local keys = {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b)
    local rank_a, rank_b = ranks[type(a)] or 3, ranks[type(b)] or 3
    if rank_a ~= rank_b then
      return rank_a < rank_b
    elseif rank_a == 3 then
      return tostring(a) < tostring(b)
    end
    return a < b
  end)
  return keys
end

-- torch.class instances print themselves; plain tables are drawn here.
local function is_plain_table(value)
  local meta = getmetatable(value)
  return type(value) == 'table' and not (type(meta) == 'table' and meta.__tostring)
end

local draw

local function draw_table(value, state, indent)
  if next(value) == nil then
    return '{}'
  elseif state.open[value] then
    return '{...already shown above}'
  elseif #indent / 2 >= DEPTH_LIMIT then
    return '{...}'
  end
  state.open[value] = true
  local lines = { '{' }
  for i, key in ipairs(sorted_keys(value)) do
    if i > ENTRY_LIMIT then
      lines[#lines + 1] = indent .. '  ...'
      break
    end
    lines[#lines + 1] = indent .. '  ' .. paint(tostring(key), 'key', state.colours) .. ' : '
      .. draw(value[key], state, indent .. '  ')
  end
  state.open[value] = nil
  lines[#lines + 1] = indent .. '}'
  return table.concat(lines, '\n')
end

-- The text of an entry of a table: tensors and storages by their last line ("[torch.FloatTensor of size 2x3]"), of
-- everything else all lines.
local function inside_table(text, value, indent)
  if torch and (torch.isTensor(value) or torch.isStorage(value)) then
    return text:match('([^\n]*)\n*$')
  end
  return (text:gsub('\n+$', ''):gsub('\n', '\n' .. indent))
end

function draw(value, state, indent)
  local kind = type(value)
  if is_plain_table(value) then
    return draw_table(value, state, indent)
  elseif kind == 'string' then
    return paint(indent == '' and value or string.format('%q', value), kind, state.colours)
  end
  local text = tostring(value)
  if indent ~= '' then
    text = inside_table(text, value, indent)
  end
  return paint(text, COLOURS[kind] and kind or 'other', state.colours and kind ~= 'userdata')
end

return function(value, colours)
  return draw(value, { open = {}, colours = colours }, '')
end
