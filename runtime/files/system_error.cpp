// Errors of the operating system, in Sluice's words.
#include "runtime/files/system_error.hpp"

#include <cerrno>
#include <system_error>

#include "runtime/base/error.hpp"

namespace sluice {

void fail_on_file(const std::string& path, const std::string& action, int error_number) {
  std::string reason = std::generic_category().message(error_number);
  if (error_number == ENOSPC || error_number == EDQUOT)
    reason = "the disk is full (" + reason + ")";
  throw Error(path + ": cannot " + action + ": " + reason);
}

}  // namespace sluice
