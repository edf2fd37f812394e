-- `sluice compile`, `simulate` and `verify` as a user types them, on a small network: what they write, and how they end.
local npy = require 'sluice.npy'
local system = require 'sluice.system'

local program = os.getenv('SLUICE') or system.program_path()
local folder

local function path(name) return folder .. '/' .. name end

local function read(name)
  local file = assert(io.open(path(name), 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

local function write(name, text)
  local file = assert(io.open(path(name), 'wb'))
  file:write(text)
  file:close()
end

-- Runs a shell command line in which @ is the program; gives exit status, output and errors.
local function run(line)
  local status = os.execute(('cd %s; (%s) >output 2>errors'):format(folder, line:gsub('@', ('"' .. program:gsub('%%', '%%%%') .. '"'))))
  return status / 256, read('output'), read('errors')
end

local function expect(wanted, line, text)
  local status, output, errors = run(line)
  assert.are.equal(wanted, status, line .. '\n' .. output .. errors)
  local said = wanted == 0 and output or output .. errors
  assert.is_truthy(said:find(text or '', 1, true), line .. '\n' .. output .. errors)
  return output
end

local function has_part_of_a_folder()
  local pipe = io.popen(('find %s -name "*partial*"'):format(folder))
  local found = pipe:read('*a')
  pipe:close()
  return found ~= ''
end

local net = [[
  require 'nn'
  torch.manualSeed(5)
  return nn.Sequential():add(nn.Linear(6, 5)):add(nn.ReLU()):add(nn.Linear(5, 3)):add(nn.SoftMax()),
    { input = { 6 } }
]]

setup(function()
  folder = os.tmpname()
  os.remove(folder)
  assert(system.make_folder(folder))
  torch.manualSeed(6)
  write('net.lua', net)
  npy.save(path 'x.npy', torch.FloatTensor(20, 6):uniform(-1, 1))
  npy.save(path 'many.npy', torch.FloatTensor(500000, 6):uniform(-1, 1))
  npy.save(path 'narrow.npy', torch.FloatTensor(4, 5):uniform(-1, 1))
  npy.save(path 'double.npy', torch.DoubleTensor(4, 6):uniform(-1, 1))
  npy.save(path 'labels.npy', torch.LongTensor(20):random(0, 2))
  expect(0, '@ compile net.lua -o design --calibrate x.npy', 'design net in design')
end)

teardown(function() os.execute('rm -rf ' .. folder) end)

describe('sluice simulate', function()
  it('does not write over its input or its design', function()
    local before = read 'x.npy'
    expect(2, '@ simulate design --input x.npy --output ./x.npy --model integer', 'another file than --input')
    expect(2, '@ simulate design --input x.npy --output design/rtl/y.npy --model integer', 'inside of the design')
    assert.are.equal(before, read 'x.npy')
  end)

  local function result(arguments)
    expect(0, '@ simulate design --input x.npy --output y.npy ' .. arguments, 'y.npy')
    return npy.load(path 'y.npy')
  end

  it('gives the same by every model', function()
    local integer = result('--model integer')
    assert.are.same({ 20, 3 }, integer:size():totable())
    for _, arguments in ipairs { '--model rtl', '--model rtl --stalls random --seed 3 --jobs 2', '--model systemc' } do
      assert.are.equal(0, (result(arguments) - integer):abs():max(), arguments)
    end
    assert.is_true((result('--model float') - integer):abs():max() < 0.05)
    local some = result('--model integer --frames 3:7')
    assert.are.equal(0, (some - integer:narrow(1, 4, 4)):abs():max())
  end)

  it('gives the same integers by every model that has them', function()
    local integer = result('--raw --model integer')
    assert.are.equal('torch.IntTensor', integer:type())
    for _, arguments in ipairs { '--raw', '--raw --model systemc' } do
      assert.are.equal(0, (result(arguments):double() - integer:double()):abs():max(), arguments)
    end
  end)

  it('says what the host has done, and when the input does not fit the range', function()
    expect(0, '@ simulate design --input x.npy --output y.npy --model integer', 'float32 (20, 3), after SoftMax on the host')
    npy.save(path 'bytes.npy', torch.ByteTensor(4, 6):fill(200))
    local _, _, errors = run('@ simulate design --input bytes.npy --output y.npy --model integer')
    assert.is_truthy(errors:find("100 % of the input's elements are out of the range", 1, true), errors)
  end)

  it('refuses options that would do nothing', function()
    local start = '@ simulate design --input x.npy --output z.npy --model '
    expect(2, start .. 'integer --stalls both', '--stalls has no effect with model integer')
    expect(2, start .. 'float --seed 4', '--seed has no effect with model float')
    expect(2, start .. 'float --raw', '--raw has no effect with model float')
    assert.is_nil(system.file_kind(path 'z.npy'))
  end)

  it('names the file that does not fit, and what was expected', function()
    local start = '@ simulate design --output z.npy --model integer --input '
    expect(1, start .. 'narrow.npy', 'narrow.npy: found shape {4,5}, expected {N,6}')
    expect(1, start .. 'double.npy', "double.npy: found elements of type float64, expected float32 or uint8\n" ..
      "  note: convert it with numpy: a.astype('float32')")
    expect(1, start .. 'none.npy', 'none.npy: cannot open')
    expect(1, start .. 'x.npy --frames 3:21', 'x.npy: found 20 frames, expected 3:21 among them')
  end)

  it('knows before any work that its output cannot be written', function()
    local start = '@ simulate design --input x.npy --output '
    expect(1, start .. 'none/z.npy', 'none/z.npy: cannot create')
    assert.is_nil(read('errors'):find('simulating', 1, true))
    expect(1, start .. '/proc/z.npy', '/proc/z.npy: cannot create')
    expect(1, start .. 'design', 'design: cannot write: Is a directory')
    expect(1, start .. '/dev/full --model integer', '/dev/full: cannot write: the disk is full')
  end)

  it('names what is damaged in a design', function()
    expect(0, 'cp -r design damaged; @ simulate damaged --input x.npy --output y.npy')
    for text, found in pairs { [''] = 'manifest.json: not valid JSON', ['{}'] = 'manifest.json: $: member "format" is missing' } do
      write('damaged/manifest.json', text)
      expect(1, '@ simulate damaged --input x.npy --output y.npy', 'damaged/' .. found)
    end
    expect(1, '@ simulate . --input x.npy --output y.npy', '.: found no Sluice design')
  end)

  it('builds a library anew that has lost its end', function()
    expect(0, 'cp -r design short; @ simulate short --input x.npy --output y.npy')
    expect(0, 'truncate -s 20000 short/build/*/model.so; @ simulate short --input x.npy --output y.npy')
    assert.is_truthy(read('errors'):find('building the RTL', 1, true))
    assert.is_false(has_part_of_a_folder())
  end)

  it('takes the limit of a file\'s size as a full disk', function()
    local status, _, errors = run('ulimit -f 1; @ compile net.lua --calibrate x.npy -o limited')
    assert.are.equal(1, status)
    assert.is_truthy(errors:find('cannot write: File too large', 1, true), errors)
    assert.is_false(has_part_of_a_folder())
  end)

  it('fails when what it prints is lost', function()
    expect(1, '@ simulate design --input x.npy --output y.npy --model integer >/dev/full',
      'standard output cannot be written')
    expect(1, '@ --help >/dev/full', 'standard output cannot be written')
  end)

  it('writes through a symbolic link', function()
    expect(0, 'touch real.npy; ln -s real.npy link.npy; @ simulate design --input x.npy --output link.npy --model integer')
    assert.are.same({ 20, 3 }, npy.load(path 'real.npy'):size():totable())
    expect(0, 'test -L link.npy')
  end)
end)

describe('sluice verify', function()
  it('ends with 0 where all is equal, and reports the accuracy', function()
    local output = expect(0, '@ verify design --input x.npy --labels labels.npy --streams all --stalls none,both')
    for _, text in ipairs { 'bit exact    yes', 'cycle exact  yes', 'accuracy     float', 'by output softmax1',
      'SoftMax for output softmax1' } do
      assert.is_truthy(output:find(text, 1, true), output)
    end
    local report = read('design/verify.json')
    assert.is_truthy(report:find('"passed": true', 1, true))
    assert.is_truthy(report:find('"accuracy"', 1, true))
  end)

  it('ends with 1 and an explanation where one digit of the weights is another', function()
    expect(0, 'cp -r design flipped')
    local image
    for _, name in ipairs(system.list(path 'flipped/mem')) do
      image = name:find('fc2') and name:find('weight') and name or image
    end
    local text = read('flipped/mem/' .. assert(image))
    local first = text:match('^%x+')
    local digit = first:sub(-1) == '1' and '2' or '1'
    write('flipped/mem/' .. image, first:sub(1, -2) .. digit .. text:sub(#first + 1))
    local output = expect(1, '@ verify flipped --input x.npy', 'MISMATCH     RTL, stalls none, in a run of ')
    assert.is_truthy(output:find('layer fc2, unit fc2', 1, true), output)
    assert.is_truthy(output:find('bit exact    NO', 1, true), output)
    assert.is_truthy(read('flipped/verify.json'):find('"passed": false', 1, true))
  end)

  it('names the file that does not fit', function()
    npy.save(path 'few.npy', torch.LongTensor(4, 5):zero())
    expect(1, '@ verify design --input x.npy --labels few.npy', 'few.npy: found shape {4,5}, expected one label for each')
    npy.save(path 'high.npy', torch.LongTensor(20):fill(3))
    expect(1, '@ verify design --input x.npy --labels high.npy',
      'high.npy: found label 3 for frame 0, expected a whole number of 0 to 2')
    expect(2, '@ verify design --input x.npy --stalls none,none', '--stalls: found the stall pattern none twice')
  end)

  it('leaves no older success standing when it fails', function()
    expect(0, '@ verify design --input x.npy')
    assert.is_truthy(system.file_kind(path 'design/verify.json'))
    expect(1, '@ verify design --input none.npy', 'none.npy: cannot open')
    assert.is_nil(system.file_kind(path 'design/verify.json'))
  end)

  it('refuses a manifest that somebody has edited', function()
    expect(0, 'cp -r design edited')
    local manifest = read('design/manifest.json')
    write('edited/manifest.json', (manifest:gsub('"host_op": "SoftMax"', '"host_op": "none"')))
    expect(1, '@ verify edited --input x.npy',
      'edited/manifest.json: $.outputs[0].host_op: found "none", expected "SoftMax"')
  end)

  it('runs twice at once on a fresh design', function()
    expect(0, '@ compile net.lua -o fresh --calibrate x.npy')
    expect(0, [[@ verify fresh --input x.npy >first 2>&1 & p=$!; @ verify fresh --input x.npy; s=$?
      wait $p && exit $s]], 'bit exact    yes')
    assert.is_false(has_part_of_a_folder())
  end)

  for _, signal in ipairs { 'INT', 'TERM', 'HUP' } do
    it('ends with 130 after SIG' .. signal .. ' and leaves nothing behind', function()
      expect(0, 'rm -rf stopped; cp -r design stopped; rm -rf stopped/build stopped/verify.json')
      expect(130, ([[@ verify stopped --input many.npy --jobs 2 & p=$!
        while [ ! -e stopped/build/build.log ]; do sleep 0.05; done; sleep 0.3
        kill -%s $p; wait $p]]):format(signal), 'interrupted')
      assert.is_nil(system.file_kind(path 'stopped/verify.json'))
      assert.is_false(has_part_of_a_folder())
      expect(0, ([[! ls -l /proc/[0-9]*/cwd 2>/dev/null | grep %s/stoppe[d] ]]):format(folder))
    end)
  end

  it('stops while it compares', function()
    expect(0, '@ verify design --input x.npy')
    expect(130, [[@ verify design --input many.npy & p=$!
      while [ -e design/verify.json ]; do sleep 0.05; done; sleep 0.3; kill -INT $p; wait $p]], 'interrupted')
    assert.is_nil(system.file_kind(path 'design/verify.json'))
  end)
end)

describe('sluice compile', function()
  it('reads nets in ascii', function()
    expect(0, "@ -e \"require 'nn' torch.save('ascii.t7', (dofile 'net.lua'), 'ascii')\"")
    expect(0, '@ compile ascii.t7 -o from_ascii --calibrate x.npy', 'design ascii in from_ascii')
  end)

  it('needs a net from a script', function()
    write('exits.lua', 'os.exit(0)')
    expect(1, '@ compile exits.lua -o none --calibrate x.npy', 'exits.lua: found a call of os.exit')
  end)

  it('refuses names that Verilog does not take, with status 2', function()
    for _, name in ipairs { '1st', "'a b'", 'always' } do
      expect(2, '@ compile net.lua -o none --calibrate x.npy --name ' .. name, '--name: found design name')
    end
    expect(2, "@ compile net.lua -o none --calibrate x.npy --name ''", '--name has an empty value')
    expect(2, '@ compile net.lua -o none --calibrate x.npy --clock-mhz 1e300', '--clock-mhz: found `1e300`')
  end)

  it('names folders that cannot be written, and leaves nothing there', function()
    local start = '@ compile net.lua --calibrate x.npy -o '
    expect(1, start .. 'x.npy/design', 'x.npy/design: cannot create the folder')
    expect(1, start .. '/proc/design', '/proc/design: cannot create the folder')
    expect(1, start .. '.', '.: found the working folder')
    expect(1, 'mkdir home; touch home/letter; ' .. start .. 'home', 'home: found a folder that is not a Sluice design')
    assert.is_false(has_part_of_a_folder())
  end)

  it('replaces what a symbolic link leads to, and keeps the link', function()
    expect(0, 'mkdir target; ln -s target link; @ compile net.lua --calibrate x.npy -o link; test -L link')
    assert.are.equal('file', system.file_kind(path 'target/manifest.json'))
  end)

  it('says that the disk is full, and leaves nothing there', function()
    local mount = 'unshare -rm sh -c "mkdir -p small && mount -t tmpfs -o size=%s none small && %s"'
    if run(mount:format('16k', 'true')) ~= 0 then
      pending('no small disk can be had: user namespaces are switched off')
      return
    end
    expect(1, mount:format('16k', '@ compile net.lua --calibrate x.npy -o small/design; s=\\$?; ls -A small; exit \\$s'),
      'the disk is full')
    assert.is_nil(read('output'):find('partial', 1, true))
  end)
end)
