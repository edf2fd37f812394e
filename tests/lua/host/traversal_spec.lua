-- next and pairs as the host gives them.
describe('a traversal', function()
  it('visits every entry once and ends', function()
    local seen = {}
    for key, value in pairs({ 'a', 'b', x = 1, [2.5] = 2 }) do
      seen[key] = value
    end
    assert.same({ 'a', 'b', x = 1, [2.5] = 2 }, seen)
    assert.is_nil(next({}))
    assert.same({ 1, 'only' }, { next({ 'only' }) })
  end)

  it('takes assignments to entries that are there', function()
    local squares = { a = 2, b = 3 }
    for key, value in pairs(squares) do
      squares[key] = value * value
    end
    assert.same({ a = 4, b = 9 }, squares)
  end)

  it('refuses what is no table and keys that are not there', function()
    assert.has_error(function() pairs(1) end, "bad argument #1 to 'pairs' (table expected, got number)")
    assert.has_error(function() next({}, 'nowhere') end)
  end)

  it('is by a plain C function, which LuaJIT does not compile', function()
    local info = require('jit.util').funcinfo
    -- LuaJIT's own functions have a number.
    assert.is_nil(info(next).ffid)
    assert.is_nil(info(pairs).ffid)
    assert.is_truthy(info(ipairs).ffid)
  end)
end)
