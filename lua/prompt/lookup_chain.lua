-- The tables in which a field of `value` may be found, by way of __index.
return function(value)
  local chain = {}
  if type(value) == 'table' then
    chain[1] = value
  end
  local meta = getmetatable(value)
  while type(meta) == 'table' and #chain < 20 do
    local index = rawget(meta, '__index')
    chain[#chain + 1] = type(index) == 'table' and index or meta
    meta = getmetatable(chain[#chain])
  end
  return chain
end
