-- optim.ConfusionMatrix: what follows from the counts, and its text.
local ConfusionMatrix = _G.optim.ConfusionMatrix

-- The mean of the numbers of `vector` that are numbers (a class that never occurred has none).
local function mean(vector)
  local total, count = 0, 0
  for i = 1, vector:size(1) do
    if vector[i] == vector[i] then
      total, count = total + vector[i], count + 1
    end
  end
  return total / count
end

-- valids: right predictions by occurrences of the class; unionvalids: by occurrences or predictions of it.
function ConfusionMatrix:updateValids()
  local right, present = 0, {}
  for t = 1, self.nclasses do
    local hits = self.mat[t][t]
    local row, column = self.mat:select(1, t):sum(), self.mat:select(2, t):sum()
    self.valids[t] = hits / row
    self.unionvalids[t] = hits / (row + column - hits)
    present[#present + 1] = row > 0 and self.unionvalids[t] or nil
    right = right + hits
  end
  self.totalValid = right / self.mat:sum()
  self.averageValid = mean(self.valids)
  self.averageUnionValid = #present > 0 and mean(torch.Tensor(present)) or 0 / 0
end

-- False rejection and false acceptance rates: of every class (-1 for one without samples), and the lists of
-- those of the classes with samples.
function ConfusionMatrix:farFrr()
  local n = self.nclasses
  local frrs, fars = torch.Tensor(n):fill(-1), torch.Tensor(n):fill(-1)
  local present_frrs, present_fars, present = {}, {}, {}
  for i = 1, n do
    if self.mat[i]:sum() > 0 then
      present[#present + 1] = i
    end
  end
  for _, i in ipairs(present) do
    local total = 0
    for _, j in ipairs(present) do
      total = total + (j ~= i and self.mat[j][i] / self.mat[j]:sum() or 0)
    end
    frrs[i] = 1 - self.mat[i][i] / self.mat[i]:sum()
    fars[i] = total / (#present - 1)
    table.insert(present_frrs, frrs[i])
    table.insert(present_fars, fars[i])
  end
  return frrs, fars, torch.Tensor(present_frrs), torch.Tensor(present_fars)
end

function ConfusionMatrix:__tostring__()
  self:updateValids()
  local lines = { 'ConfusionMatrix:' }
  for t = 1, self.nclasses do
    local counts = {}
    for p = 1, self.nclasses do
      counts[p] = string.format('%8d', self.mat[t][p])
    end
    local name = self.classes[1] and string.format('\t[class: %s]', self.classes[t] or '') or ''
    lines[#lines + 1] = string.format('%s%s%s%2.3f%% %s', t == 1 and '[[' or ' [', table.concat(counts),
      t == self.nclasses and ']]  ' or ']   ', self.valids[t] * 100, name)
  end
  lines[#lines + 1] = ' + average row correct: ' .. self.averageValid * 100 .. '% '
  lines[#lines + 1] = ' + average rowUcol correct (VOC measure): ' .. self.averageUnionValid * 100 .. '% '
  lines[#lines + 1] = ' + global correct: ' .. self.totalValid * 100 .. '%'
  return table.concat(lines, '\n')
end
