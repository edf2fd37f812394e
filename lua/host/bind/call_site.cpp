// The stack walked from the inside out.
#include "lua/host/bind/call_site.hpp"

#include "lua/host/source_root.hpp"

namespace sluice::bind {
namespace {

bool is_ours(const lua_Debug& frame, const std::string& packages) {
  return std::string(frame.what) == "C" || std::string(frame.source).rfind(packages, 0) == 0;
}

}  // namespace

std::string call_site(lua_State* L) {
  const std::string packages = "@" + package_folder();
  lua_Debug frame;
  for (int level = 1; lua_getstack(L, level, &frame) != 0; ++level) {
    lua_getinfo(L, "Sl", &frame);
    if (is_ours(frame, packages)) continue;
    const std::string file = *frame.source == '@' ? frame.source + 1 : frame.short_src;
    return frame.currentline > 0 ? file + ":" + std::to_string(frame.currentline) : "";
  }
  return "";
}

}  // namespace sluice::bind
