-- What the pooling layers share: their window, how its places are counted, the size of the output.
local core = require 'nn_core'
local arguments = require 'nn.arguments'
local complain = require('nn.complain').complain
local window_text = require 'nn.window_text'
local pooling = {}

function pooling.set_window(self, class, kW, kH, dW, dH, padW, padH)
  self.kW, self.kH = kW, kH
  self.dW, self.dH = dW, dH
  self.padW, self.padH = padW or 0, padH or 0
  self.ceil_mode = false
  arguments.window(class, self)
end

-- Files of early Torch lack these fields.
function pooling.complete(self)
  self.padW, self.padH = self.padW or 0, self.padH or 0
  self.ceil_mode = self.ceil_mode or false
end

-- A last window that reaches over the edge counts.
function pooling.ceil(self)
  self.ceil_mode = true
  return self
end

function pooling.floor(self)
  self.ceil_mode = false
  return self
end

-- Output height and width, the same for images alone and in a batch.
function pooling.output_size(self, input)
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

function pooling.text(self)
  return string.format('%s(%dx%d%s)', torch.type(self), self.kW, self.kH, window_text(self, true))
end

return pooling
