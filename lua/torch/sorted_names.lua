-- The keys of a table as sorted text: the order of pairs() differs from run to run.
return function(members)
  local names = {}
  for name in pairs(members) do
    names[#names + 1] = tostring(name)
  end
  table.sort(names)
  return names
end
