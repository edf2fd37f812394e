-- Disk, pipe and memory files: the same values by the same calls, at the right positions.
local torch = require 'torch'

local openers = {
  DiskFile = function()
    local name = os.tmpname()
    return torch.DiskFile(name, 'rw'), function() os.remove(name) end
  end,
  MemoryFile = function() return torch.MemoryFile('rw'), function() end end,
}

for kind, open in pairs(openers) do
  describe('a torch.' .. kind, function()
    local file, clean_up

    before_each(function() file, clean_up = open() end)
    after_each(function()
      file:close()
      clean_up()
    end)

    it('starts in ascii, and reads back what it wrote', function()
      for _, mode in ipairs({ 'ascii', 'binary' }) do
        file:seek(1)
        file[mode](file)
        file:writeInt(-5)
        file:writeDouble(0.1)
        file:writeBool(true)
        file:writeLong(torch.LongStorage({ 1, 2, 3 }))
        file:writeChar(torch.CharStorage({ 65, 66 }))
        file:writeFloat(0.5)
        file:seek(1)
        assert.equal(-5, file:readInt())
        assert.equal(0.1, file:readDouble())
        assert.is_true(file:readBool())
        assert.same({ 1, 2, 3 }, file:readLong(3):totable())
        local characters = torch.CharStorage(2)
        assert.equal(2, file:readChar(characters))
        assert.same({ 65, 66 }, characters:totable())
        assert.equal(0.5, file:readFloat())
      end
    end)

    it('writes ascii as Torch does', function()
      file:writeInt(torch.IntStorage({ 1, -2 }))
      file:writeByte(torch.ByteStorage({ 72, 105 }))
      file:writeFloat(0.1)
      file:noAutoSpacing():writeInt(7)
      file:seek(1)
      assert.equal('1 -2\nHi\n0.100000001\n7', file:readString('*a'))
    end)

    it('counts positions from 1 and finds its end', function()
      file:binary()
      file:writeInt(torch.IntStorage({ 1, 2, 3 }))
      assert.equal(13, file:position())
      file:seek(5)
      assert.equal(2, file:readInt())
      assert.equal(9, file:position())
      file:writeInt(30)
      file:seek(9)
      assert.equal(30, file:readInt())
      file:seekEnd()
      assert.equal(13, file:position())
      assert.has_error(function() file:seek(100) end)
    end)

    it('reads lines', function()
      file:writeString('one\ntwo')
      file:seek(1)
      assert.equal('one', file:readString('*l'))
      assert.equal('two', file:readString('*l'))
      assert.has_error(function() file:readString('*l') end)
    end)

    it('tells the end, or keeps quiet about it', function()
      file:binary()
      assert.has_error(function() file:readInt() end)
      file:quiet()
      assert.is_nil(file:readInt())
      assert.is_true(file:hasError())
      file:clearError()
      assert.is_false(file:hasError())
    end)

    it('knows what it was opened for', function()
      assert.is_true(file:isReadable() and file:isWritable())
      file:close()
      assert.has_error(function() file:writeInt(1) end)
    end)
  end)
end

describe('a torch.DiskFile', function()
  it('writes what was never closed when it is collected', function()
    local name = os.tmpname()
    torch.DiskFile(name, 'w'):writeString('abc')
    collectgarbage()
    collectgarbage()
    assert.equal('abc', io.open(name):read('*a'))
    os.remove(name)
  end)

  it('goes on saying that the disk is full', function()
    local file = torch.DiskFile('/dev/full', 'w')
    file:writeString('abc')
    for _, verb in ipairs { 'synchronize', 'close' } do
      local ok, message = pcall(file[verb], file)
      assert.is_false(ok)
      assert.truthy(message:find('/dev/full: cannot write: No space', 1, true), message)
    end
    assert.is_true((pcall(file.close, file)))
  end)

  it('warns when it loses what was never written', function()
    local written, stderr = {}, io.stderr
    io.stderr = { write = function(_, ...) written[#written + 1] = table.concat({ ... }) end }
    torch.DiskFile('/dev/full', 'w'):writeString('abc')
    collectgarbage()
    collectgarbage()
    io.stderr = stderr
    assert.truthy(written[1] and written[1]:find('warning: /dev/full: cannot write: No space', 1, true))
  end)

  it('refuses a wrong mode and a missing file', function()
    assert.has_error(function() torch.DiskFile('x', 'a') end)
    assert.has_error(function() torch.DiskFile('/none/x', 'r') end)
  end)
end)

describe('a torch.PipeFile', function()
  it('reads what a command prints, objects too', function()
    local pipe = torch.PipeFile('printf "1 2\\n"')
    assert.equal(1, pipe:readInt())
    assert.equal(2, pipe:readInt())
    pipe:close()
    local name = os.tmpname()
    torch.save(name, torch.FloatStorage(30000))
    local storage = torch.PipeFile('cat ' .. name):binary():readObject()
    assert.equal(30000, storage:size())
    os.remove(name)
  end)

  it('feeds a command', function()
    local name = os.tmpname()
    local pipe = torch.PipeFile('cat > ' .. name, 'w')
    pipe:writeString('hello')
    pipe:close()
    assert.equal('hello', io.open(name):read('*a'))
    os.remove(name)
  end)
end)

describe('a torch.MemoryFile', function()
  it('gives and takes a storage that ends with a NUL', function()
    local file = torch.MemoryFile()
    file:writeInt(12)
    local storage = file:storage()
    assert.equal(4, storage:size())
    assert.equal(12, torch.MemoryFile(storage, 'r'):readInt())
  end)
end)
