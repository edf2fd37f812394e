// Compares two folders file by file.
#include "runtime/files/same_files.hpp"

#include <filesystem>

#include "runtime/files/file.hpp"

namespace sluice {
namespace {

namespace fs = std::filesystem;

std::set<std::string> files_of(const std::string& folder, const std::set<std::string>& apart) {
  std::set<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path relative = fs::relative(entry.path(), folder);
    if (entry.is_regular_file() && apart.count(relative.begin()->string()) == 0) {
      files.insert(relative.string());
    }
  }
  return files;
}

}  // namespace

bool same_files(const std::string& a, const std::string& b, const std::set<std::string>& apart) {
  const std::set<std::string> files = files_of(a, apart);
  if (files != files_of(b, apart)) return false;
  for (const std::string& file : files) {
    if (read_file(a + "/" + file) != read_file(b + "/" + file)) return false;
  }
  return true;
}

}  // namespace sluice
