-- Where in the user's script a module is being made: "file:line" of the first stack frame outside of our packages, or
-- nil when no script is on the stack.
return require('sluice.system').call_site
