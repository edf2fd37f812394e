-- Prints CPU speed: each time as a ratio to what OpenBLAS's own 512x512x512 rate, measured in the same run by bare calls
-- of cblas_sgemm, would need for the same multiply-adds (a training step counts as three forwards). One thread, float,
-- batch 64.
--
--   sluice tests/benchmarks/run.lua [rounds]
local here = arg[0]:match('^(.*)/[^/]*$') or '.'
package.path = here .. '/?.lua;' .. package.path
local ffi = require 'ffi'
local networks = require 'networks'
local nn = require 'nn'
local optim = require 'optim'

local batch, rounds = 64, tonumber(arg[1]) or 40
local turn = 0.05 -- seconds
torch.manualSeed(1)
torch.setnumthreads(1)
torch.setdefaulttensortype('torch.FloatTensor')

local timer = torch.Timer()

-- Processor seconds so far: with one thread the time on the clock, less what other programs took.
local function now()
  local time = timer:time()
  return time.user + time.sys
end

local function seconds(action)
  local start = now()
  action()
  return now() - start
end

local function matrices()
  return torch.rand(512, 512), torch.rand(512, 512), torch.rand(512, 512)
end

ffi.cdef [[
void cblas_sgemm(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha, const float *a, int lda,
  const float *b, int ldb, float beta, float *c, int ldc);
]]

-- C = A B: row-major (101), neither transposed (111).
local function openblas_gemm()
  local a, b, c = matrices()
  return function()
    ffi.C.cblas_sgemm(101, 111, 111, 512, 512, 512, 1, a:data(), 512, b:data(), 512, 0, c:data(), 512)
  end, 512 ^ 3
end

local function torch_gemm()
  local a, b, c = matrices()
  return function() c:mm(a, b) end, 512 ^ 3
end

local function data_for(shape)
  local labels = torch.LongTensor(batch):random(1, 10)
  return torch.rand(batch, unpack(shape)), labels
end

local function forward(make)
  local net, macs, shape = make()
  local input = data_for(shape)
  return function() net:forward(input) end, macs * batch
end

-- Forward, loss, backward and the plain update of optim.sgd (no momentum).
local function step(make)
  local net, macs, shape = make()
  local input, labels = data_for(shape)
  local criterion = nn.ClassNLLCriterion()
  local parameters, gradients = net:getParameters()
  local config = { learningRate = 0.01 }
  local function evaluate()
    gradients:zero()
    local loss = criterion:forward(net:forward(input), labels)
    net:backward(input, criterion:backward(net.output, labels))
    return loss, gradients
  end
  return function() optim.sgd(evaluate, parameters, config) end, 3 * macs * batch
end

local jobs = {
  { 'OpenBLAS 512x512x512', openblas_gemm },
  { 'torch.mm 512x512x512', torch_gemm },
  { 'MLP 784-256-128-10 SGD step', function() return step(networks.mlp) end, 1.2 },
  { 'LeNet forward', function() return forward(networks.lenet) end, 1.6 },
  { 'LeNet SGD step', function() return step(networks.lenet) end, 1.6 },
}
for _, job in ipairs(jobs) do
  job.action, job.macs = job[2]()
  job.best = math.huge
  job.action()
end

-- The jobs take turns of equal length, so that a machine that slows down for a while slows all of them down, and that
-- each comes to the steady state of training.
for _ = 1, rounds do
  for _, job in ipairs(jobs) do
    local start = now()
    repeat
      job.best = math.min(job.best, seconds(job.action))
    until now() - start >= turn
  end
end

local rate = jobs[1].macs / jobs[1].best
print(string.format('%-28s %10s %12s %8s %8s', 'best of ' .. rounds .. ' turns', 'ms', 'GMAC/s', 'ratio', 'bar'))
local met = true
for _, job in ipairs(jobs) do
  local ratio, bar = job.best * rate / job.macs, job[3]
  met = met and (not bar or ratio <= bar)
  print(string.format('%-28s %10.3f %12.1f %8.2f %8s', job[1], job.best * 1e3, job.macs / job.best / 1e9, ratio,
    bar and string.format('<= %.1f', bar) or ''))
end
os.exit(met and 0 or 1)
