-- torch.DiskFile(name [, mode [, quiet]]): a file on disk; mode 'r' (default), 'w' or 'rw'. `_place` is the handle's
-- 0-based position: asking for it takes long.
local ffi = require 'ffi'
local DiskFile = torch.class('torch.DiskFile', 'torch.File')

-- Under names of our own, so that a script's declarations of the same functions do not meet them.
ffi.cdef [[
  size_t sluice_fread(void *to, size_t size, size_t count, void *file) __asm__("fread");
  size_t sluice_fwrite(const void *from, size_t size, size_t count, void *file) __asm__("fwrite");
  int sluice_ferror(void *file) __asm__("ferror");
  char *sluice_strerror(int reason) __asm__("strerror");
]]

local OPEN_MODES = { r = { 'rb' }, w = { 'wb' }, rw = { 'r+b', 'w+b' } }

local function fail(self, action, reason)
  self._has_error = true
  error(('%s: cannot %s: %s'):format(self._name, action, (tostring(reason):gsub('^.*: ', ''))), 0)
end

-- Messages name the file as `shown_name`, by default as `name`.
function DiskFile:__init(name, mode, quiet, shown_name)
  mode = mode or 'r'
  if type(name) ~= 'string' or not OPEN_MODES[mode] then
    error(("DiskFile: found (%s, %s), expected a name and 'r', 'w' or 'rw'"):format(tostring(name),
      tostring(mode)), 3)
  end
  torch.File.__init(self, shown_name or name, mode, quiet)
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
  self._place = 0
  self._handle:setvbuf('no')  -- the buffer is torch.File's
  self:close_when_collected()
end

function DiskFile:raw_read(n)
  local bytes, reason = self._handle:read(n)
  if reason then
    fail(self, 'read', reason)
  end
  bytes = bytes or ''
  self._place = self._place + #bytes
  return bytes
end

function DiskFile:raw_write(bytes)
  local ok, reason = self._handle:write(bytes)
  if not ok then
    fail(self, 'write', reason)
  end
  self._place = self._place + #bytes
end

function DiskFile:raw_read_into(pointer, n)
  local count = tonumber(ffi.C.sluice_fread(pointer, 1, n, self._handle))
  local reason = ffi.errno()
  self._place = self._place + count
  if count < n and ffi.C.sluice_ferror(self._handle) ~= 0 then
    fail(self, 'read', ffi.string(ffi.C.sluice_strerror(reason)))
  end
  return count
end

function DiskFile:raw_write_from(pointer, n)
  local count = tonumber(ffi.C.sluice_fwrite(pointer, 1, n, self._handle))
  local reason = ffi.errno()
  self._place = self._place + count
  if count < n then
    fail(self, 'write', ffi.string(ffi.C.sluice_strerror(reason)))
  end
end

function DiskFile:raw_position()
  return self._place
end

function DiskFile:raw_seek(position)
  local ok, reason = self._handle:seek('set', position)
  if not ok then
    fail(self, 'seek', reason)
  end
  self._place = position
end

-- nil for what has no size, such as a terminal.
function DiskFile:raw_size()
  local size = self._handle:seek('end')
  if size then
    self._handle:seek('set', self._place)
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
