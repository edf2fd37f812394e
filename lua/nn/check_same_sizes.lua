-- The check of elementwise table layers: a table of tensors that all have one size.
local complain = require('nn.complain')

return function(module, input)
  if torch.type(input) ~= 'table' or #input == 0 then
    complain.complain(module, 'a table of tensors', input)
  end
  for i, tensor in ipairs(input) do
    complain.check_tensor(module, tensor, 'entry ' .. i .. ' of the input')
    if not tensor:isSameSizeAs(input[1]) then
      complain.complain(module, string.format('entry %d to be %s as entry 1', i, complain.shape(input[1])), tensor)
    end
  end
end
