-- luacheck: LuaJIT's names, the globals that Torch's packages set, and busted's in the tests.
std = 'luajit'
max_line_length = 140
globals = { 'torch' }
read_globals = { 'nn', 'nngraph', 'optim', 'paths', 'sluice', 'sys', 'xlua' }
files['lua/paths'] = { globals = { 'include', 'paths' } }
files['tests/lua'] = { std = '+busted', ignore = { '122' } } -- tests may replace fields of io and os
ignore = { '581' } -- `not (x <= y)` is how code catches NaN
exclude_files = { 'build*/**' }
