-- The texts of containers: chains and branches drawn with indentation, as Torch draws them.

-- `module`'s own text with every further line indented by `margin`.
local function indented(module, margin)
  return (tostring(module):gsub('\n', '\n' .. margin))
end

-- A chain: "name {", the path, one line a module, "}".
local function chain(self)
  local path = { 'input' }
  for i = 1, #self.modules do
    path[#path + 1] = '(' .. i .. ')'
  end
  path[#path + 1] = 'output'
  local lines = { torch.type(self) .. ' {', '  [' .. table.concat(path, ' -> ') .. ']' }
  for i, module in ipairs(self.modules) do
    lines[#lines + 1] = '  (' .. i .. '): ' .. indented(module, '  ')
  end
  return table.concat(lines, '\n') .. '\n}'
end

-- Branches side by side from one input to one output.
local function branches(self)
  local lines = { torch.type(self) .. ' {', '  input' }
  for i, module in ipairs(self.modules) do
    local last = i == #self.modules
    local margin = last and '         ' or '    |    '
    lines[#lines + 1] = (last and '     `-> (' or '    |`-> (') .. i .. '): ' .. indented(module, margin)
  end
  lines[#lines + 1] = '     ... -> output'
  return table.concat(lines, '\n') .. '\n}'
end

return { chain = chain, branches = branches }
