-- torch.File: what disk, pipe and memory files share. Modes, errors, a read buffer, positions.
--
-- A subclass gives, with 0-based positions: raw_read(n), at most n bytes, '' at the end;
-- raw_write(bytes); raw_seek(position); raw_position(); raw_size(), nil where unknown; raw_close();
-- raw_flush(). It may give raw_read_into(pointer, n), which returns how many of n bytes came, and
-- raw_write_from(pointer, n), for large data that should not become Lua strings.
local ffi = require 'ffi'
local File = torch.class('torch.File')

local BLOCK = 64 * 1024

function File:__init(name, mode, quiet)
  self._name, self._quiet = name, quiet or false
  self._readable = mode ~= 'w'
  self._writable = mode ~= 'r'
  self._binary, self._spacing, self._referenced = false, true, true
  self._long_size, self._swaps, self._has_error = 8, false, false
  self._buffer, self._cursor = '', 1
  self._pending, self._pending_bytes = {}, 0
  self._is_open = true
end

-- A file that nobody closes is closed when it is collected, and its last bytes are written; nobody could catch an
-- error then. To be called after the handle is open: finalizers run in the reverse order.
function File:close_when_collected()
  self._sentinel = newproxy(true)
  getmetatable(self._sentinel).__gc = function()
    local ok, reason = pcall(self.close, self)
    if not ok then
      io.stderr:write('warning: ', tostring(reason), '\n')
    end
  end
end

-- Raises an error that names the file and the place; in quiet mode only remembers it.
function File:fail(found, expected, offset)
  self._has_error = true
  if self._quiet then
    return nil
  end
  local place = offset or (self._is_open and self:tell())
  error(('%s: offset %s: found %s, expected %s'):format(self._name, place or '?', found, expected), 0)
end

function File:demand(ability, verb)
  if not self._is_open then
    error(('%s: the file is closed'):format(self._name), 3)
  elseif not self[ability] then
    error(('%s: the file is not open for %s'):format(self._name, verb), 3)
  end
end

-- How many bytes of the buffer are not taken yet.
local function buffered(self)
  return #self._buffer - self._cursor + 1
end

-- The 0-based position of the next byte.
function File:tell()
  return self:raw_position() + self._pending_bytes - buffered(self)
end

-- The bytes that are left; nil where only reading can tell.
function File:bytes_left()
  local size = self:raw_size()
  return size and size - self:tell()
end

-- Whether n bytes may be left: surely where they are in the buffer, which is quicker to see than the file's size.
function File:may_have(n)
  local left = n > buffered(self) and self:bytes_left()
  return not left or n <= left
end

-- Makes n bytes ready in the buffer, fewer only at the end of the file.
local function refill(self, n)
  if buffered(self) < n then
    self._buffer = self._buffer:sub(self._cursor) .. self:raw_read(BLOCK)
    self._cursor = 1
  end
end

-- Up to n bytes, fewer only at the end. Where the size of the file is unknown, memory grows with
-- the bytes that really come.
function File:take(n)
  if n <= BLOCK then
    refill(self, n)
    local first = self._cursor
    self._cursor = math.min(first + n, #self._buffer + 1)
    return self._buffer:sub(first, self._cursor - 1)
  end
  local parts = { self._buffer:sub(self._cursor) }
  self._buffer, self._cursor = '', 1
  local wanted = n - #parts[1]
  local step = self:raw_size() and wanted or 16 * BLOCK
  while wanted > 0 do
    local part = self:raw_read(math.min(wanted, step))
    if part == '' then
      break
    end
    parts[#parts + 1] = part
    wanted = wanted - #part
  end
  return #parts == 2 and parts[1] == '' and parts[2] or table.concat(parts)
end

local function fail_at_end(self, got, n, what, offset)
  return self:fail(('the end after %d bytes'):format(got), ('%d bytes of %s'):format(n, what), offset)
end

-- Exactly n bytes, or an error.
function File:take_exactly(n, what)
  if not self:may_have(n) then
    return fail_at_end(self, self:bytes_left(), n, what, self:tell())
  end
  local bytes = self:take(n)
  if #bytes < n then
    return fail_at_end(self, #bytes, n, what, self:tell() - #bytes)
  end
  return bytes
end

-- The bytes up to the next line end, which is passed; nil at the end.
function File:take_line()
  local parts = {}
  while true do
    refill(self, 1)
    if buffered(self) == 0 then
      return parts[1] and table.concat(parts)
    end
    local stop = self._buffer:find('\n', self._cursor, true)
    parts[#parts + 1] = self._buffer:sub(self._cursor, stop and stop - 1)
    self._cursor = (stop or #self._buffer) + 1
    if stop then
      return table.concat(parts)
    end
  end
end

-- The next word, past white space: at most `most` bytes of it, '' at the end; and its offset.
function File:take_word(most)
  repeat
    refill(self, 1)
    local first = self._buffer:find('%S', self._cursor)
    self._cursor = first or #self._buffer + 1
  until first or self._buffer == ''
  refill(self, most)
  local word, offset = self._buffer:match('^%S*', self._cursor):sub(1, most), self:tell()
  self._cursor = self._cursor + #word
  return word, offset
end

function File:raw_read_into(pointer, n)
  local bytes = self:raw_read(math.min(n, BLOCK))
  ffi.copy(pointer, bytes, #bytes)
  return #bytes
end

-- Exactly n bytes into memory, or an error; gives whether they came.
function File:take_into(pointer, n, what)
  local offset, to = self:tell(), ffi.cast('char *', pointer)
  local ready = self:take(math.min(n, buffered(self)))
  ffi.copy(to, ready, #ready)
  local got = #ready
  while got < n do
    local count = self:raw_read_into(to + got, n - got)
    if count == 0 then
      fail_at_end(self, got, n, what, offset)
      return false
    end
    got = got + count
  end
  return true
end

-- The next byte without moving on; '' at the end.
function File:peek()
  refill(self, 1)
  return self._buffer:sub(self._cursor, self._cursor)
end

function File:drop_buffer()
  if self._cursor <= #self._buffer then
    self:raw_seek(self:tell())
  end
  self._buffer, self._cursor = '', 1
end

function File:put(bytes)
  if self._buffer ~= '' then
    self:drop_buffer()
  end
  if #bytes > BLOCK then
    self:flush()
    self:raw_write(bytes)
    return
  end
  self._pending[#self._pending + 1] = bytes
  self._pending_bytes = self._pending_bytes + #bytes
  if self._pending_bytes > BLOCK then
    self:flush()
  end
end

function File:raw_write_from(pointer, n)
  for first = 0, n - 1, BLOCK do
    self:raw_write(ffi.string(pointer + first, math.min(BLOCK, n - first)))
  end
end

-- n bytes from memory.
function File:put_from(pointer, n)
  pointer = ffi.cast('const char *', pointer)
  if n <= BLOCK then
    return self:put(ffi.string(pointer, n))
  end
  self:drop_buffer()
  self:flush()
  self:raw_write_from(pointer, n)
end

function File:flush()
  if self._pending_bytes > 0 then
    self:raw_write(table.concat(self._pending))
    self._pending, self._pending_bytes = {}, 0
  end
end

function File:seek_to(position)
  self:flush()
  local size = self:raw_size()
  if position < 0 or size and position > size then
    return self:fail(('a seek to %d'):format(position), ('0 to %s'):format(size or '?'))
  end
  self._buffer, self._cursor = '', 1
  self:raw_seek(position)
end

-- Torch's own positions count from 1.
function File:position() return self:tell() + 1 end
function File:seek(position) self:seek_to(position - 1) end

function File:seekEnd()
  self:flush()
  local size = self:raw_size() or self:fail('a pipe', 'a file that can seek')
  self:seek_to(size)
end

function File:synchronize()
  self:flush()
  self:raw_flush()
end

function File:close()
  if self._is_open then
    local ok, reason = pcall(self.flush, self)
    self._is_open = false
    self:raw_close()
    if not ok then
      error(reason, 0)
    end
  end
end

local function switch(name, field, value)
  File[name] = function(self)
    self[field] = value
    return self
  end
end

local function query(name, field, wanted)
  File[name] = function(self) return self[field] == wanted end
end

switch('binary', '_binary', true)
switch('ascii', '_binary', false)
switch('autoSpacing', '_spacing', true)
switch('noAutoSpacing', '_spacing', false)
switch('quiet', '_quiet', true)
switch('pedantic', '_quiet', false)
switch('clearError', '_has_error', false)
query('isBinary', '_binary', true)
query('isAutoSpacing', '_spacing', true)
query('isQuiet', '_quiet', true)
query('isReadable', '_readable', true)
query('isWritable', '_writable', true)
query('hasError', '_has_error', true)
query('isReferenced', '_referenced', true)
switch('littleEndianEncoding', '_swaps', false)
switch('nativeEndianEncoding', '_swaps', false)
switch('bigEndianEncoding', '_swaps', true)

function File.isLittleEndianCPU() return require('ffi').abi('le') end
function File.isBigEndianCPU() return require('ffi').abi('be') end
function File:noBuffer() return self end

function File:longSize(size)
  if size ~= 0 and size ~= 4 and size ~= 8 then
    error(('longSize: found %s, expected 0 (native), 4 or 8'):format(tostring(size)), 2)
  end
  self._long_size = size == 0 and 8 or size
  return self
end

function File:referenced(on)
  self._referenced = on ~= false
  self._written, self._read = nil, nil
  return self
end

function File:__tostring__()
  return ('%s on %s (%s)'):format(torch.typename(self), self._name, self._is_open and 'open' or 'closed')
end

return File
