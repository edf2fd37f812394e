-- Joining tensors along a dimension, and cutting a gradient back into the same slices.
local slices = {}

-- `into` becomes the tensors side by side along `dimension`; their other sizes must agree.
function slices.join(into, tensors, dimension, complain)
  local size = tensors[1]:size()
  for i = 2, #tensors do
    local other = tensors[i]:size()
    local fits = #other == #size
    for d = 1, fits and #size or 0 do
      fits = fits and (d == dimension or other[d] == size[d])
    end
    if not fits then
      complain(string.format('slice %d to agree with %s except along dimension %d', i,
        table.concat(tensors[1]:size():totable(), 'x'), dimension), tensors[i])
    end
    size[dimension] = size[dimension] + other[dimension]
  end
  into:resize(size)
  local first = 1
  for _, tensor in ipairs(tensors) do
    local count = tensor:size(dimension)
    into:narrow(dimension, first, count):copy(tensor)
    first = first + count
  end
  return into
end

-- Calls visit(i, slice of `gradient`) for slices as long as those of `tensors`.
function slices.each(gradient, tensors, dimension, visit)
  local first = 1
  for i, tensor in ipairs(tensors) do
    local count = tensor:size(dimension)
    visit(i, gradient:narrow(dimension, first, count))
    first = first + count
  end
end

return slices
