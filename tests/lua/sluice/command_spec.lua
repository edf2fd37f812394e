-- What `sluice compile` calls a design that nobody named, and whom its messages name.
local nn = require 'nn'
local command = require 'sluice.command'
local npy = require 'sluice.npy'
local sluice = require 'sluice'

local folder = os.tmpname()
os.remove(folder)

-- What the command prints for a net file and options.
local function compile(path, options)
  local globals, said = getfenv(0), nil
  local real_print = globals.print
  globals.print = function(design) said = design end
  local ok, message = pcall(command.compile, path, options)
  globals.print = real_print
  return ok, ok and said or message
end

local function saved(file, net)
  local path = folder .. '/' .. file
  torch.save(path, net)
  return path
end

local function options(more)
  local all = { input = { 3 }, calibrate = torch.rand(4, 3), output = folder .. '/design' }
  for key, value in pairs(more or {}) do all[key] = value end
  return all
end

setup(function() os.execute('mkdir -p ' .. folder) end)
teardown(function() os.execute('rm -rf ' .. folder) end)

describe('the name of a design from its file', function()
  for file, name in pairs {
    ['net.t7'] = 'net', ['my-net.v2.t7'] = 'my_net_v2', ['a..b.t7'] = 'a_b', ['a__b.t7'] = 'a_b',
    ['a--b.t7'] = 'a_b', ['net (1).t7'] = 'net_1', ['2net.t7'] = 'net_2net', ['_2net.t7'] = 'net_2net',
    ['_net.t7'] = 'net', ['net_.t7'] = 'net', ['_.t7'] = 'net', ['always.t7'] = 'net_always',
  } do
    it(file .. ' gives ' .. name, function()
      local ok, design = compile(saved(file, nn.Sequential():add(nn.Linear(3, 2))), options())
      assert(ok, design)
      assert.are.equal(name, design.manifest.name)
    end)
  end
end)

describe('a message of sluice compile', function()
  local function expect(text, path, given)
    local ok, message = compile(path, given or options())
    assert.is_false(ok)
    message = message:gsub('\nstack traceback:.*', '')
    assert.is_truthy(message:find(text, 1, true), message)
    assert.is_nil(message:find(sluice.home() .. '/lua/', 1, true), message)
  end

  local function frames(file, tensor)
    local path = folder .. '/' .. file
    npy.save(path, tensor)
    return path
  end

  local function good() return saved('good.t7', nn.Sequential():add(nn.Linear(3, 2))) end

  it('names the file of frames that do not fit', function()
    local wrong = frames('wrong.npy', torch.rand(2, 6))
    expect('wrong.npy: found calibration data 2 x 6, expected N x 3', good(), options { calibrate = wrong })
    local deep = frames('deep.npy', torch.rand(1, 3))
    local text = io.open(deep, 'rb'):read('*a')
    local header = text:match('%b{}')
    local many = ('(' .. ('1, '):rep(41) .. '6)')
    local stretched = header:gsub('%b()', many)
    local body = stretched .. (' '):rep(63 - (#stretched + 10) % 64) .. '\n'
    local file = io.open(deep, 'wb')
    file:write('\147NUMPY\1\0', string.char(#body % 256, math.floor(#body / 256)), body, ('\0'):rep(48))
    file:close()
    expect('deep.npy: found an array of 42 dimensions', good(), options { calibrate = deep })
    expect('none.npy: cannot open', good(), options { calibrate = folder .. '/none.npy' })
  end)

  it('counts frames from 0, and blames them before the network', function()
    local numbers = torch.rand(4, 3)
    numbers[1][2] = 0 / 0
    expect('bad.npy: element 1 of frame 0, both counted from 0, is not a number', good(),
      options { calibrate = frames('bad.npy', numbers) })
    numbers = torch.rand(4, 3)
    numbers[4][1] = -1 / 0
    expect('bad.npy: element 0 of frame 3, both counted from 0, is infinite', good(),
      options { calibrate = frames('bad.npy', numbers) })
  end)

  it('names the file of the network', function()
    expect('sluice.compile: option bits: found 17', good(), options { bits = 17 })
    expect('good.t7: ', good(), options { bits = 17 })
    local net = nn.Sequential():add(nn.Linear(3, 2))
    net.modules[2] = 5
    expect('odd.t7: ', saved('odd.t7', net))
  end)

  it('never shows where a network made to hurt has hurt', function()
    local net = nn.Sequential():add(nn.Linear(3, 2))
    net.modules[1].weight = 'none'
    net.modules[1].forward = 7
    expect('hurt.t7: ', saved('hurt.t7', net))
    local deep = nn.ReLU()
    for _ = 1, 3000 do deep = nn.Sequential():add(deep) end
    expect('deep.t7: ', saved('deep.t7', deep))
  end)
end)
