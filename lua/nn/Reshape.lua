-- nn.Reshape: other sizes for each element of a batch, or for the input as a whole.
local nn = require 'nn.package'
local complain, check_tensor = require('nn.complain').complain, require('nn.complain').check_tensor
local Reshape, parent = torch.class('nn.Reshape', 'nn.Module', nn)

-- Reshape(size..., [batchMode]): true takes the first dimension as the batch, false never does, and by
-- default it is one unless the input has exactly the wanted number of elements.
function Reshape:__init(...)
  parent.__init(self)
  local arguments = { ... }
  local last = arguments[#arguments]
  if type(last) == 'boolean' then
    self.batchMode = table.remove(arguments)
  end
  if torch.typename(arguments[1]) == 'torch.LongStorage' then
    arguments = arguments[1]:totable()
  end
  self.size = torch.LongStorage(arguments)
  self.batchsize = torch.LongStorage(#arguments + 1)
  self.nelement = 1
  for i, size in ipairs(arguments) do
    self.nelement = self.nelement * size
    self.batchsize[i + 1] = size
  end
end

-- A size of -1 is whatever is left.
local function has_inferred_size(self)
  return self.nelement < 0
end

function Reshape:updateOutput(input)
  check_tensor(self, input, 'input')
  local count = input:nElement()
  local whole = self.batchMode == false
    or (self.batchMode == nil and count == self.nelement and input:size(1) ~= 1)
  local expected = whole and self.nelement or self.nelement * input:size(1)
  if count ~= expected and not has_inferred_size(self) then
    complain(self, string.format('%d elements%s', expected, whole and '' or ' (batch included)'), input)
  end
  if whole then
    self.output = nn.utils.contiguousView(input, self.size)
  else
    self.batchsize[1] = input:size(1)
    self.output = nn.utils.contiguousView(input, self.batchsize)
  end
  return self.output
end

function Reshape:updateGradInput(input, gradOutput)
  check_tensor(self, gradOutput, 'gradOutput')
  self.gradInput = nn.utils.contiguousView(gradOutput, input:size())
  return self.gradInput
end

function Reshape:__tostring__()
  return string.format('%s(%s)', torch.type(self), table.concat(self.size:totable(), 'x'))
end

return Reshape
