// A folder that appears whole or not at all.
#pragma once

#include <string>

namespace sluice {

// Whether the folder may be replaced: its manifest.json has a "format" that starts with
// "sluice-design-".
bool is_design_folder(const std::string& path);

// Which folders of the target's name may be replaced: empty ones and Sluice designs, or, where the
// name is Sluice's own choice, any.
enum class Replaces { kDesigns, kAnything };

// Write into path(), then commit(): the folder takes the target's name in one step. Without
// commit(), and on Ctrl-C, it vanishes, and so do the folders around it that had to be made. What
// may not be replaced is refused on construction, before any work is done. A target that is a
// symbolic link stays one: what it leads to is replaced.
class StagedFolder {
 public:
  explicit StagedFolder(std::string target, Replaces replaces = Replaces::kDesigns);
  ~StagedFolder();
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;

  const std::string& path() const { return path_; }
  // Throws Interrupted instead once the user has asked to stop.
  void commit();

 private:
  std::string target_;
  Replaces replaces_;
  std::string path_;
  bool committed_ = false;
};

// For a program that is made to end at once: removes every folder that is not committed yet.
void remove_staged_folders() noexcept;

}  // namespace sluice
