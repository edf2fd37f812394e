-- torch.tic and torch.toc: seconds between two calls.
local system = require 'sluice.system'

local clock = {}
local start = system.clocks()

function clock.tic()
  start = system.clocks()
  return start
end

-- Seconds since `since`, or since the last tic(). With verbose, prints them too.
function clock.toc(since, verbose)
  local elapsed = system.clocks() - (tonumber(since) or start)
  if verbose then
    print(elapsed)
  end
  return elapsed
end

return clock
