// Makes the manifest again and compares field by field.
#include "sim/manifest_check.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "compiler/netlist/manifest.hpp"
#include "compiler/schedule/schedule.hpp"
#include "runtime/base/error.hpp"
#include "runtime/files/file.hpp"

namespace sluice {
namespace {

using Json = nlohmann::json;

struct Difference {
  std::string field, found, expected;
};

std::string member_of(std::string field, const std::string& name) {
  field += '.';
  field += name;
  return field;
}

// One line, short enough to read.
std::string short_text(const Json& value) {
  constexpr std::size_t kMost = 60;
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() <= kMost ? text : text.substr(0, kMost) + "...";
}

std::optional<Difference> compare(const std::string& field, const Json& found,
                                  const Json& expected);

std::optional<Difference> compare_members(const std::string& field, const Json& found,
                                          const Json& expected) {
  for (const auto& [name, value] : expected.items()) {
    const std::string inner = member_of(field, name);
    if (!found.contains(name)) return Difference{inner, "nothing", short_text(value)};
    if (auto difference = compare(inner, found[name], value)) return difference;
  }
  for (const auto& [name, value] : found.items()) {
    if (!expected.contains(name))
      return Difference{member_of(field, name), short_text(value), "nothing"};
  }
  return std::nullopt;
}

std::optional<Difference> compare_entries(const std::string& field, const Json& found,
                                          const Json& expected) {
  if (found.size() != expected.size()) {
    return Difference{field, std::to_string(found.size()) + " entries",
                      std::to_string(expected.size())};
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::string inner = field + "[" + std::to_string(i) + "]";
    if (auto difference = compare(inner, found[i], expected[i])) return difference;
  }
  return std::nullopt;
}

std::optional<Difference> compare(const std::string& field, const Json& found,
                                  const Json& expected) {
  if (found.is_object() && expected.is_object()) return compare_members(field, found, expected);
  if (found.is_array() && expected.is_array()) return compare_entries(field, found, expected);
  if (found == expected) return std::nullopt;
  return Difference{field, short_text(found), short_text(expected)};
}

}  // namespace

void check_manifest(const LoadedDesign& design, const Netlist& netlist) {
  const std::string path = design.folder + "/manifest.json";
  const Json expected = Json::parse(manifest_json(design.graph, design.scheduled, netlist));
  const auto difference = compare("$", Json::parse(read_file(path)), expected);
  if (!difference) return;
  throw Error(path + ": " + difference->field + ": found " + difference->found + ", expected " +
                  difference->expected + " by the design's dataflow",
              {}, {"the design folder is damaged; compile the network again"});
}

}  // namespace sluice
