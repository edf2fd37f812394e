-- Library functions that the host keeps from being compiled.
local funcinfo = require('jit.util').funcinfo

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
    -- LuaJIT's own functions have a number.
    assert.is_nil(funcinfo(next).ffid)
    assert.is_nil(funcinfo(pairs).ffid)
    assert.is_truthy(funcinfo(ipairs).ffid)
  end)
end)

describe('output', function()
  it('is by plain C functions', function()
    local methods = getmetatable(io.stdout).__index
    for _, output in ipairs { io.write, io.flush, methods.write, methods.flush } do
      assert.is_function(output)
      assert.is_nil(funcinfo(output).ffid)
    end
    assert.is_truthy(funcinfo(io.read).ffid)
  end)

  it('says that a disk is full, after LuaJIT had reason to compile the call, too', function()
    local function put(file)
      local ok = file:write('text', '\n')
      if ok then
        ok = file:flush()
      end
      return ok
    end
    local files = {}
    for i = 1, 400 do
      files[i] = io.open(i < 300 and '/dev/null' or '/dev/full', 'w')
    end
    local failures = 0
    for _, file in ipairs(files) do
      failures = failures + (put(file) and 0 or 1)
      file:close()
    end
    assert.equal(101, failures)
  end)

  it('names a wrong argument', function()
    assert.has_error(function() io.write({}) end, "bad argument #1 to 'write' (string expected, got table)")
    assert.has_error(function() io.stdout.write(1, 'text') end, "bad argument #1 to 'write' (FILE* expected, got number)")
  end)
end)
