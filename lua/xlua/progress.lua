-- Progress bars: what is done, how fast, and what time is left. Quiet lines where nobody watches.
local system = require 'sluice.system'

local progress = {}

local BAR_SECONDS, LINE_SECONDS = 0.1, 10

local state = {}

-- "1h05m", "2m07s", "12s", "350ms"
function progress.format_time(seconds)
  if seconds ~= seconds or seconds == math.huge then
    return '?'
  elseif seconds >= 3600 then
    return ('%dh%02dm'):format(seconds / 3600, seconds % 3600 / 60)
  elseif seconds >= 60 then
    return ('%dm%02ds'):format(seconds / 60, seconds % 60)
  elseif seconds >= 1 then
    return ('%ds'):format(seconds)
  end
  return ('%dms'):format(seconds * 1000)
end

local function format_rate(rate)
  if rate >= 100 then
    return ('%.0f/s'):format(rate)
  elseif rate >= 1 then
    return ('%.1f/s'):format(rate)
  end
  return rate > 0 and ('%s each'):format(progress.format_time(1 / rate)) or '?/s'
end

-- A new run begins when the count falls or the goal changes.
local function follow(current, goal)
  local now = system.clocks()
  if current < (state.current or math.huge) or goal ~= state.goal then
    -- Time starts when the first step is reported, so that step counts for nothing.
    state = { start = now, from = current, goal = goal, shown = -math.huge, first = true }
  end
  state.current = current
  return now
end

local function describe(current, goal, now)
  local elapsed = now - state.start
  local rate = elapsed > 0 and (current - state.from) / elapsed or 0
  if current >= goal then
    return ('%d/%d  %s  took %s'):format(current, goal, format_rate(rate),
      progress.format_time(elapsed))
  end
  local left = rate > 0 and (goal - current) / rate or math.huge
  return ('%d/%d  %s  %s left'):format(current, goal, format_rate(rate), progress.format_time(left))
end

local function draw_bar(current, goal, text)
  local width = math.max(system.terminal_columns() - #text - 5, 10)
  local done = math.min(math.floor(width * current / goal), width)
  local bar = string.rep('=', done)
  if done < width then
    bar = bar .. '>' .. string.rep('.', width - done - 1)
  end
  io.write('\r[', bar, '] ', text, '\27[K')
  if current >= goal then
    io.write('\n')
  end
  io.flush()
end

-- xlua.progress(current, goal): call it after every step; it draws as often as is useful.
function progress.show(current, goal)
  local now = follow(current, goal)
  local seen = system.is_terminal(1)
  local finished = current >= goal
  local due = now - state.shown >= (seen and BAR_SECONDS or LINE_SECONDS)
  if not seen and state.first and not finished then
    due = false
    state.shown = now
  end
  state.first = false
  if not due and not finished then
    return
  end
  state.shown = now
  if seen then
    draw_bar(current, goal, describe(current, goal, now))
  else
    print(describe(current, goal, now))
  end
  if finished then
    state = {}
  end
end

return progress
