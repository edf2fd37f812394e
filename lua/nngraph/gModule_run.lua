-- nn.gModule: forward and backward through the graph, and the buffers that they leave in the nodes.
local nn = _G.nn
local gModule, parent = nn.gModule, nn.Container

-- A node with one input takes it as it is, with several as a table.
local function unwrapped(values, count)
  return count == 1 and values[1] or values
end

local function input_count(data)
  return #data.mapindex
end

local function propagate(node, output)
  for _, child in ipairs(node.children) do
    local data = child.data
    data.input = data.input or {}
    data.input[data.mapindex[node.data]] = output
  end
end

-- Torch's files let the first node of the graph have no mapindex entry.
local function node_input(data)
  return unwrapped(data.input, math.max(input_count(data), 1))
end

local function check_count(self, what, given, count)
  if count > 1 and (torch.type(given) ~= 'table' or #given ~= count) then
    error(string.format('%s: expected a table of %d %s, got %s', torch.type(self), count, what,
      torch.type(given) == 'table' and #given or 'a ' .. torch.type(given)), 0)
  end
end

local function place_in_modules(self, module)
  for i, each in ipairs(self.modules) do
    if each == module then
      return i
    end
  end
end

local function run(self, module, method, ...)
  return self:rethrowErrors(module, place_in_modules(self, module) or 0, method, ...)
end

function gModule:updateOutput(input)
  check_count(self, 'inputs', input, self.nInputs or 1)
  for _, node in ipairs(self.forwardnodes) do
    node.data.input = {}
  end
  self.innode.data.input = { input }
  for _, node in ipairs(self.forwardnodes) do
    local data = node.data
    local output = node_input(data)
    if data.nSplitOutputs then
      check_count(self, 'values to split for the node made at ' .. (data.annotations._debugLabel or '?'), output,
        data.nSplitOutputs)
    end
    if data.selectindex then
      output = output[data.selectindex]
    end
    if data.module then
      output = run(self, data.module, 'updateOutput', output)
    end
    if node.data ~= self.outnode.data then
      propagate(node, output)
    end
  end
  self.output = node_input(self.outnode.data)
  return self.output
end

-- The gradient at a node's output: the sum over its consumers, or for a split one entry for each of them.
local function summed(data)
  local parts = data.gradOutput
  if data.nSplitOutputs or #parts == 1 then
    return data.nSplitOutputs and parts or parts[1]
  end
  data.gradOutputBuffer = nn.utils.recursiveCopy(data.gradOutputBuffer, parts[1])
  for i = 2, #parts do
    nn.utils.recursiveAdd(data.gradOutputBuffer, parts[i])
  end
  return data.gradOutputBuffer
end

local function give_back(node, gradInput)
  for _, child in ipairs(node.children) do
    local part = gradInput
    if #node.children > 1 then
      part = gradInput[node.data.mapindex[child.data]]
    end
    local parts = child.data.gradOutput
    parts[node.data.selectindex or #parts + 1] = part
  end
end

function gModule:updateGradInput(_, gradOutput)
  local first = self.innode.data.input
  if not first or first[1] == nil then
    error(torch.type(self) .. ': backward needs the values that forward leaves; call forward first', 0)
  end
  check_count(self, 'gradOutputs', gradOutput, input_count(self.outnode.data))
  for _, node in ipairs(self.backwardnodes) do
    node.data.gradOutput = {}
  end
  self.outnode.data.gradOutput = { gradOutput }
  for _, node in ipairs(self.backwardnodes) do
    local data = node.data
    local gradInput = summed(data)
    if data.module then
      gradInput = run(self, data.module, 'updateGradInput', node_input(data), gradInput)
    end
    give_back(node, gradInput)
  end
  self.gradInput = summed(self.innode.data)
  return self.gradInput
end

local function on_each_module(method)
  return function(self, _, _, number)
    for _, node in ipairs(self.backwardnodes) do
      local data = node.data
      if data.module then
        run(self, data.module, method, node_input(data), summed(data), number)
      end
    end
  end
end

gModule.accGradParameters = on_each_module('accGradParameters')
gModule.accUpdateGradParameters = on_each_module('accUpdateGradParameters')

local function release_buffers(self)
  for _, node in ipairs(self.forwardnodes) do
    local data = node.data
    data.input, data.gradOutput, data.gradOutputBuffer = nil, nil, nil
  end
  self.output, self.gradInput = torch.Tensor():type(self._type), torch.Tensor():type(self._type)
end

function gModule:type(type, cache)
  if type then
    release_buffers(self)
  end
  return parent.type(self, type, cache)
end

function gModule:clearState()
  release_buffers(self)
  for _, module in ipairs(self.modules) do
    module:clearState()
  end
  return self
end
