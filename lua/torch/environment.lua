-- Small functions of the table `torch` that touch no tensor.
local environment = {version = 'Sluice'}

-- Lua's environment table of an object made in C++.
function environment.getenv(object)
  return debug.getfenv(object)
end

function environment.setenv(object, env)
  debug.setfenv(object, env)
end

-- Memory outside of Lua's heap always counts for the collector; there is nothing to switch.
function environment.setheaptracking() end
function environment.updatethreadlocals() end
function environment.updateerrorhandlers() end

-- The folder of an installed Lua package, or nil.
function environment.packageLuaPath(name)
  local path = package.searchpath and package.searchpath(name, package.path)
  if not path then return nil end
  return (path:match('^(.*)/init%.lua$') or path:match('^(.*)/[^/]*$'))
end

-- Runs a file of the package that calls it.
function environment.include(package_name, file)
  local folder = environment.packageLuaPath(package_name)
  if not folder then error(("include: unknown package '%s'"):format(package_name), 2) end
  return dofile(folder .. '/' .. file)
end

function environment.isequal(a, b)
  return a == b
end

return environment
