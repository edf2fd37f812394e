// Follows symbolic links one by one: the last may lead to nothing, which realpath() refuses.
#include "runtime/files/link.hpp"

#include <cerrno>
#include <filesystem>

#include "runtime/files/system_error.hpp"

namespace sluice {

std::string link_target(const std::string& path) {
  namespace fs = std::filesystem;
  constexpr int kMostLinks = 40;  // as Linux has it
  fs::path place = path;
  std::error_code error;
  for (int links = 0; fs::is_symlink(fs::symlink_status(place, error)); ++links) {
    if (links == kMostLinks) fail_on_file(path, "follow the link", ELOOP);
    const fs::path target = fs::read_symlink(place, error);
    if (error) fail_on_file(path, "follow the link", error.value());
    place = place.parent_path() / target;  // an absolute target stands alone
  }
  return place.string();
}

}  // namespace sluice
