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

return Identity
