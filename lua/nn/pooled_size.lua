-- Checks the input of a pooling layer and gives the size of its output.
local core = require 'nn_core'
local complain = require('nn.complain').complain

-- Output height and width, the same for images alone and in a batch.
return function(self, input)
  local dims = torch.isTensor(input) and input:dim() or 0
  if dims < 3 or dims > 4 then
    complain(self, 'planes x height x width, or a batch of them', input)
  end
  if self.padW > self.kW / 2 or self.padH > self.kH / 2 then
    error(string.format('%s: expected padding of at most half the kernel, got padding %dx%d and kernel %dx%d',
      torch.type(self), self.padW, self.padH, self.kW, self.kH), 0)
  end
  local height = core.pool_output_size(input:size(dims - 1), self.kH, self.dH, self.padH, self.ceil_mode)
  local width = core.pool_output_size(input:size(dims), self.kW, self.dW, self.padW, self.ceil_mode)
  if height < 1 or width < 1 then
    complain(self, string.format('an image of at least %dx%d', math.max(self.kH - 2 * self.padH, 1),
      math.max(self.kW - 2 * self.padW, 1)), input)
  end
  local size = input:size()
  size[dims - 1], size[dims] = height, width
  return size
end
