-- torch.PipeFile(command [, mode [, quiet]]): reads what a command prints ('r') or feeds it ('w').
local PipeFile = torch.class('torch.PipeFile', 'torch.DiskFile')

function PipeFile:__init(command, mode, quiet)
  mode = mode or 'r'
  if type(command) ~= 'string' or mode ~= 'r' and mode ~= 'w' then
    error(("PipeFile: found (%s, %s), expected a command and 'r' or 'w'"):format(tostring(command),
      tostring(mode)), 3)
  end
  torch.File.__init(self, command, mode, quiet)
  self._handle = assert(io.popen(command, mode))
  self._moved = 0
  self:close_when_collected()
end

function PipeFile:raw_read(n)
  local bytes = self._handle:read(n) or ''
  self._moved = self._moved + #bytes
  return bytes
end

function PipeFile:raw_read_into(pointer, n)
  local count = torch.DiskFile.raw_read_into(self, pointer, n)
  self._moved = self._moved + count
  return count
end

function PipeFile:raw_write_from(pointer, n)
  self._moved = self._moved + n
  torch.DiskFile.raw_write_from(self, pointer, n)
end

function PipeFile:raw_write(bytes)
  self._moved = self._moved + #bytes
  torch.DiskFile.raw_write(self, bytes)
end

function PipeFile:raw_position() return self._moved end
function PipeFile.raw_size() return nil end

function PipeFile:raw_seek()
  self:fail('a seek in a pipe', 'a file that can seek')
end

return PipeFile
