-- sys: clocks, commands, text.
local sys = require 'sys'

describe('sys', function()
  it('measures time', function()
    local before = sys.clock()
    sys.tic()
    sys.sleep(0.01)
    assert.is_true(sys.toc() >= 0.01)
    assert.is_true(sys.clock() - before >= 0.01)
  end)

  it('runs commands', function()
    assert.equal('a\nb', sys.execute('printf "a\\nb\\n\\n"'))
    assert.equal('', sys.execute('true'))
  end)

  it('splits', function()
    assert.same({ 'a', 'b' }, sys.split(' a  b '))
    assert.same({ 'a', '', 'b' }, sys.split('a,,b', ','))
    assert.same({ 'a' }, sys.split('a', ','))
    assert.same({ 'a', 'b' }, sys.split('a.b', '.'))
  end)

  it('knows NaN, the system and the place of a file', function()
    assert.is_true(sys.isNaN(0 / 0))
    assert.is_false(sys.isNaN(1))
    assert.equal('linux', sys.OS)
    local folder, name = sys.fpath()
    assert.equal('sys_spec.lua', name)
    assert.truthy(folder:match('/sys$'))
    assert.is_nil(sys.fstat('/none'))
  end)
end)
