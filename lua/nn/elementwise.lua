-- What all elementwise activations share: buffers, and work in place where `self.inplace` asks for it.
local nn = require 'nn.package'
local complain = require('nn.complain').complain
local elementwise = {}

-- output = kernel(input, ...); in place the input itself is overwritten.
function elementwise.forward(self, kernel, input, ...)
  if not torch.isTensor(input) or input:dim() == 0 then
    complain(self, 'a tensor', input)
  end
  local from = nn.utils.contiguous(self, '_input', input)
  if not self.inplace then
    self.output:resizeAs(input)
    kernel(from, self.output, ...)
    return self.output
  end
  kernel(from, from, ...)
  if from ~= input then
    input:copy(from)
  end
  self.output:set(input)
  return self.output
end

-- gradInput = kernel(reference, gradOutput, ...), `reference` being the input or the output; in place
-- gradOutput itself is overwritten.
function elementwise.backward(self, kernel, reference, gradOutput, ...)
  if not torch.isTensor(gradOutput) or gradOutput:nElement() ~= reference:nElement() then
    complain(self, 'a gradOutput of ' .. reference:nElement() .. ' elements', gradOutput)
  end
  reference = nn.utils.contiguous(self, '_input', reference)
  local from = nn.utils.contiguous(self, '_gradOutput', gradOutput)
  if not self.inplace then
    self.gradInput:resizeAs(reference)
    kernel(reference, from, self.gradInput, ...)
    return self.gradInput
  end
  kernel(reference, from, from, ...)
  if from ~= gradOutput then
    gradOutput:copy(from)
  end
  self.gradInput:set(gradOutput)
  return self.gradInput
end

-- Makes `class` an activation whose gradient follows from its output; check(module, input) may refuse inputs.
function elementwise.from_output(class, forward, backward, check)
  function class:updateOutput(input)
    if check then
      check(self, input)
    end
    return elementwise.forward(self, forward, input)
  end

  function class:updateGradInput(_, gradOutput)
    return elementwise.backward(self, backward, self.output, gradOutput)
  end

  class.clearState = elementwise.clearState
  return class
end

function elementwise.clearState(self)
  nn.utils.clear(self, '_input', '_gradOutput')
  return nn.Module.clearState(self)
end

return elementwise
