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
  self._place = 0
  self:close_when_collected()
end

function PipeFile.raw_size() return nil end

function PipeFile:raw_seek()
  self:fail('a seek in a pipe', 'a file that can seek')
end

return PipeFile
