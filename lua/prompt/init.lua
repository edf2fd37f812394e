-- The interactive prompt: read a chunk, run it, print what it gives.
local editor = require 'sluice.line_editor'
local chunks = require 'prompt.chunks'
local complete = require 'prompt.complete'
local show = require 'prompt.show'

local prompt = {}

local function history_path()
  local home = os.getenv('HOME')
  return os.getenv('SLUICE_HISTORY') or (home and home .. '/.sluice_history')
end

local function report(text)
  io.stdout:flush()
  io.stderr:write(text, '\n')
end

local function describe_error(err)
  local text = tostring(err)
  if text:match('interrupted$') then
    return 'interrupted'
  end
  return (debug.traceback(text, 2):gsub("\n%s*%[C%]: in function 'xpcall'.*$", ''))
end

-- Prints the values, and keeps them as _LAST (the first) and _RESULTS (of the whole session).
local function print_results(session, values)
  for i = 1, values.n do
    io.write(show(values[i], session.colours), '\n')
  end
  if values.n > 0 then
    _G._LAST = values[1]
    table.insert(_G._RESULTS, values[1])
  end
end

local function pack(ok, ...)
  return ok, { n = select('#', ...), ... }
end

local function run(session, chunk, quiet)
  editor.rearm()
  local ok, values = pack(xpcall(chunk, describe_error))
  if ok and not quiet then
    ok, values = pack(xpcall(print_results, describe_error, session, values))
  end
  editor.rearm()
  if not ok then
    session.failures = session.failures + 1
    report(values[1])
  end
end

-- One line more of the pending text; gives false at the end of the input.
local function step(session)
  local line, why = editor.read(session.pending and '..> ' or 'sluice> ')
  if why == 'interrupted' then
    editor.rearm()
    session.pending = nil
    return session.typed
  elseif not line then
    return false
  end
  local text = session.pending and session.pending .. '\n' .. line or line
  local chunk, err, quiet = chunks.compile(text)
  session.pending = nil
  if chunk then
    jit.off(chunk, true)  -- nothing stops a compiled loop
    editor.remember(text)
    run(session, chunk, quiet)
  elseif err == 'incomplete' then
    session.pending = text
  elseif err then
    editor.remember(text)
    session.failures = session.failures + 1
    report(err)
  end
  return true
end

-- Runs until the input ends. Gives the exit status: with somebody typing 0, otherwise 1 when
-- anything failed.
function prompt.run()
  local session = { failures = 0, typed = editor.is_terminal() }
  session.colours = session.typed and os.getenv('NO_COLOR') == nil
  _G._RESULTS = {}
  if session.typed then
    print('Sluice. An expression prints its value; `?` says more; Ctrl-D leaves.')
    editor.set_completer(complete)
    if history_path() then
      editor.load_history(history_path())
    end
  end
  while step(session) do
    io.stdout:flush()
  end
  if session.pending then
    report('the input ends inside a statement')
    session.failures = session.failures + 1
  elseif session.typed then
    print()
  end
  return (session.typed or session.failures == 0) and 0 or 1
end

return prompt
