-- The main job on one network: train (or take the kept net), quantise and compile to Verilog, verify in Verilator, sum up.
local paths = require 'paths'
local sluice = require 'sluice'
local mnist = require 'mnist'
local training = require 'train'
require 'torch'

local stall_patterns = { 'none', 'source', 'sink', 'both', 'random' }

local function heading(number, text)
  print(string.format('\n%d. %s', number, text))
end

-- The flags of quickstart.sh that reach a script.
local function flags(arguments)
  local found = {}
  for _, argument in ipairs(arguments) do
    if argument == '--retrain' or argument == '--again' then
      found[argument:sub(3)] = true
    else
      error('unknown option ' .. argument .. ', expected --retrain or --again', 0)
    end
  end
  return found
end

-- The trained net in `file`, trained now unless it is kept from before.
local function trained(job, file, retrain)
  if not retrain and paths.filep(file) then
    print('kept from before: ' .. file)
    return torch.load(file)
  end
  torch.manualSeed(job.seed or 1)
  local timer = torch.Timer()
  local net = training.train(job.model():float(), mnist.train(), job.training)
  print(string.format('trained in %.0f s', timer:time().real))
  torch.save(file, net:clearState())
  print('saved: ' .. file)
  return net
end

local function folder_of(name)
  local folder = paths.concat(sluice.home(), 'build', 'examples', name)
  paths.mkdir(paths.dirname(folder))
  paths.mkdir(folder)
  return folder
end

-- job: name, model (a function that returns a module), training (options of train.lua), compile (options of
-- sluice.compile), least (the float accuracy that counts as trained, in percent).
local function run(job, arguments)
  local chosen, folder, test = flags(arguments), folder_of(job.name), mnist.test()

  heading(1, 'train ' .. job.name)
  local file = paths.concat(folder, 'net.t7')
  local net = trained(job, file, chosen.retrain)
  local float_accuracy = training.accuracy(net, test)
  print(string.format('accuracy on %d test images: %.2f %%', test.labels:size(1), float_accuracy))
  if float_accuracy < job.least then
    error(string.format('expected at least %.2f %%', job.least), 0)
  end

  heading(2, 'quantise and compile to Verilog')
  local options = { name = job.name, input = { 1, 28, 28 }, output = paths.concat(folder, 'design') }
  options.calibrate = mnist.train().images:narrow(1, 1, 1000)
  for key, value in pairs(job.compile) do options[key] = value end
  local design = sluice.compile(net, options)
  print(design)

  heading(3, 'verify the Verilog')
  local report = design:verify(test.images, test.labels, {
    streams = 'all', stalls = stall_patterns, stalled_frames = 200, seed = 1, keep = not chosen.again,
  })
  if report.kept then
    print('kept from before: the same verification of the same design (--again repeats it)')
  end

  heading(4, 'summary')
  print(report)
  local lost = float_accuracy - 100 * report.accuracy.rtl
  print(string.format('accuracy: float %.2f %%, Verilog %.2f %% (%.2f points %s)',
    float_accuracy, 100 * report.accuracy.rtl, math.abs(lost), lost < -0.005 and 'gained' or 'lost'))
  print('design: ' .. design.folder)
  if not report.passed then os.exit(1) end
end

return { run = run }
