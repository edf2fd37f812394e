-- The program as a user starts it: scripts, options, the prompt through a pipe, Ctrl-C, exit statuses.
local system = require 'sluice.system'

local program = os.getenv('SLUICE') or system.program_path()
local folder

local function write(name, text)
  local path = folder .. '/' .. name
  local file = assert(io.open(path, 'w'))
  file:write(text)
  file:close()
  return path
end

local function read(name)
  local file = assert(io.open(folder .. '/' .. name))
  local text = file:read('*a')
  file:close()
  return text
end

-- Runs a shell command line in which @ is the program; gives exit status, output and errors.
local function run(line, input)
  write('input', input or '')
  local status = os.execute(('cd %s; (%s) <input >output 2>errors'):format(folder,
    line:gsub('@', ('"' .. program:gsub('%%', '%%%%') .. '"'))))
  return status / 256, read('output'), read('errors')
end

setup(function()
  folder = os.tmpname()
  os.remove(folder)
  assert(system.make_folder(folder))
end)

teardown(function() os.execute('rm -rf ' .. folder) end)

describe('sluice FILE.lua', function()
  it('gives the script its arguments as th does', function()
    write('a.lua', 'print(arg[0], arg[1], #arg, arg[-1] ~= nil, ...)')
    local status, output = run('@ a.lua x -e')
    assert.equal(0, status)
    assert.equal('a.lua\tx\t2\ttrue\tx\t-e\n', output)
  end)

  it('fails with a traceback on the error stream', function()
    write('a.lua', 'local function f() error("boo") end\nf()')
    local status, output, errors = run('@ a.lua')
    assert.equal(1, status)
    assert.equal('', output)
    assert.truthy(errors:find('a.lua:1: boo\nstack traceback:', 1, true))
    assert.truthy(errors:find("a.lua:2: in main chunk", 1, true))
    status, output, errors = run('@ none.lua')
    assert.equal('', output)
    assert.equal(1, status)
    assert.truthy(errors:find('cannot open none.lua', 1, true))
  end)

  it('passes the status of os.exit, and reads scripts from a pipe', function()
    assert.equal(7, (run('@ -', 'os.exit(7)')))
    local _, output = run('@ - a b', 'print(arg[1], ...)')
    assert.equal('a\ta\tb\n', output)
  end)

  it('says where it looked for its packages in vain', function()
    local status, _, errors = run('SLUICE_HOME=/nowhere @ -')
    assert.equal(1, status)
    assert.equal("sluice: /nowhere/lua/: found no Lua packages, expected those of Sluice's source\n" ..
      "  note: set SLUICE_HOME to the folder of Sluice's source\n", errors)
  end)

  it('finds the packages, and Debian\'s modules', function()
    local status, output, errors = run([[@ -l lfs -l paths -e '
      require "term" require "system" print(torch.FloatTensor(2):size(1), paths.cwd() ~= nil)']])
    assert.equal('', errors)
    assert.equal(0, status)
    assert.equal('2\ttrue\n', output)
  end)

  it('has what th loads without a require', function()
    local _, output = run('@ -', 'print(type(torch), type(paths), type(sys.clock()), type(xlua.progress), nn)')
    assert.equal('table\ttable\tnumber\tfunction\tnil\n', output)
  end)

  it('runs -l and -e in order, then the script', function()
    write('a.lua', 'print(x)')
    local _, output = run([[@ -e 'x = 1' -e 'x = x + 1' a.lua]])
    assert.equal('2\n', output)
    local status, _, errors = run('@ -l nonesuch a.lua')
    assert.equal(1, status)
    assert.truthy(errors:find("module 'nonesuch' not found", 1, true))
  end)

  it('enters the prompt after -i', function()
    write('a.lua', 'y = 5')
    local _, output = run('@ -i a.lua', 'y + 1\n')
    assert.equal('6\n', output)
  end)
end)

describe('the command line of sluice', function()
  it('knows its version and its help', function()
    local status, output = run('@ --version')
    assert.equal(0, status)
    assert.truthy(output:match('^sluice %d+%.%d+%.%d+\n$'))
    status, output = run('@ --help')
    assert.equal(0, status)
    for _, name in ipairs({ 'compile', 'simulate', 'verify', 'doctor' }) do
      assert.truthy(output:find('\n  ' .. name, 1, true))
    end
  end)

  it('refuses unknown options with status 2', function()
    for _, line in ipairs({ '@ --what', '@ compile --what', '@ doctor --what', '@ doctor x',
      '@ compile net.t7', '@ -e' }) do
      local status, output, errors = run(line)
      assert.equal(2, status, line)
      assert.equal('', output)
      assert.truthy(errors:match('^sluice: '), line)
    end
  end)

  it('says what is wrong with a net, and writes nothing', function()
    write('no.lua', 'return 5')
    write('bad.lua', 'return (')
    write('bad.t7', 'PNG image, surely')
    for name, pattern in pairs({ ['none.t7'] = 'none.t7: no such file',
      ['no.lua'] = 'no.lua: found a number, expected an nn.Module',
      ['bad.lua'] = 'bad.lua:1: unexpected symbol', ['bad.t7'] = 'bad.t7: offset 0: found the type',
      ['.'] = 'found a folder' }) do
      local status, _, errors = run('@ compile ' .. name .. ' -o design')
      assert.equal(1, status, errors)
      assert.truthy(errors:find(pattern, 1, true), errors)
      assert.falsy(errors:find('traceback', 1, true))
      assert.is_nil(system.file_kind(folder .. '/design'))
    end
  end)
end)

describe('sluice doctor', function()
  it('finds the tools, or says what is lost', function()
    local status, output = run('@ doctor')
    assert.equal(0, status)
    assert.truthy(output:find('ok       verilator', 1, true))
    status, output = run('PATH= @ doctor')
    assert.equal(1, status)
    assert.truthy(output:find('MISSING  verilator', 1, true))
    assert.truthy(output:find('without it: no simulation', 1, true))
    assert.falsy(output:find('make', 1, true))
  end)

  it('takes only the version of Verilator that the build takes', function()
    write('verilator', '#!/bin/sh\necho "Verilator 4.038 2020-07-11"\n')
    local status, output = run('chmod +x verilator; PATH=.:$PATH @ doctor; s=$?; rm verilator; exit $s')
    assert.equal(1, status)
    assert.truthy(output:find('MISSING  verilator       ./verilator is Verilator 4.038 2020-07-11, expected version', 1,
      true), output)
  end)

  it('ends on Ctrl-C, with the tool that hangs', function()
    write('verilator', '#!/bin/sh\necho $$ >pid\nexec sleep 60\n')
    local status, _, errors = run([[chmod +x verilator; PATH=.:$PATH @ doctor & p=$!; sleep 0.5; kill -INT $p; wait $p
      s=$?; rm verilator; exit $s]])
    assert.equal(130, status)
    assert.truthy(errors:find('interrupted', 1, true), errors)
    assert.equal(0, (run('! kill -0 $(cat pid)')))
  end)
end)

describe('the prompt', function()
  it('prints values, and goes on after errors with status 1', function()
    local status, output, errors = run('@', '1 + 1\n"a";\nx = {1, y = "z"}\nx\n= 3, nil\nerror("boo")\n4\n')
    assert.equal(1, status)
    assert.equal('2\n{\n  1 : 1\n  y : "z"\n}\n3\nnil\n4\n', output)
    assert.equal("prompt:1: boo\nstack traceback:\n\t[C]: in function 'error'\n\tprompt:1: in main chunk\n",
      errors)
  end)

  it('counts the lines of what is typed', function()
    for typed, line in pairs({ ['nil + 1\n'] = 1, ['print(1 +\nnil)\n'] = 2 }) do
      local _, _, errors = run('@', typed)
      assert.truthy(errors:find('^prompt:' .. line .. ': attempt to'), errors)
    end
    local _, output = run('@', '3 -- three\n')
    assert.equal('3\n', output)
  end)

  it('waits for the end of a statement', function()
    local status, output = run('@', 'for i = 1, 2 do\nprint(i)\nend\n')
    assert.equal(0, status)
    assert.equal('1\n2\n', output)
    local _, lines = run('@', '1 +\n2\n{ 3,\n4 }\n')
    assert.equal('3\n{\n  1 : 3\n  2 : 4\n}\n', lines)
    local _, _, errors = run('@', 'for i = 1, 2 do\n')
    assert.truthy(errors:find('ends inside a statement', 1, true))
  end)

  it('shows tables down to a depth, and cycles', function()
    local _, output = run('@', 'x = {{{{{{}}}}}}\nx[1][1][1][1][1][1] = 5\nx\ny = {}\ny.y = y\ny\n')
    assert.truthy(output:find('{...}', 1, true))
    assert.truthy(output:find('y : {...already shown above}', 1, true))
  end)

  it('shows modules in tables whole, and tensors by their size', function()
    local _, output = run('@', 'require "nn";\n{ nn.Sequential():add(nn.ReLU()), torch.Tensor(2) }\n')
    assert.equal('{\n  1 : nn.Sequential {\n    [input -> (1) -> output]\n    (1): nn.ReLU\n  }\n' ..
      '  2 : [torch.DoubleTensor of size 2]\n}\n', output)
  end)

  it('draws tables in scripts, too', function()
    write('p.lua', 'print({ rate = 0.1 }, 5)\nprint("a", nil, 3)\n')
    local _, output = run('@ p.lua')
    assert.equal('{\n  rate : 0.1\n}\t5\na\tnil\t3\n', output)
  end)

  it('prints tensors as Torch does', function()
    local _, output = run('@', 'torch.LongStorage{1, 2}\n')
    assert.equal(' 1\n 2\n[torch.LongStorage of size 2]\n\n', output)
  end)

  it('lists what a class offers, what it inherits too', function()
    local _, output = run('@', 'require "nn";\n? nn.Linear\n? torch.Tensor\n')
    for _, name in ipairs { 'updateOutput', 'getParameters', 'addmm' } do
      assert.truthy((' ' .. output .. ' '):find('[%s]' .. name .. '[%s]'), name)
    end
  end)

  it('runs shell commands and lists names', function()
    local _, output = run('@', '$ echo hi\n? string\n? nonesuch\n')
    assert.truthy(output:find('hi\nbyte char', 1, true))
    assert.truthy(output:find('nothing is known as nonesuch', 1, true))
  end)
end)

describe('Ctrl-C', function()
  local function interrupt(text)
    write('loop.lua', text)
    return run([[@ loop.lua & p=$!; while [ ! -e started ]; do sleep 0.05; done; sleep 0.2
      kill -INT $p; wait $p; s=$?; rm -f started; exit $s]])
  end

  local START = 'io.open("started", "w"):close()\n'

  it('stops a script with a traceback and status 130', function()
    local status, _, errors = interrupt(START .. 'while true do string.rep("a", 9):gsub("a", "b") end')
    assert.equal(130, status)
    assert.truthy(errors:find('loop.lua:2: interrupted\nstack traceback:', 1, true), errors)
  end)

  it('wakes a script that sleeps', function()
    local status, _, errors = interrupt(START .. 'require("sys").sleep(60)')
    assert.equal(130, status)
    assert.truthy(errors:find('interrupted', 1, true))
  end)

  it('ends a compiled loop that hears nothing', function()
    local status = interrupt(START .. 'while true do end')
    assert.equal(130, status)
  end)

  it('leaves no half-written file of torch.save', function()
    local status = interrupt([[
      local object = setmetatable({}, nil)
      for i = 1, 1e5 do object[i] = {i} end
      torch.save('kept.t7', 'old')
      io.open('started', 'w'):close()
      while true do torch.save('kept.t7', object) end]])
    assert.equal(130, status)
    assert.is_true(pcall(torch.load, folder .. '/kept.t7'))
    for _, name in ipairs(system.list(folder)) do
      assert.falsy(name:find('partial', 1, true))
    end
  end)
end)
