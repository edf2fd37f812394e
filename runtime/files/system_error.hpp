// Errors of the operating system, in Sluice's words.
#pragma once

#include <string>

namespace sluice {

// Throws Error "PATH: cannot ACTION: REASON", REASON from `error_number` (as in errno).
[[noreturn]] void fail_on_file(const std::string& path, const std::string& action,
                               int error_number);

}  // namespace sluice
