-- require 'paths': names of files and folders, as Torch's paths package.
local system = require 'sluice.system'

local paths = {}
_G.paths = paths
package.loaded.paths = paths
paths.install_prefix = system.source_root()
paths.install_bin = paths.install_prefix .. '/build'
paths.install_lua_path = paths.install_prefix .. '/lua'

local function checked(name, what)
  if type(name) ~= 'string' then
    error(('%s: found a %s, expected a path'):format(what, type(name)), 3)
  end
  return name
end

function paths.cwd() return assert(system.working_folder()) end
function paths.home() return os.getenv('HOME') end
function paths.is_win() return false end
function paths.is_mac() return false end
function paths.getregistryvalue() error('getregistryvalue: only Windows has a registry', 2) end
function paths.uname() return system.system_name() end

-- The path as if typed from `base`, or from the working folder: absolute, without . and ..
local function resolve(path)
  local parts = {}
  for part in path:gmatch('[^/]+') do
    if part == '..' then
      parts[#parts] = nil
    elseif part ~= '.' then
      parts[#parts + 1] = part
    end
  end
  return '/' .. table.concat(parts, '/')
end

-- Joins its arguments, later absolute ones winning, into an absolute path.
function paths.concat(...)
  local path = paths.cwd()
  for i = 1, select('#', ...) do
    local part = checked((select(i, ...)), 'concat')
    path = part:sub(1, 1) == '/' and part or path .. '/' .. part
  end
  return resolve(path)
end

function paths.dirname(path)
  local trimmed = checked(path, 'dirname'):gsub('(.)/+$', '%1')
  local folder = trimmed:match('^(.*)/[^/]*$')
  if not folder then
    return '.'
  end
  folder = folder:gsub('/+$', '')
  return folder == '' and '/' or folder
end

-- Without `suffix` (with or without its dot) where given.
function paths.basename(path, suffix)
  local name = checked(path, 'basename'):gsub('(.)/+$', '%1'):match('([^/]*)$')
  if path:match('^/+$') then
    return '/'
  end
  if suffix then
    local ending = suffix:sub(1, 1) == '.' and suffix or '.' .. suffix
    if #name > #ending and name:sub(-#ending) == ending then
      name = name:sub(1, -#ending - 1)
    end
  end
  return name
end

function paths.extname(path)
  return checked(path, 'extname'):match('[^/.][^/]*%.([^./]*)$')
end

function paths.filep(path)
  local kind = system.file_kind(checked(path, 'filep'))
  return kind ~= nil and kind ~= 'folder'
end

function paths.dirp(path)
  return system.file_kind(checked(path, 'dirp')) == 'folder'
end

-- The names in a folder, nil where there is none.
function paths.dir(path)
  local names = system.list(checked(path, 'dir'))
  if names then
    table.sort(names)
  end
  return names
end

-- An iterator over names in a folder; `filter` is a text to find, or a function of the name.
local function iterate(path, filter, wanted)
  local names, i = paths.dir(path) or {}, 0
  local keep = type(filter) == 'function' and filter
    or function(name) return not filter or name:find(filter) ~= nil end
  return function()
    repeat
      i = i + 1
    until not names[i] or keep(names[i])
      and (not wanted or wanted(path .. '/' .. names[i], names[i]))
    return names[i]
  end
end

function paths.files(path, filter)
  return iterate(checked(path or '.', 'files'), filter)
end

function paths.iterfiles(path)
  return iterate(checked(path or '.', 'iterfiles'), nil, function(full)
    return system.file_kind(full) == 'file'
  end)
end

function paths.iterdirs(path)
  return iterate(checked(path or '.', 'iterdirs'), nil, function(full, name)
    return name ~= '.' and name ~= '..' and system.file_kind(full) == 'folder'
  end)
end

-- Makes a folder and those above it.
function paths.mkdir(path)
  if paths.dirp(path) then
    return true
  end
  local above = paths.dirname(path)
  if above ~= '.' and above ~= path and not paths.dirp(above) then
    paths.mkdir(above)
  end
  return system.make_folder(path)
end

function paths.rmdir(path) return system.remove_folder(checked(path, 'rmdir')) end

-- Removes a folder with all that is in it; `sure` must be 'yes'.
function paths.rmall(path, sure)
  if sure ~= 'yes' then
    error("rmall: expected 'yes' as the second argument", 2)
  end
  if system.is_link(path) or not paths.dirp(path) then
    return system.remove_file(path)
  end
  for _, name in ipairs(system.list(path) or {}) do
    if name ~= '.' and name ~= '..' then
      paths.rmall(path .. '/' .. name, 'yes')
    end
  end
  return system.remove_folder(path)
end

function paths.tmpname() return os.tmpname() end

function paths.execdir()
  return paths.dirname(assert(system.program_path()))
end

-- The first of the given programs that the PATH holds, as a path.
function paths.findprogram(...)
  for _, name in ipairs({ ... }) do
    for folder in (os.getenv('PATH') or ''):gmatch('[^:]+') do
      if paths.filep(folder .. '/' .. name) then
        return folder .. '/' .. name
      end
    end
  end
  return nil
end

-- The file that calls this, absolute; with `name`, a file beside it. nil outside of files.
function paths.thisfile(name, level)
  local source = debug.getinfo(level or 2, 'S').source
  local file = source:match('^@(.*)$')
  if not file then
    return nil
  end
  file = paths.concat(file)
  return name and paths.concat(paths.dirname(file), name) or file
end

-- dofile() of a file beside the caller's own.
function paths.dofile(name)
  local beside = paths.thisfile(name, 3)
  return dofile(beside or name)
end

-- require() that looks beside the caller's own file first.
function paths.require(name)
  local beside = paths.thisfile((name:gsub('%.', '/')) .. '.lua', 3)
  if beside and paths.filep(beside) then
    return dofile(beside)
  end
  return require(name)
end

-- include(name), used inside packages: runs a file beside the caller's.
_G.include = _G.include or function(name)
  return dofile(paths.thisfile(name, 3) or name)
end

return paths
