// The hand-written modules of rtl/, carried inside the program.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

namespace sluice {

struct RtlModule {
  std::string_view name;  // without "sluice_"
  std::string_view text;
};

// By name. Made from rtl/*/*.v when Sluice is built.
std::span<const RtlModule> rtl_modules();

// The named modules and all that they instantiate. Every name must exist.
std::set<std::string> with_submodules(const std::set<std::string>& names);

// A module's text with every "sluice_" at the head of a name replaced by `prefix`.
std::string prefixed(std::string_view text, const std::string& prefix);

const RtlModule& rtl_module(const std::string& name);

}  // namespace sluice
