-- Installs files, serialization and the small tools into the table `torch`.
local tools = {}

function tools.install(torch)
  local File = require 'torch.File'
  require('torch.file.values').install(File)
  require('torch.file.objects').install(File)
  require('torch.file.tensors').install(torch)
  require 'torch.DiskFile'
  require 'torch.PipeFile'
  require 'torch.MemoryFile'
  for name, f in pairs(require 'torch.serialization') do
    torch[name] = f
  end
  require 'torch.Timer'
  require 'torch.CmdLine'
  require 'torch.TestSuite'
  require 'torch.Tester'
  require 'torch.tester_assertions'
  for name, f in pairs(require 'torch.clock') do
    torch[name] = f
  end
end

return tools
