// Options as the JSON text in which Lua hands them over, read strictly.
#pragma once

#include <string>

#include "compiler/compile.hpp"
#include "sim/verify.hpp"

namespace sluice {

CompileOptions parse_compile_options(const std::string& json);
SimulateOptions parse_simulate_options(const std::string& json);
VerifyOptions parse_verify_options(const std::string& json);

}  // namespace sluice
