-- `sluice compile`: loads the net, joins its own options with those of the command line, compiles.
local errors = require 'sluice.command_errors'

local command = {}

local function fail(text, ...)
  error(text:format(...), 0)
end

-- A Lua file returns a module and, if it likes, a table of options.
local function load_script(path)
  local chunk, reason = loadfile(path)
  if not chunk then
    fail('%s', (reason:gsub('^cannot open ' .. path:gsub('%p', '%%%0') .. '.*', path .. ': cannot open')))
  end
  local exit = os.exit
  rawset(os, 'exit', function()
    fail('%s: found a call of os.exit, expected the script to return a net', path)
  end)
  local net, options = chunk()
  rawset(os, 'exit', exit)
  if options ~= nil and type(options) ~= 'table' then
    fail('%s: found a %s after the net, expected a table of options', path, type(options))
  end
  return net, options or {}
end

-- An ascii .t7 begins with its first object's type, one digit on a line of its own.
local function is_ascii(path)
  local file = io.open(path, 'rb')
  local start = file and file:read(2)
  if file then
    file:close()
  end
  return start ~= nil and start:match('^%d\n') ~= nil
end

local function load_net(path)
  local paths = require 'paths'
  if not paths.filep(path) then
    fail('%s: %s', path, paths.dirp(path) and 'found a folder, expected a .t7 or Lua file'
      or 'no such file')
  end
  require 'nn'
  local net, options
  if path:match('%.lua$') then
    net, options = load_script(path)
  else
    net, options = torch.load(path, is_ascii(path) and 'ascii' or 'binary'), {}
  end
  if not torch.isTypeOf(net, 'nn.Module') then
    fail('%s: found a %s, expected an nn.Module', path, torch.typename(net) or type(net))
  end
  return net, options
end

-- A name that Verilog takes, from the file's, cut to 60 characters: a letter, then letters, digits and single '_', and
-- none of its words.
local function name_of(path)
  local stem = require('paths').basename(path):gsub('%.[^.]*$', '')
  local name = stem:gsub('[^%w]+', '_'):gsub('^_', ''):sub(1, 60):gsub('_$', '')
  if name == '' then
    return 'net'
  end
  return require('sluice.design_core').design_name_fault(name) and 'net_' .. name or name
end

-- What the command line says wins over what the net's file says.
local function joined(options, given)
  local all = {}
  for key, value in pairs(options) do
    all[key] = value
  end
  if given.bits then
    all.weight_bits, all.activation_bits = nil, nil
  end
  if given.fps then
    all.multipliers = nil
  elseif given.multipliers then
    all.fps = nil
  end
  for key, value in pairs(given) do
    all[key] = value
  end
  return all
end

local function compile(path, given)
  local net, options = load_net(path)
  local all = joined(options, given)
  all.name = all.name or name_of(path)
  local file
  if all.calibrate == nil then
    fail('%s: found no calibration data, expected --calibrate FILE.npy, or calibrate in the table that the net comes with',
      path)
  elseif type(all.calibrate) == 'string' then
    file = all.calibrate
    all.calibrate = require('sluice.npy').load(file)
  end
  print(require('sluice.compile')(net, all, { calibrate = file }))
end

-- `given` holds the options of the command line.
function command.compile(path, given)
  require 'torch'
  require 'nn'
  errors.naming(path, { given.calibrate, given.output }, compile, path, given)
end

return command
