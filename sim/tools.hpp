// The programs that simulation calls, for who wants to look after them: where they are found, what
// they say, and which version of Verilator must be there.
#pragma once

#include "sim/process/tool.hpp"
#include "sim/verilator/build.hpp"
