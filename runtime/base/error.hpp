// The one exception type for a user's mistake, with the place in the script where it was made.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace sluice {

// A line of the user's script; `line` is 1-based, 0 where unknown.
struct ScriptLocation {
  std::string file;
  int line = 0;

  bool known() const { return !file.empty(); }
  friend bool operator==(const ScriptLocation&, const ScriptLocation&) = default;
};

// A mistake of the user's. `message` says what was found and what was expected; `notes` are hints,
// one sentence each. `what()` is the whole text: "file:line: message" and the notes on own lines.
// Broken invariants of our own are not Errors: they stop the program (see check.hpp).
class Error : public std::runtime_error {
 public:
  explicit Error(std::string message, ScriptLocation location = {},
                 std::vector<std::string> notes = {});

  std::string message;
  ScriptLocation location;
  std::vector<std::string> notes;
};

}  // namespace sluice
