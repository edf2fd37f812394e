-- append_line(file, name, line): writes a line to an open file of the io library, past its buffer; where that
-- fails, the error "cannot write NAME: reason", NAME being what the caller calls the file.
return function(file, name, line)
  local ok, reason = file:write(line, '\n')
  if ok then
    ok, reason = file:flush()
  end
  if not ok then
    error(('cannot write %s: %s'):format(name, reason), 0)
  end
end
