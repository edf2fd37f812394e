-- What `sluice compile` calls a design that nobody named.
local nn = require 'nn'
local command = require 'sluice.command'

local folder = os.tmpname()
os.remove(folder)

-- The design's name when the net is a file called so.
local function name_from(file)
  local path = folder .. '/' .. file
  torch.save(path, nn.Sequential():add(nn.Linear(3, 2)))
  local globals = getfenv(command.compile)
  local real_print, said = globals.print, nil
  globals.print = function(design) said = design end
  local ok, message = pcall(command.compile, path,
    { input = { 3 }, calibrate = torch.rand(4, 3), output = folder .. '/design' })
  globals.print = real_print
  assert(ok, message)
  return said.manifest.name
end

describe('the name of a design from its file', function()
  setup(function() os.execute('mkdir -p ' .. folder) end)
  teardown(function() os.execute('rm -rf ' .. folder) end)

  for file, name in pairs {
    ['net.t7'] = 'net', ['my-net.v2.t7'] = 'my_net_v2', ['a..b.t7'] = 'a_b', ['a__b.t7'] = 'a_b',
    ['2net.t7'] = 'net_2net', ['_2net.t7'] = 'net_2net', ['_net.t7'] = 'net', ['net_.t7'] = 'net',
    ['_.t7'] = 'net',
  } do
    it(file .. ' gives ' .. name, function()
      assert.are.equal(name, name_from(file))
    end)
  end
end)
