-- What the examples promise, read off the designs and the reports that they leave behind: accuracy, multipliers,
-- cycles, size, and how much was compared. Runs after the examples themselves.
local dkjson = require 'dkjson'
local paths = require 'paths'
local sluice = require 'sluice'

local function folder_of(name)
  return paths.concat(sluice.home(), 'build', 'examples', name, 'design')
end

local function read(file)
  local handle = assert(io.open(file))
  local text = handle:read('*a')
  handle:close()
  return text
end

-- Lines of all Verilog files; memory images are apart.
local function lines_of(folder, manifest)
  local lines = 0
  for _, file in ipairs(manifest.files.rtl) do
    lines = lines + select(2, read(paths.concat(folder, file)):gsub('\n', ''))
  end
  return lines
end

local function slowest_arithmetic(manifest)
  local most = 0
  for _, unit in ipairs(manifest.units) do
    if unit.macs > 0 then most = math.max(most, unit.macs / (unit.pe * unit.simd)) end
  end
  return most
end

local function total_of(units, field)
  local total = 0
  for _, unit in ipairs(units) do total = total + unit[field] end
  return total
end

local promises = {
  mnist_lenet = { accuracy = 0.990, lost = 0.002, multipliers = 104, interval = 5000, macs = 416520, lines = 5000 },
  mnist_mlp_small = { accuracy = 0.965, lost = 0.002, multipliers = 80, interval = 784 },
  mnist_mlp = { accuracy = 0.980, lost = 0.002, interval = 1000 },
  mnist_resnet = { accuracy = 0.985, lost = 0.002, interval = 5000 },
}

for name, promise in pairs(promises) do
  describe(name, function()
    local design, report

    setup(function()
      design = sluice.design(folder_of(name))
      report = dkjson.decode(read(paths.concat(design.folder, 'verify.json')))
    end)

    it('was compared whole: every test image, every stream, every stall pattern', function()
      assert.is_true(report.passed)
      assert.is_true(report.bit_exact)
      assert.is_true(report.cycle_exact)
      assert.equal(10000, report.frames)
      assert.same({ 'none', 'source', 'sink', 'both', 'random' }, report.stall_patterns)
      assert.is_true(report.stalled_frames >= 200)
      -- Every FIFO inside, and the two ports.
      assert.equal(#design.manifest.fifos + 2, #report.streams_checked)
      assert.is_true(report.values_compared > 5 * 200 * 784)
    end)

    it('classifies as well as promised, in hardware too', function()
      assert.is_true(report.accuracy.float >= promise.accuracy)
      assert.is_true(report.accuracy.float - report.accuracy.integer <= promise.lost)
      assert.equal(report.accuracy.integer, report.accuracy.rtl)
    end)

    it('takes the cycles that were predicted and no more than promised', function()
      assert.equal(report.interval_cycles.predicted, report.interval_cycles.measured)
      assert.equal(report.latency_cycles.predicted, report.latency_cycles.measured)
      assert.equal(design.manifest.interval_cycles, report.interval_cycles.measured)
      assert.is_true(report.interval_cycles.measured <= promise.interval)
      assert.is_true(report.interval_cycles.measured <= 1.02 * slowest_arithmetic(design.manifest))
    end)

    it('is as small as promised', function()
      assert.equal(design.manifest.multipliers, total_of(design.manifest.units, 'multipliers'))
      if promise.macs then assert.equal(promise.macs, total_of(design.manifest.units, 'macs')) end
      if promise.multipliers then assert.is_true(design.manifest.multipliers <= promise.multipliers) end
      if promise.lines then assert.is_true(lines_of(design.folder, design.manifest) <= promise.lines) end
    end)
  end)
end
