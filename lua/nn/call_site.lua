-- Where in the user's script a module is being made: the first stack frame outside of our packages.

-- "@.../lua/", the folder that holds our packages, from this file's own name.
local packages = debug.getinfo(1, 'S').source:match('^(.*)nn[/\\][^/\\]*$') or '@lua/'

local function is_ours(info)
  return info.what == 'C' or info.source:sub(1, #packages) == packages
end

-- "file:line", or nil when no script is on the stack.
local function call_site()
  local level = 2
  local info = debug.getinfo(level, 'Sl')
  while info and is_ours(info) do
    level = level + 1
    info = debug.getinfo(level, 'Sl')
  end
  if info and info.currentline > 0 then
    return info.source:gsub('^[@=]', '') .. ':' .. info.currentline
  end
end

return call_site
