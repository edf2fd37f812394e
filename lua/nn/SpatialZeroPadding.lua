-- nn.SpatialZeroPadding: zeros around every plane; a negative width crops.
local nn = require 'nn.package'
local core = require 'nn_core'
local arguments = require 'nn.arguments'
local complain = require('nn.complain').complain
local ZeroPadding, parent = torch.class('nn.SpatialZeroPadding', 'nn.Module', nn)

function ZeroPadding:__init(pad_l, pad_r, pad_t, pad_b)
  parent.__init(self)
  self.pad_l = pad_l
  self.pad_r = pad_r or pad_l
  self.pad_t = pad_t or pad_l
  self.pad_b = pad_b or pad_l
  for _, name in ipairs { 'pad_l', 'pad_r', 'pad_t', 'pad_b' } do
    arguments.count('nn.SpatialZeroPadding', name, self[name], -math.huge)
  end
end

local function padded_size(self, input)
  local dims = torch.isTensor(input) and input:dim() or 0
  if dims < 3 or dims > 4 then
    complain(self, 'planes x height x width, or a batch of them', input)
  end
  local size = input:size()
  size[dims - 1] = size[dims - 1] + self.pad_t + self.pad_b
  size[dims] = size[dims] + self.pad_l + self.pad_r
  if size[dims - 1] < 1 or size[dims] < 1 then
    complain(self, 'an image larger than what is cropped away', input)
  end
  return size
end

function ZeroPadding:updateOutput(input)
  self.output:resize(padded_size(self, input))
  core.zero_pad_forward(input:contiguous(), self.output, self.pad_l, self.pad_r, self.pad_t, self.pad_b)
  return self.output
end

function ZeroPadding:updateGradInput(input, gradOutput)
  self.gradInput:resizeAs(input)
  core.zero_pad_backward(gradOutput:contiguous(), self.gradInput,
    self.pad_l, self.pad_r, self.pad_t, self.pad_b)
  return self.gradInput
end

function ZeroPadding:__tostring__()
  return string.format('%s(l=%d,r=%d,t=%d,b=%d)', torch.type(self), self.pad_l, self.pad_r, self.pad_t,
    self.pad_b)
end

return ZeroPadding
