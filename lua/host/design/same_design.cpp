// Compares design folders file by file.
#include "lua/host/design/same_design.hpp"

#include <filesystem>
#include <set>

#include "runtime/files/file.hpp"

namespace sluice {
namespace {

namespace fs = std::filesystem;

// What is not part of a design: made by simulation and verification.
bool belongs_to_design(const fs::path& relative) {
  return *relative.begin() != "build" && relative != "verify.json";
}

std::set<std::string> files_of(const std::string& folder) {
  std::set<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path relative = fs::relative(entry.path(), folder);
    if (entry.is_regular_file() && belongs_to_design(relative)) files.insert(relative.string());
  }
  return files;
}

bool same_files(const std::string& a, const std::string& b) {
  const std::set<std::string> files = files_of(a);
  if (files != files_of(b)) return false;
  for (const std::string& file : files) {
    if (read_file(a + "/" + file) != read_file(b + "/" + file)) return false;
  }
  return true;
}

// Removes the folder when it goes out of scope.
struct Temporary {
  std::string path;
  ~Temporary() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
};

}  // namespace

void write_if_changed(const Design& design, const std::string& folder) {
  if (!fs::exists(folder + "/manifest.json")) return write_design(design, folder);
  const Temporary fresh{folder + ".new"};
  write_design(design, fresh.path);
  if (!same_files(fresh.path, folder)) write_design(design, folder);
}

}  // namespace sluice
