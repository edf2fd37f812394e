-- .t7 files: every type comes back, sharing stays, and bad files are told, never believed.
local torch = require 'torch'

local function round_trip(object, mode)
  return torch.deserialize(torch.serialize(object, mode), mode)
end

local function hex(text)
  return (text:gsub('.', function(c) return ('%02x'):format(c:byte()) end))
end

local function int(n)
  local bytes = {}
  for i = 1, 4 do
    bytes[i] = string.char(n % 256)
    n = math.floor(n / 256)
  end
  return table.concat(bytes)
end

local function long(n)
  return int(n % 2 ^ 32) .. int(math.floor(n / 2 ^ 32) % 2 ^ 32)
end

local function text(s) return int(#s) .. s end

local function object(index, class) return int(4) .. int(index) .. text('V 1') .. text(class) end

local function float_storage(index, count, bytes)
  return object(index, 'torch.FloatStorage') .. long(count) .. bytes
end

-- A FloatTensor over a storage of 4 elements.
local function tensor(sizes, strides, offset)
  local parts = { object(1, 'torch.FloatTensor'), int(#sizes) }
  for _, list in ipairs({ sizes, strides }) do
    for _, n in ipairs(list) do
      parts[#parts + 1] = long(n)
    end
  end
  return table.concat(parts) .. long(offset) .. float_storage(2, 4, ('\0'):rep(16))
end

local function assert_refused(bytes, pattern)
  local ok, message = pcall(torch.deserialize, bytes)
  assert.is_false(ok)
  assert.truthy(message:find('^<memory>: offset %d+: found '), message)
  assert.truthy(message:find(pattern), message)
end

for _, mode in ipairs({ 'binary', 'ascii', 'b32' }) do
  describe('a ' .. mode .. ' .t7', function()
    it('holds plain values', function()
      local r = round_trip({ 1.5, 'a\0b', true, false, 1 / 0, -1 / 0, '' , x = { y = -3 } }, mode)
      assert.same({ 1.5, 'a\0b', true, false, 1 / 0, -1 / 0, '', x = { y = -3 } }, r)
      local nan = round_trip(0 / 0, mode)
      assert.is_true(nan ~= nan)
      assert.is_nil(round_trip(nil, mode))
    end)

    it('holds storages of every type', function()
      local values = { Byte = { 0, 255 }, Char = { -128, 127 }, Short = { -5, 300 },
        Int = { -2 ^ 31, 7 }, Long = { -3, 2 ^ 30 }, Float = { 0.1, -3 }, Double = { 1 / 3, 1e300 } }
      for kind, list in pairs(values) do
        local stored = torch[kind .. 'Storage'](list)
        local r = round_trip(stored, mode)
        assert.equal('torch.' .. kind .. 'Storage', torch.typename(r))
        assert.same(stored:totable(), r:totable())
      end
    end)

    it('keeps strides, offsets and the sharing of storages', function()
      local storage = torch.FloatStorage({ 1, 2, 3, 4, 5, 6 })
      local whole = torch.FloatTensor(storage, 1, torch.LongStorage({ 2, 3 }))
      local r = round_trip({ whole = whole, turned = whole:t(), row = whole[2] }, mode)
      assert.same({ 1, 3 }, r.turned:stride():totable())
      assert.equal(4, r.row:storageOffset())
      r.whole:storage()[6] = 42
      assert.equal(42, r.turned[3][2])
      assert.equal(42, r.row[3])
    end)

    it('keeps empty tensors, cycles and shared tables', function()
      local t = { empty = torch.DoubleTensor(), shared = {} }
      t.self, t.again = t, t.shared
      local r = round_trip(t, mode)
      assert.equal(0, r.empty:dim())
      assert.equal(r, r.self)
      assert.equal(r.shared, r.again)
    end)

    it('keeps functions with the variables that they share', function()
      local count = 0
      local function step() count = count + 1 return count end
      local function get() return count end
      local r = round_trip({ step = step, get = get }, mode)
      r.step()
      r.step()
      assert.equal(2, r.get())
      assert.equal(0, count)
    end)
  end)
end

describe('the bytes of a .t7', function()
  it('are those of Torch7', function()
    assert.equal('04000000' .. '01000000' .. '03000000' .. '562031' .. '11000000'
      .. '746f7263682e466c6f617454656e736f72' .. '00000000' .. '0100000000000000' .. '00000000',
      hex(torch.serialize(torch.FloatTensor())))
    assert.equal('3\n1\n1\n2\n1\nk\n1\n0.10000000000000001\n', torch.serialize({ k = 0.1 }, 'ascii'))
  end)

  it('keep all 64 bits of a long in ascii', function()
    local storage = torch.LongStorage(1)
    storage:data()[0] = 9007199254740993LL
    local r = round_trip(storage, 'ascii')
    assert.is_true(r:data()[0] == 9007199254740993LL)
  end)

  it('may be big-endian', function()
    local file = torch.MemoryFile():binary():bigEndianEncoding()
    file:writeInt(1)
    file:writeObject(torch.FloatTensor(torch.FloatStorage({ 1, 2 })))
    assert.equal('00000001', hex(file:contents():sub(1, 4)))
    file:seek(5)
    assert.equal(2, file:readObject()[2])
  end)
end)

describe('a class in a .t7', function()
  local Thing = torch.class('torch.SerializationThing')
  function Thing:__init() self.x = 1 end

  it('comes back with its fields', function()
    local thing = torch.SerializationThing()
    thing.x = { 5 }
    local r = round_trip(thing)
    assert.equal('torch.SerializationThing', torch.typename(r))
    assert.same({ 5 }, r.x)
  end)

  it('reads and writes as it likes, and sees the version', function()
    local version_seen
    function Thing:write(file) file:writeInt(self.x * 2) end
    function Thing:read(file, version) self.x, version_seen = file:readInt(), version end
    local thing = torch.SerializationThing()
    thing.x = 4
    assert.equal(8, round_trip(thing).x)
    assert.equal(1, version_seen)
    Thing.write, Thing.read = nil, nil
  end)

  it('must be known', function()
    assert_refused(object(1, 'torch.Nonesuch') .. int(0), 'unknown Torch class <torch.Nonesuch>')
  end)
end)

describe('a hostile .t7', function()
  it('that ends too early is told wherever it is cut', function()
    local whole = torch.serialize({ torch.FloatTensor(torch.FloatStorage(5)), 'abc', true })
    for length = 0, #whole - 1 do
      assert_refused(whole:sub(1, length), 'expected')
    end
  end)

  it('with sizes that are not there gets no memory', function()
    assert_refused(float_storage(1, 2 ^ 40, 'abcd'), 'a storage of 1099511627776 elements, with 4')
    assert_refused(float_storage(1, 2 ^ 62, 'abcd'), 'expected at least')
    assert_refused(float_storage(1, -1, 'abcd'), 'storage of %-1 elements')
    assert_refused(int(2) .. int(2 ^ 31 - 1) .. 'abc', 'expected 2147483647 bytes of text')
    assert_refused(int(2) .. int(2 ^ 32 - 1), 'a length of %-1')
    assert_refused(int(3) .. int(1) .. int(2 ^ 31 - 1), 'the end after')
    assert_refused(int(3) .. int(1) .. int(2 ^ 32 - 5), 'a table of %-5 entries')
  end)

  it('with impossible tensors is refused', function()
    assert.equal(4, torch.deserialize(tensor({ 2, 2 }, { 2, 1 }, 1)):nElement())
    assert_refused(tensor({ 2, 2 }, { 2, -1 }, 1), 'stride %-1 of dimension 2')
    assert_refused(tensor({ 2, 3 }, { 2, 1 }, 1), 'elements 1 to 5, expected 1 to 4')
    assert_refused(tensor({ 4 }, { 1 }, 2), 'elements 2 to 5')
    assert_refused(tensor({ 4 }, { 1 }, 0), 'elements 0 to 3')
    assert_refused(tensor({ 0 }, { 1 }, 1), 'size 0')
    assert_refused(tensor({ 2 ^ 62, 2 ^ 62 }, { 2 ^ 62, 1 }, 1), 'expected 1 to 4')
    assert_refused(object(1, 'torch.FloatTensor') .. int(2 ^ 31 - 1), 'dimensions')
    assert_refused(object(1, 'torch.FloatTensor') .. int(0) .. long(1) .. int(2) .. text('x'),
      'a string, expected the torch.FloatStorage')
    assert_refused(object(1, 'torch.DoubleTensor') .. int(0) .. long(1)
      .. float_storage(2, 0, ''), 'a torch.FloatStorage, expected the torch.DoubleStorage')
  end)

  it('with wrong types, keys or numbers is refused', function()
    assert_refused(int(99), 'the type index 99')
    assert_refused('PNG image', 'type index')
    assert_refused(int(3) .. int(1) .. int(1) .. int(0) .. int(0), 'nil as a key')
    assert_refused(int(3) .. int(0) .. int(0), 'the object number 0')
    require 'nn'
    for _, class in ipairs { 'nn.Linear', 'nn.MSECriterion' } do
      assert_refused(object(1, class) .. int(5) .. int(1), 'found a boolean, expected the fields of the ' .. class)
    end
    assert_refused(int(4) .. int(1) .. text('V x') .. text('torch.FloatTensor'), 'class version')
  end)

  it('that is the tensor of its own storage is refused', function()
    assert_refused(object(1, 'torch.FloatTensor') .. int(0) .. long(1) .. int(4) .. int(1),
      'a torch.FloatTensor, expected the torch.FloatStorage')
  end)

  it('that nests without end is refused', function()
    local parts = {}
    for i = 1, 30000 do
      parts[i] = int(3) .. int(i) .. int(1) .. int(1) .. ('\0'):rep(8)
    end
    assert_refused(table.concat(parts), 'nested more than 20000 deep')
  end)

  it('with foreign bytecode gives a function that explains itself', function()
    local code = string.dump(loadstring('return 12345'))
    local bytes = int(8) .. int(1) .. text(code) .. int(3) .. int(2) .. int(0)
    local stderr = io.stderr
    io.stderr = { write = function() end }
    local f = torch.deserialize(bytes)
    io.stderr = stderr
    assert.has_error(f)
    torch.setloadfunctions(true)
    local trusted = torch.deserialize(bytes)
    torch.setloadfunctions(false)
    assert.equal(12345, trusted())
  end)
end)

describe('torch.save and torch.load', function()
  local name

  before_each(function() name = os.tmpname() end)
  after_each(function() os.remove(name) end)

  it('bring an object to disk and back', function()
    for _, mode in ipairs({ 'binary', 'ascii' }) do
      torch.save(name, { 1, 2, x = 'y' }, mode)
      assert.same({ 1, 2, x = 'y' }, torch.load(name, mode))
    end
  end)

  it('move large storages past the Lua heap', function()
    local large = torch.range(1, 500000)
    collectgarbage()
    collectgarbage('stop')
    local before = collectgarbage('count')
    torch.save(name, large)
    local loaded = torch.load(name)
    local grown = collectgarbage('count') - before
    collectgarbage('restart')
    assert.is_true(grown < 1000)
    assert.equal(0, (loaded - large):abs():max())
    local pipe = torch.PipeFile('cat ' .. name):binary()
    assert.equal(0, (pipe:readObject() - large):abs():max())
    pipe:close()
    assert.equal(0, (torch.deserialize(torch.serialize(large)) - large):abs():max())
  end)

  it('say where large data ends too early', function()
    torch.save(name, torch.range(1, 50000))
    os.execute('truncate -s 300000 ' .. name)
    assert.error_matches(function() torch.load(name) end, '50000 elements, with %d+ bytes left, expected')
    local pipe = torch.PipeFile('cat ' .. name):binary()
    assert.error_matches(function() pipe:readObject() end, 'found the end after %d+ bytes, expected %d+ bytes')
    pipe:close()
    torch.save(name, { 1 }, 'ascii')
    assert.error_matches(function() torch.load(name) end, 'this one is read with torch.load%(file, .ascii.%)')
    assert.error_matches(function() torch.save('/dev/full', torch.range(1, 50000)) end,
      '/dev/full: cannot write: No space')
  end)

  it('bring the state of a generator back', function()
    local generator = torch.Generator()
    torch.manualSeed(generator, 7)
    torch.normal(generator)
    for _, mode in ipairs({ 'binary', 'ascii' }) do
      torch.save(name, generator, mode)
      local loaded = torch.load(name, mode)
      assert.equal(torch.normal(generator), torch.normal(loaded))
      assert.equal(torch.random(generator), torch.random(loaded))
    end
  end)

  it('keep links and permissions', function()
    local target = name .. '.target'
    torch.save(target, 1)
    os.execute(('chmod 600 %s; ln -sf %s %s'):format(target, target, name))
    torch.save(name, 2)
    local pipe = io.popen(('readlink %s; stat -c %%a %s; ls %s*'):format(name, target, name))
    local found = pipe:read('*a')
    pipe:close()
    assert.equal(2, torch.load(target))
    os.remove(target)
    assert.equal(('%s\n600\n%s\n%s\n'):format(target, name, target), found)
  end)

  it('leave the old file, and nothing else, when writing fails', function()
    torch.save(name, 'old')
    local _, message = pcall(function() torch.save(name, 'new', 'text') end)
    assert.matches("serialization_spec.lua:%d+: found the mode 'text'", message)
    assert.has_error(function() torch.save(name, { 1, coroutine.create(print) }) end)
    local pipe = io.popen('ls ' .. name .. '*')
    assert.equal(name .. '\n', pipe:read('*a'))
    pipe:close()
    assert.equal('old', torch.load(name))
  end)

  it('name the file in every error', function()
    local function message(f, ...)
      local ok, err = pcall(f, ...)
      assert.is_false(ok)
      return err
    end
    assert.truthy(message(torch.load, '/none/x.t7'):find('/none/x.t7: cannot open: No such file', 1,
      true))
    assert.truthy(message(torch.save, '/none/x.t7', 1):find('/none/x.t7: cannot open: No such file', 1, true))
    assert.truthy(message(torch.save, '/dev/full', 1):find('/dev/full: cannot write: No space', 1,
      true))
    assert.truthy(message(torch.load, '/tmp'):find('/tmp: cannot', 1, true))
    assert.truthy(message(torch.load, name, 'text'):find("found the mode 'text'", 1, true))
    torch.save(name, { '\1\2\255' })
    local as_text = message(torch.load, name, 'ascii')
    assert.truthy(as_text:find("offset 0: found '????????????", 1, true), as_text)
    assert.truthy(as_text:find('expected a number of type Int', 1, true), as_text)
    io.open(name, 'w'):close()
    assert.truthy(message(torch.load, name):find(name .. ': offset 0: found the end', 1, true))
  end)
end)
