-- torch.DiskFile(name [, mode [, quiet]]): a file on disk; mode 'r' (default), 'w' or 'rw'.
local DiskFile = torch.class('torch.DiskFile', 'torch.File')

local OPEN_MODES = { r = { 'rb' }, w = { 'wb' }, rw = { 'r+b', 'w+b' } }

local function fail(self, action, reason)
  self._has_error = true
  error(('%s: cannot %s: %s'):format(self._name, action, (tostring(reason):gsub('^.*: ', ''))), 0)
end

function DiskFile:__init(name, mode, quiet)
  mode = mode or 'r'
  if type(name) ~= 'string' or not OPEN_MODES[mode] then
    error(("DiskFile: found (%s, %s), expected a name and 'r', 'w' or 'rw'"):format(tostring(name),
      tostring(mode)), 3)
  end
  torch.File.__init(self, name, mode, quiet)
  local reason
  for _, open_mode in ipairs(OPEN_MODES[mode]) do
    if not self._handle then
      self._handle, reason = io.open(name, open_mode)
    end
  end
  if not self._handle then
    self._is_open = false
    fail(self, 'open', reason)
  end
  self._handle:setvbuf('no')  -- the buffer is torch.File's
  self:close_when_collected()
end

function DiskFile:raw_read(n)
  local bytes, reason = self._handle:read(n)
  if reason then
    fail(self, 'read', reason)
  end
  return bytes or ''
end

function DiskFile:raw_write(bytes)
  local ok, reason = self._handle:write(bytes)
  if not ok then
    fail(self, 'write', reason)
  end
end

function DiskFile:raw_position()
  return self._handle:seek() or 0
end

function DiskFile:raw_seek(position)
  local ok, reason = self._handle:seek('set', position)
  if not ok then
    fail(self, 'seek', reason)
  end
end

-- nil for what has no size, such as a terminal.
function DiskFile:raw_size()
  local here = self._handle:seek()
  local size = here and self._handle:seek('end')
  if size then
    self._handle:seek('set', here)
  end
  return size
end

function DiskFile:raw_flush()
  self._handle:flush()
end

function DiskFile:raw_close()
  local ok, reason = self._handle:close()
  if not ok and type(reason) == 'string' then
    fail(self, 'close', reason)
  end
end

return DiskFile
