-- require 'sys': clocks, commands and colours, as Torch's sys package.
local system = require 'sluice.system'
local paths = require 'paths'

local sys = {}
_G.sys = sys
package.loaded.sys = sys

local tic_time = system.clocks()

function sys.clock() return (system.clocks()) end
function sys.tic() tic_time = sys.clock() end

function sys.toc(verbose)
  local elapsed = sys.clock() - tic_time
  if verbose then
    print(elapsed)
  end
  return elapsed
end

function sys.sleep(seconds) system.sleep(seconds) end
function sys.usleep(microseconds) system.sleep(microseconds * 1e-6) end

-- The output of a command, without its last line end.
function sys.execute(command)
  if not command then
    return ''
  end
  local pipe = assert(io.popen(command))
  local output = pipe:read('*a')
  pipe:close()
  return (output:gsub('[\r\n]+$', ''))
end

sys.fexecute = sys.execute

local function listing(options)
  return function(path)
    return sys.execute(("ls %s '%s'"):format(options, ((path or '.'):gsub("'", "'\\''"))))
  end
end

sys.ls, sys.ll = listing(''), listing('-l')
sys.la, sys.lla = listing('-a'), listing('-la')

function sys.pwd() return paths.cwd() end
function sys.prefix() return system.source_root() end

function sys.uname()
  local name = system.system_name()
  return name == 'Linux' and 'linux' or name:lower()
end

sys.OS = sys.uname()
sys.concat, sys.dirname, sys.basename = paths.concat, paths.dirname, paths.basename
sys.filep, sys.dirp = paths.filep, paths.dirp

-- The folder and name of the file that calls this.
function sys.fpath()
  local file = paths.thisfile(nil, 3)
  if file then
    return paths.dirname(file), paths.basename(file)
  end
end

function sys.fstat(path)
  local seconds, bytes = system.modified(path)
  if seconds then
    return os.date('%Y-%m-%d %H:%M:%S', seconds), bytes
  end
  return seconds, bytes
end

function sys.isNaN(number) return number ~= number end

-- The parts of `text` between `separator` (a plain text), or between spaces.
function sys.split(text, separator)
  local parts = {}
  if not separator then
    for part in text:gmatch('%S+') do
      parts[#parts + 1] = part
    end
    return parts
  end
  local first = 1
  while true do
    local from, to = text:find(separator, first, true)
    parts[#parts + 1] = text:sub(first, from and from - 1)
    if not from then
      return parts
    end
    first = to + 1
  end
end

-- Escape sequences that colour a terminal; empty texts where there is none.
local CODES = {
  none = 0, black = '0;30', red = '0;31', green = '0;32', yellow = '0;33', blue = '0;34',
  magenta = '0;35', cyan = '0;36', white = '0;37', Black = '1;30', Red = '1;31', Green = '1;32',
  Yellow = '1;33', Blue = '1;34', Magenta = '1;35', Cyan = '1;36', White = '1;37',
  _black = 40, _red = 41, _green = 42, _yellow = 43, _blue = 44, _magenta = 45, _cyan = 46,
  _white = 47,
}
sys.COLORS = {}
for name, code in pairs(CODES) do
  sys.COLORS[name] = system.is_terminal(1) and '\27[' .. code .. 'm' or ''
end
sys.colors = sys.COLORS

return sys
