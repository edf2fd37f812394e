-- xlua: progress where nobody watches, and the helpers for arguments.
local system = require 'sluice.system'
local xlua = require 'xlua'

-- What f prints.
local function printed(f)
  local saved, lines = print, {}
  _G.print = function(text) lines[#lines + 1] = text end
  local ok, err = pcall(f)
  _G.print = saved
  assert.is_true(ok, err)
  return lines
end

describe('xlua.progress', function()
  local terminal, clocks, now
  before_each(function()
    terminal, clocks, now = system.is_terminal, system.clocks, 0
    system.is_terminal = function() return false end
    system.clocks = function() return now end
  end)
  after_each(function() system.is_terminal, system.clocks = terminal, clocks end)

  it('prints a line now and then, with rate and time left, and one at the end', function()
    local lines = printed(function()
      for i = 1, 100 do
        now = now + 0.5
        xlua.progress(i, 100)
      end
    end)
    assert.equal(5, #lines)
    assert.equal('21/100  2.0/s  39s left', lines[1])
    assert.truthy(lines[5]:match('^100/100  2%.0/s  took 49s$'), lines[5])
  end)

  it('starts anew for the next run', function()
    local lines = printed(function()
      for _ = 1, 2 do
        for i = 1, 3 do xlua.progress(i, 3) end
      end
    end)
    assert.equal(2, #lines)
  end)
end)

describe('xlua', function()
  it('formats times', function()
    assert.equal('1h05m', xlua.formatTime(3900))
    assert.equal('2m07s', xlua.formatTime(127))
    assert.equal('12s', xlua.formatTime(12.9))
    assert.equal('350ms', xlua.formatTime(0.35))
  end)

  it('unpacks named and positional arguments', function()
    local definitions = { { arg = 'a', req = true }, { arg = 'b', default = 2 } }
    local all, a, b = xlua.unpack({ { a = 1 } }, 'f', '', unpack(definitions))
    assert.same({ a = 1, b = 2 }, all)
    assert.same({ 1, 2 }, { a, b })
    all = xlua.unpack({ 5, 6 }, 'f', '', unpack(definitions))
    assert.same({ a = 5, b = 6 }, all)
    printed(function()
      assert.error_matches(function() xlua.unpack({ { b = 1 } }, 'f', '', unpack(definitions)) end,
        'f: the argument <a> is missing')
    end)
  end)
end)
