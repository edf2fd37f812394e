-- Timer, CmdLine, tic and toc, Tester and TestSuite.
local torch = require 'torch'
local system = require 'sluice.system'

describe('torch.Timer', function()
  it('runs, stops and goes on', function()
    local timer = torch.Timer()
    system.sleep(0.01)
    local time = timer:stop():time()
    assert.is_true(time.real >= 0.01 and time.real < 5)
    assert.is_true(time.user >= 0 and time.sys >= 0)
    assert.equal(time.real, timer:time().real)
    timer:resume()
    system.sleep(0.002)
    assert.is_true(timer:time().real > time.real)
    assert.is_true(timer:stop():reset():time().real == 0)
  end)
end)

describe('torch.tic and torch.toc', function()
  it('measure', function()
    local start = torch.tic()
    system.sleep(0.002)
    assert.is_true(torch.toc(start) >= 0.002)
    assert.is_true(torch.toc() >= 0.002)
  end)
end)

describe("require 'torch'", function()
  it('sets the globals that Torch sets', function()
    assert.equal(require('paths'), _G.paths)
    assert.equal('function', type(_G.include))
    assert.equal(unpack, rawget(table, 'unpack'))
  end)
end)

describe('torch.CmdLine', function()
  local function line()
    local cmd = torch.CmdLine()
    cmd:text('A test')
    cmd:argument('-file', 'a file')
    cmd:option('-rate', 0.5, 'a rate')
    cmd:option('--name', 'x', 'a name')
    cmd:option('-fast', false, 'a switch')
    return cmd
  end

  local function leaves(cmd, words)
    local exit, write, stderr, output = os.exit, io.write, io.stderr, {}
    local status
    os.exit = function(code) status = code error('left', 0) end
    io.write = function(...) output[#output + 1] = table.concat({ ... }) end
    io.stderr = { write = function(_, ...) output[#output + 1] = table.concat({ ... }) end }
    local saved_print = print
    _G.print = function(text) output[#output + 1] = text end
    local ok = pcall(cmd.parse, cmd, words)
    os.exit, io.write, io.stderr, _G.print = exit, write, stderr, saved_print
    assert.is_false(ok)
    return status, table.concat(output, '\n')
  end

  it('gives defaults and what was said', function()
    assert.same({ file = 'f', rate = 0.5, name = 'x', fast = false }, line():parse({ 'f' }))
    assert.same({ file = 'f', rate = 2, name = 'y', fast = true },
      line():parse({ '-rate', '2', 'f', '--name', 'y', '-fast' }))
  end)

  it('refuses what it does not know', function()
    local status, text = leaves(line(), { 'f', '-what' })
    assert.equal(1, status)
    assert.truthy(text:find('unknown option or argument: -what', 1, true))
    status, text = leaves(line(), { 'f', '-rate', 'fast' })
    assert.equal(1, status)
    assert.truthy(text:find("found 'fast' for -rate, expected a number", 1, true))
    status, text = leaves(line(), { 'f', '-fast', 'true' })
    assert.equal(1, status)
    assert.truthy(text:find('unknown option or argument: true', 1, true))
    status = leaves(line(), {})
    assert.equal(1, status)
  end)

  it('takes the type of an option, which must fit the default', function()
    local cmd = torch.CmdLine()
    cmd:option('-rate', 1, 'a rate', 'number')
    assert.equal(3, cmd:parse({ '-rate', '3' }).rate)
    assert.error_matches(function() cmd:option('-name', 'x', 'a name', 'number') end,
      'the default of %-name is a string, expected a number')
    assert.error_matches(function() cmd:option('-name', 'x', 'a name', 'text') end, 'found a text for %-name')
  end)

  it('helps', function()
    local status, text = leaves(line(), { '-help' })
    assert.equal(0, status)
    assert.truthy(text:find('A test', 1, true) and text:find('a rate [0.5]', 1, true))
    assert.truthy(text:find('\n  <file> a file\n', 1, true))
  end)

  it('names a run by what differs', function()
    local cmd = line()
    local params = cmd:parse({ 'f', '-rate', '2', '--name', 'y' })
    assert.equal('run,file=f,name=y,rate=2', cmd:string('run', params))
    assert.equal('run,rate=2', cmd:string('run', params, { name = true, file = true }))
    params = cmd:parse({ 'f', '-fast' })
    assert.equal('run,fast=t', cmd:string('run', params, { file = true }))
    assert.equal('run,fast=f', cmd:string('run', cmd:parse({ 'f' }), { file = true, fast = false }))
  end)

  it('logs what is printed, with the parameters first', function()
    local path, saved_print = os.tmpname(), print
    local cmd = line()
    cmd:silent()
    cmd:log(path, { rate = 2, file = 'f' })
    print('loss', 3)
    cmd:addTime('run', '%Y ')
    print('later')
    _G.print = saved_print
    local lines = {}
    for text in io.lines(path) do lines[#lines + 1] = text end
    os.remove(path)
    assert.truthy(lines[1]:match('^%[program started on .*%] $'))
    assert.same({ '[command line arguments] ', 'file f ', 'rate 2 ', '[----------------------] ', 'loss 3 ' },
      { unpack(lines, 2, 6) })
    assert.truthy(lines[7]:match('^%d%d%d%d %[run%]:  later $'))
  end)

  it('says when the log cannot be written', function()
    local saved_print = print
    local cmd = line()
    cmd:silent()
    local ok, message = pcall(cmd.log, cmd, '/dev/full')
    _G.print = saved_print
    assert.is_false(ok)
    assert.equal('cannot write /dev/full: No space left on device', message)
  end)
end)

describe('torch.Tester', function()
  local function run(tests)
    local tester = torch.Tester():add(tests(torch.Tester()))
    return tester
  end

  it('counts what holds and what does not', function()
    local tester = torch.Tester()
    local a = torch.DoubleTensor(torch.DoubleStorage({ 1, 2 }))
    tester:add({
      good = function()
        tester:assert(true)
        tester:assertlt(1, 2)
        tester:assertalmosteq(1, 1.001, 0.01)
        tester:assertTableEq({ 1, { 2 } }, { 1, { 2 } })
        tester:assertTableNe({ 1 }, { 2 })
        tester:eq('a', 'a')
        tester:assertErrorPattern(function() error('boo') end, 'bo+')
        tester:assertTensorEq(a, a, 0)
      end,
    })
    local saved_print, output = print, {}
    _G.print = function(text) output[#output + 1] = text end
    tester:run()
    _G.print = saved_print
    assert.equal('Completed 8 asserts in 1 tests with 0 failures and 0 errors', output[#output])
  end)

  it('raises an error when a test fails or breaks', function()
    local saved_print = print
    for _, test in ipairs({ function(t) t:asserteq(1, 2) end, function() error('boo') end,
      function(t) t:assertTableEq({ 1 }, { 1, 2 }) end, function(t) t:assertError(print) end }) do
      local tester = torch.Tester()
      tester:add(function() test(tester) end, 'bad')
      _G.print = function() end
      local ok = pcall(tester.run, tester)
      _G.print = saved_print
      assert.is_false(ok)
    end
  end)

  it('takes a suite without doubles or nested tables', function()
    local suite = torch.TestSuite()
    function suite.one() end
    assert.has_error(function() function suite.one() end end)
    assert.has_error(function() suite.two = {} end)
    assert.same({ 'one' }, run(function() return suite end).order)
  end)
end)
