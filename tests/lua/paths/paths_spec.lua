-- paths: names taken apart and joined, folders made, listed and removed.
local paths = require 'paths'

describe('paths, on names', function()
  it('joins to absolute paths', function()
    assert.equal(paths.cwd() .. '/a/b', paths.concat('a', 'b'))
    assert.equal('/x/y', paths.concat('a', '/x', './y'))
    assert.equal('/b', paths.concat('/a', '..', 'b'))
    assert.equal(paths.cwd(), paths.concat())
    assert.equal('/', paths.concat('/..'))
  end)

  it('takes folders, names and endings', function()
    assert.equal('/a', paths.dirname('/a/b'))
    assert.equal('/', paths.dirname('/a'))
    assert.equal('.', paths.dirname('a'))
    assert.equal('a', paths.dirname('a/b/'))
    assert.equal('b.lua', paths.basename('/a/b.lua'))
    assert.equal('b', paths.basename('/a/b.lua', 'lua'))
    assert.equal('b', paths.basename('/a/b.lua', '.lua'))
    assert.equal('b.lua', paths.basename('b.lua', '.t7'))
    assert.equal('gz', paths.extname('a/b.t7.gz'))
    assert.is_nil(paths.extname('.profile'))
    assert.is_nil(paths.extname('a.b/c'))
  end)

  it('refuses what is no path', function()
    for _, name in ipairs({ 'dirname', 'basename', 'filep', 'dirp', 'concat' }) do
      assert.error_matches(function() paths[name](true) end, 'found a boolean, expected a path')
    end
  end)
end)

describe('paths, on disk', function()
  local folder

  before_each(function()
    folder = os.tmpname()
    os.remove(folder)
    assert.is_true(paths.mkdir(folder .. '/deep/er'))
    io.open(folder .. '/file.txt', 'w'):close()
  end)

  after_each(function() os.execute('rm -rf ' .. folder) end)

  it('tells files from folders', function()
    assert.is_true(paths.dirp(folder .. '/deep'))
    assert.is_false(paths.filep(folder .. '/deep'))
    assert.is_true(paths.filep(folder .. '/file.txt'))
    assert.is_false(paths.filep(folder .. '/none'))
  end)

  it('lists', function()
    assert.same({ '.', '..', 'deep', 'file.txt' }, paths.dir(folder))
    assert.is_nil(paths.dir(folder .. '/none'))
    local found = {}
    for name in paths.iterfiles(folder) do found[#found + 1] = name end
    for name in paths.iterdirs(folder) do found[#found + 1] = name end
    for name in paths.files(folder, 'txt$') do found[#found + 1] = name end
    assert.same({ 'file.txt', 'deep', 'file.txt' }, found)
  end)

  it('removes folders, but follows no link out of them', function()
    assert.is_nil(paths.rmdir(folder))
    assert.has_error(function() paths.rmall(folder) end)
    local outside = os.tmpname()
    os.execute(('ln -s %s %s/link; ln -s /tmp %s/deep/out'):format(outside, folder, folder))
    assert.is_true(paths.rmall(folder, 'yes'))
    assert.is_false(paths.dirp(folder))
    assert.is_true(paths.filep(outside))
    os.remove(outside)
  end)

  it('finds this file, files beside it and programs', function()
    assert.equal('paths_spec.lua', paths.basename(paths.thisfile()))
    assert.truthy(paths.thisfile('x'):match('/paths/x$'))
    assert.is_true(paths.filep(paths.findprogram('nonesuch', 'sh')))
    assert.is_nil(paths.findprogram('nonesuch'))
    assert.is_true(paths.dirp(paths.execdir()))
  end)
end)
