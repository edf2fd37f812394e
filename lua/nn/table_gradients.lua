-- The gradients of layers that take a table of tensors: module.gradInput becomes one tensor for each input.
return function(module, input)
  for i = 1, #input do
    module.gradInput[i] = module.gradInput[i] or input[i].new()
  end
  for i = #input + 1, #module.gradInput do
    module.gradInput[i] = nil
  end
  return module.gradInput
end
