-- The global print draws tables as the prompt does, as th's has it; everything else is Lua's own.
local show = require 'prompt.show'
local print_text = print

local function has_table(...)
  for i = 1, select('#', ...) do
    if type((select(i, ...))) == 'table' then
      return true
    end
  end
end

function _G.print(...)
  if not has_table(...) then
    return print_text(...)
  end
  local values = { ... }
  for i = 1, select('#', ...) do
    values[i] = type(values[i]) == 'table' and show(values[i]) or tostring(values[i])
  end
  print_text(unpack(values))
end
