-- torch.Timer: a stopwatch of real, user and system seconds.
local system = require 'sluice.system'

local Timer = torch.class('torch.Timer')

local PARTS = { 'real', 'user', 'sys' }

local function now()
  local real, user, sys = system.clocks()
  return { real = real, user = user, sys = sys }
end

function Timer:__init()
  self:reset()
  self._running = true
end

-- Back to zero; a stopped timer stays stopped.
function Timer:reset()
  self._start = now()
  self._total = { real = 0, user = 0, sys = 0 }
  return self
end

function Timer:time()
  local result, current = {}, self._running and now()
  for _, part in ipairs(PARTS) do
    result[part] = self._total[part] + (current and current[part] - self._start[part] or 0)
  end
  return result
end

function Timer:stop()
  self._total = self:time()
  self._running = false
  return self
end

function Timer:resume()
  if not self._running then
    self._start, self._running = now(), true
  end
  return self
end

function Timer:write(file)
  local total = self:time()
  for _, part in ipairs(PARTS) do
    file:writeDouble(total[part])
  end
  file:writeBool(self._running)
end

function Timer:read(file)
  for _, part in ipairs(PARTS) do
    self._total[part] = file:readDouble()
  end
  self._start, self._running = now(), file:readBool()
end

function Timer:__tostring__()
  local time = self:time()
  return ('torch.Timer [%s; real: %.6f, user: %.6f, sys: %.6f seconds]'):format(
    self._running and 'running' or 'stopped', time.real, time.user, time.sys)
end

getmetatable(torch.Timer()).__factory = function() return torch.Timer() end

return Timer
