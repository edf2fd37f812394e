-- The length of a list that may have holes: the largest number that is a key, or nil where another key is none.
return function(list)
  local length = 0
  for key in pairs(list) do
    if type(key) ~= 'number' then
      return nil
    end
    length = math.max(length, key)
  end
  return length
end
