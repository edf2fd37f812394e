// Finds modules and what they use by the names in their text.
#include "compiler/netlist/rtl_library.hpp"

#include <algorithm>
#include <cctype>

#include "runtime/base/check.hpp"

namespace sluice {
namespace {

constexpr std::string_view kPrefix = "sluice_";

bool in_name(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '$';
}

// Where the next name with the prefix begins, from `from` on.
std::size_t find_name(std::string_view text, std::size_t from) {
  std::size_t at = text.find(kPrefix, from);
  while (at != std::string_view::npos && at > 0 && in_name(text[at - 1])) {
    at = text.find(kPrefix, at + 1);
  }
  return at;
}

const RtlModule* find_module(std::string_view name) {
  const auto modules = rtl_modules();
  const auto found = std::find_if(modules.begin(), modules.end(),
                                  [&](const RtlModule& m) { return m.name == name; });
  return found == modules.end() ? nullptr : &*found;
}

void add_with_submodules(const std::string& name, std::set<std::string>& all) {
  if (!all.insert(name).second) return;
  const std::string_view text = rtl_module(name).text;
  for (std::size_t at = find_name(text, 0); at != std::string_view::npos;
       at = find_name(text, at + 1)) {
    std::size_t end = at + kPrefix.size();
    while (end < text.size() && in_name(text[end])) ++end;
    const std::string used(text.substr(at + kPrefix.size(), end - at - kPrefix.size()));
    if (find_module(used) != nullptr) add_with_submodules(used, all);
  }
}

}  // namespace

const RtlModule& rtl_module(const std::string& name) {
  const RtlModule* module = find_module(name);
  check(module != nullptr, "rtl/ has module sluice_" + name);
  return *module;
}

std::set<std::string> with_submodules(const std::set<std::string>& names) {
  std::set<std::string> all;
  for (const std::string& name : names) add_with_submodules(name, all);
  return all;
}

std::string prefixed(std::string_view text, const std::string& prefix) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = find_name(text, 0); at != std::string_view::npos;
       at = find_name(text, done)) {
    result += text.substr(done, at - done);
    result += prefix;
    done = at + kPrefix.size();
  }
  return result + std::string(text.substr(done));
}

}  // namespace sluice
