-- What goes wrong in a command, in words that name the user's file and never a line of Sluice's own.
local command_errors = {}

-- "/.../lua/", the folder that holds our packages.
local packages = debug.getinfo(1, 'S').source:match('^(.*)sluice[/\\][^/\\]*$') or '@lua/'

-- `message` without the line of ours in front of it; nil where none stands there.
local function without_own_place(message)
  local level = 3
  local info = debug.getinfo(level, 'Sl')
  while info do
    local place = info.short_src .. ':' .. info.currentline .. ': '
    if info.source:sub(1, #packages) == packages and message:sub(1, #place) == place then
      return message:sub(#place + 1)
    end
    level = level + 1
    info = debug.getinfo(level, 'Sl')
  end
end

-- Whether the message begins with the name of one of the files.
local function names_any(message, files)
  for _, file in pairs(files) do
    if type(file) == 'string' and message:sub(1, #file + 1) == file .. ':' then
      return true
    end
  end
end

-- Runs call(...). Its errors get `file`, which holds the network, in front unless they name it or one of `others`.
function command_errors.naming(file, others, call, ...)
  local arguments = { ... }
  local function explain(message)
    message = tostring(message)
    local bare = without_own_place(message)
    if bare == 'interrupted' then
      return bare
    elseif message:find('^stack overflow') or bare and bare:find('^stack overflow') then
      message = file .. ': found objects nested too deep for a network'
    elseif bare and not bare:find('^not enough memory') then
      message = file .. ': found what is no sound network: ' .. bare
    elseif bare or not message:find(file, 1, true) and not names_any(message, others) then
      message = file .. ': ' .. (bare or message)
    end
    return debug.traceback(message, 2)
  end
  local ran, message = xpcall(function()
    call(unpack(arguments))
  end, explain)
  if not ran then
    error(message, 0)
  end
end

return command_errors
