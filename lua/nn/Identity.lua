-- nn.Identity: passes its input, tensor or table, through.
local nn = require 'nn.package'
local Identity = torch.class('nn.Identity', 'nn.Module', nn)

function Identity:updateOutput(input)
  self.output = input
  return self.output
end

function Identity:updateGradInput(_, gradOutput)
  self.gradInput = gradOutput
  return self.gradInput
end

-- The buffers belong to others: they are let go, not emptied.
function Identity:clearState()
  for _, name in ipairs { 'output', 'gradInput' } do
    self[name] = torch.isTensor(self[name]) and self[name].new() or {}
  end
  return self
end

return Identity
