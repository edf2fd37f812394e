// Error: how its whole text is put together.
#include "runtime/base/error.hpp"

#include <utility>

namespace sluice {
namespace {

std::string whole_text(const std::string& message, const ScriptLocation& location,
                       const std::vector<std::string>& notes) {
  std::string text;
  if (location.known()) text = location.file + ":" + std::to_string(location.line) + ": ";
  text += message;
  for (const std::string& note : notes) text += "\n  note: " + note;
  return text;
}

}  // namespace

Error::Error(std::string message_text, ScriptLocation where, std::vector<std::string> hints)
    : std::runtime_error(whole_text(message_text, where, hints)),
      message(std::move(message_text)),
      location(std::move(where)),
      notes(std::move(hints)) {}

}  // namespace sluice
