-- The tail of the texts of sliding-window layers: ", dW,dH" and ", padW,padH".
return function(self, with_step)
  local padded = self.padW ~= 0 or self.padH ~= 0
  local text = ''
  if with_step or padded or self.dW ~= 1 or self.dH ~= 1 then
    text = string.format(', %d,%d', self.dW, self.dH)
  end
  if padded then
    text = text .. string.format(', %d,%d', self.padW, self.padH)
  end
  return text
end
