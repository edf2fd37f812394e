-- Runs the Lua tests with busted inside `sluice`: sluice tests/lua/run.lua [FILE_OR_OPTION...]
-- Without a file: every *_spec.lua below tests/lua. Exit status 0 only when every test passes.
local here = arg[0]:match('^(.*)/[^/]*$') or '.'

-- busted leaves with the number of failures, of which a shell would see only the low 8 bits.
require('busted.compatibility').exit = function(failures)
  os.exit(failures == 0 and 0 or 1, true)
end

local names_a_file = false
for _, word in ipairs(arg) do
  names_a_file = names_a_file or word:sub(1, 1) ~= '-'
end
if not names_a_file then
  arg[#arg + 1] = here
end
-- Classes register themselves once a process, so packages must outlive the file that loads them.
table.insert(arg, 1, '--no-auto-insulate')
table.insert(arg, 1, '--output=' .. (os.getenv('SLUICE_TEST_OUTPUT') or 'plainTerminal'))
package.path = package.path .. ';' .. here .. '/?.lua'

require('busted.runner')({ standalone = false })
