// A folder that appears whole or not at all: a temporary sibling, renamed at the end.
#include "runtime/files/staged_folder.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <map>
#include <mutex>
#include <vector>

#include "runtime/base/error.hpp"
#include "runtime/base/interrupt.hpp"
#include "runtime/files/file.hpp"
#include "runtime/files/link.hpp"
#include "runtime/files/system_error.hpp"

namespace sluice {
namespace {

namespace fs = std::filesystem;

using Paths = std::vector<std::string>;

// The staged folders of this process that are neither committed nor removed, each with the folders
// around it that were made for it, innermost first.
struct Staged {
  std::mutex mutex;
  std::map<std::string, Paths> paths;
};

Staged& staged() {
  static Staged all;
  return all;
}

// Where the folder itself is to stand: behind a symbolic link, if one has its name.
std::string place_of(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return link_target(path);
}

// A folder that is replaced would leave the shell, and this program, in one that is gone.
void refuse_working_folder(const std::string& target) {
  std::error_code error;
  const fs::path folder = fs::canonical(target, error);
  if (error) return;  // there is none yet
  fs::path here = fs::current_path(error);
  if (error) return;
  for (; here != here.root_path(); here = here.parent_path()) {
    if (here == folder) break;
  }
  if (here != folder) return;
  throw Error(target + ": found the working folder or one around it, expected another, since the " +
                  "folder is replaced as a whole",
              {}, {"give another output folder, or call sluice from another one"});
}

void refuse_foreign_target(const std::string& target, Replaces replaces) {
  std::error_code error;
  if (replaces == Replaces::kAnything) return;
  refuse_working_folder(target);
  const fs::file_status status = fs::symlink_status(target, error);
  if (!fs::exists(status)) return;
  if (!fs::is_directory(fs::status(target, error))) {
    throw Error(target + ": found a file, expected a folder or nothing");
  }
  if (fs::is_empty(target, error) && !error) return;
  if (error) fail_on_file(target, "read the folder", error.value());
  if (!is_design_folder(target)) {
    throw Error(target + ": found a folder that is not a Sluice design, so it is not replaced", {},
                {"give another output folder, or remove this one yourself"});
  }
}

// Exchanges the two folders in one step, where the file system can.
bool swap_names(const std::string& a, const std::string& b) {
  return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
}

// Makes the folders that are missing around `path`; gives them innermost first.
Paths make_parents(const std::string& path) {
  Paths missing;
  std::error_code error;
  for (fs::path folder = fs::path(path).parent_path();
       !folder.empty() && !fs::exists(folder, error); folder = folder.parent_path()) {
    missing.push_back(folder.string());
  }
  Paths made;
  for (auto folder = missing.rbegin(); folder != missing.rend(); ++folder) {
    if (::mkdir(folder->c_str(), 0777) != 0 && errno != EEXIST) {
      const int reason = errno;
      for (const std::string& empty : made) ::rmdir(empty.c_str());
      fail_on_file(path, "create the folder", reason);
    }
    made.insert(made.begin(), *folder);
  }
  return made;
}

// Whatever is in it; of those around it only what is empty.
void remove(const std::string& path, const Paths& parents) {
  std::error_code ignored;
  fs::remove_all(path, ignored);
  for (const std::string& parent : parents) ::rmdir(parent.c_str());
}

void set_aside(const std::string& target, const std::string& aside) {
  if (::rename(target.c_str(), aside.c_str()) != 0) fail_on_file(target, "replace", errno);
}

}  // namespace

bool is_design_folder(const std::string& path) {
  const fs::path manifest = fs::path(path) / "manifest.json";
  std::error_code error;
  if (!fs::is_regular_file(manifest, error)) return false;
  const std::string text = read_file(manifest.string());
  const std::size_t key = text.find("\"format\"");
  if (key == std::string::npos) return false;
  const std::size_t value = text.find_first_not_of(" \t\r\n:", key + 8);
  return value != std::string::npos && text.compare(value, 15, "\"sluice-design-") == 0;
}

StagedFolder::StagedFolder(std::string target, Replaces replaces)
    : target_(place_of(std::move(target))), replaces_(replaces) {
  refuse_foreign_target(target_, replaces_);
  path_ = target_ + ".partial-XXXXXX";
  const std::scoped_lock lock(staged().mutex);
  const Paths parents = make_parents(target_);
  if (::mkdtemp(path_.data()) == nullptr) {
    const int reason = errno;
    for (const std::string& parent : parents) ::rmdir(parent.c_str());
    fail_on_file(target_, "create the folder", reason);
  }
  staged().paths.emplace(path_, parents);
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::chmod(path_.c_str(), 0777 & ~mask);
}

StagedFolder::~StagedFolder() {
  if (committed_) return;
  const std::scoped_lock lock(staged().mutex);
  const auto entry = staged().paths.find(path_);
  if (entry == staged().paths.end()) return;
  remove(path_, entry->second);
  staged().paths.erase(entry);
}

void StagedFolder::commit() {
  stop_if_interrupted();
  refuse_foreign_target(target_, replaces_);
  const std::scoped_lock lock(staged().mutex);
  std::error_code ignored;
  if (swap_names(path_, target_)) {
    fs::remove_all(path_, ignored);  // now the old design
  } else {
    const std::string aside = path_ + ".old";
    const bool replaces = fs::exists(target_, ignored);
    if (replaces) set_aside(target_, aside);
    if (::rename(path_.c_str(), target_.c_str()) != 0) {
      const int reason = errno;
      if (replaces) fs::rename(aside, target_, ignored);
      fail_on_file(target_, "create", reason);
    }
    fs::remove_all(aside, ignored);
  }
  staged().paths.erase(path_);
  committed_ = true;
}

void remove_staged_folders() noexcept {
  // Who holds the lock may never let go of it, and is making or removing a folder this very moment.
  const std::unique_lock lock(staged().mutex, std::try_to_lock);
  if (!lock.owns_lock()) return;
  for (const auto& [path, parents] : staged().paths) remove(path, parents);
}

}  // namespace sluice
