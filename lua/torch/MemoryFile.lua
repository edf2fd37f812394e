-- torch.MemoryFile([storage] [, mode]): a file in memory; mode 'rw' (default), 'r' or 'w'.
local MemoryFile = torch.class('torch.MemoryFile', 'torch.File')

-- The content is a text followed by the chunks that were appended since it was last needed whole.
local function flatten(self)
  if #self._chunks > 0 then
    self._content = self._content .. table.concat(self._chunks)
    self._chunks = {}
  end
  return self._content
end

function MemoryFile:__init(storage, mode)
  if type(storage) == 'string' and mode == nil then
    storage, mode = nil, storage
  end
  mode = mode or (storage and 'r' or 'rw')
  if mode ~= 'r' and mode ~= 'w' and mode ~= 'rw' then
    error(("MemoryFile: found the mode %s, expected 'r', 'w' or 'rw'"):format(tostring(mode)), 3)
  end
  torch.File.__init(self, '<memory>', mode)
  -- A storage that a memory file made ends with a NUL, which is no part of the content.
  self:set_content(storage and storage:rawstring():gsub('%z$', '') or '')
end

function MemoryFile:set_content(content)
  self._content, self._chunks, self._size, self._place = content, {}, #content, 0
end

function MemoryFile:raw_read(n)
  local bytes = flatten(self):sub(self._place + 1, self._place + n)
  self._place = self._place + #bytes
  return bytes
end

function MemoryFile:raw_write(bytes)
  if self._place == self._size then
    self._chunks[#self._chunks + 1] = bytes
  else
    local content = flatten(self)
    self._content = content:sub(1, self._place) .. bytes .. content:sub(self._place + #bytes + 1)
  end
  self._place = self._place + #bytes
  self._size = math.max(self._size, self._place)
end

function MemoryFile:raw_position() return self._place end
function MemoryFile:raw_seek(position) self._place = position end
function MemoryFile:raw_size() return self._size end
function MemoryFile.raw_flush() end
function MemoryFile.raw_close() end

function MemoryFile:contents()
  self:flush()
  return flatten(self)
end

-- The content as a CharStorage, with a NUL at its end.
function MemoryFile:storage()
  local content = self:contents()
  local storage = torch.CharStorage(#content + 1)
  storage:rawstring(content .. '\0')
  return storage
end

return MemoryFile
