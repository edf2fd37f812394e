-- Passes on a message of the C++ side: as it is when it names its place, else at the user's running line.
local fail = require 'sluice.fail'

return function(message, has_place)
  if has_place then
    error(message, 0)
  end
  fail(nil, '%s', message)
end
