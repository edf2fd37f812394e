-- Moves tensors into one new vector, in their order; what shared memory before shares it afterwards.

-- First and last element of the storage that `tensor` reaches, counted from 1.
local function reach(tensor)
  local first = tensor:storageOffset()
  local last = first
  for d = 1, tensor:dim() do
    last = last + (tensor:size(d) - 1) * tensor:stride(d)
  end
  return first, last
end

-- The storages in order of first use, each with the ranges in use, sorted and merged.
local function used_ranges(tensors)
  local storages, by_key = {}, {}
  for _, tensor in ipairs(tensors) do
    local key = torch.pointer(tensor:storage())
    if not by_key[key] then
      by_key[key] = { storage = tensor:storage(), ranges = {} }
      storages[#storages + 1] = by_key[key]
    end
    local first, last = reach(tensor)
    table.insert(by_key[key].ranges, { first = first, last = last })
  end
  for _, used in ipairs(storages) do
    table.sort(used.ranges, function(a, b) return a.first < b.first end)
    local merged = {}
    for _, range in ipairs(used.ranges) do
      local previous = merged[#merged]
      if previous and range.first <= previous.last + 1 then
        previous.last = math.max(previous.last, range.last)
      else
        merged[#merged + 1] = range
      end
    end
    used.ranges = merged
  end
  return storages, by_key
end

-- Copies all ranges behind each other; every range learns its place.
local function gather(storages, like)
  local total = 0
  for _, used in ipairs(storages) do
    for _, range in ipairs(used.ranges) do
      range.to = total + 1
      total = total + range.last - range.first + 1
    end
  end
  local flat = like.new(total)
  for _, used in ipairs(storages) do
    for _, range in ipairs(used.ranges) do
      local count = range.last - range.first + 1
      flat:narrow(1, range.to, count):copy(like.new(used.storage, range.first, count))
    end
  end
  return flat
end

local function range_of(ranges, position)
  for _, range in ipairs(ranges) do
    if position >= range.first and position <= range.last then
      return range
    end
  end
end

-- The vector; the given tensors become views of it.
local function flatten(tensors)
  if not tensors or #tensors == 0 then
    return torch.Tensor()
  end
  local like = tensors[1]
  for _, tensor in ipairs(tensors) do
    if tensor:type() ~= like:type() then
      error(string.format('expected all parameters to be %s, got a %s', like:type(), tensor:type()), 3)
    end
  end
  local storages, by_key = used_ranges(tensors)
  local flat = gather(storages, like)
  for _, tensor in ipairs(tensors) do
    local offset = tensor:storageOffset()
    local range = range_of(by_key[torch.pointer(tensor:storage())].ranges, offset)
    tensor:set(flat:storage(), range.to + offset - range.first, tensor:size(), tensor:stride())
  end
  return flat
end

return flatten
