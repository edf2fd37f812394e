-- Raises an error at a line of the user's script: that of `source` ("file:line"), else the one that is running.
local call_site = require 'nn.call_site'

return function(source, text, ...)
  local place = type(source) == 'string' and source or call_site()
  error((place and place .. ': ' or '') .. (select('#', ...) > 0 and text:format(...) or text), 0)
end
