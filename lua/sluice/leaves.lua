-- Appends to `list` what stands in nested tables, left to right, and returns it.
local function leaves(value, list)
  if type(value) ~= 'table' then
    list[#list + 1] = value
  else
    for _, entry in ipairs(value) do
      leaves(entry, list)
    end
  end
  return list
end

return leaves
