// Strict reading of JSON.
#include "compiler/network/json_reader.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "runtime/base/error.hpp"

namespace sluice {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 64;
constexpr std::size_t kLongestShown = 60;
constexpr std::int64_t kMostElements = std::int64_t{1} << 31;

// Watches a parse for members named twice, which the JSON library would let the last one win.
class DuplicateGuard {
 public:
  explicit DuplicateGuard(const std::string& source) : source_(source) {}

  bool operator()(int depth, json::parse_event_t event, json& parsed) {
    if (depth > kMaxDepth)
      throw Error(source_ + ": nested deeper than " + std::to_string(kMaxDepth));
    if (event == json::parse_event_t::object_start) names_.emplace_back();
    if (event == json::parse_event_t::object_end) names_.pop_back();
    if (event == json::parse_event_t::key &&
        !names_.back().insert(parsed.get<std::string>()).second) {
      throw Error(source_ + ": member " + parsed.dump() + " appears twice in one object");
    }
    return true;
  }

 private:
  const std::string& source_;
  std::vector<std::set<std::string>> names_;
};

std::string shown(const json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array of " + std::to_string(value.size());
  std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  if (text.size() > kLongestShown) text = text.substr(0, kLongestShown) + "...";
  return text;
}

}  // namespace

json parse_json(std::string_view text, const std::string& source) {
  try {
    return json::parse(text.begin(), text.end(), DuplicateGuard(source));
  } catch (const json::exception& error) {
    throw Error(source + ": not valid JSON: " + error.what());
  }
}

JsonReader::JsonReader(const json& value, std::string source, std::string path)
    : value_(&value), source_(std::move(source)), path_(std::move(path)) {}

void JsonReader::complain(const std::string& message) const {
  throw Error(source_ + ": " + path_ + ": " + message);
}

void JsonReader::fail(const std::string& expected) const {
  complain("found " + shown(*value_) + ", expected " + expected);
}

JsonReader JsonReader::member(const std::string& name) const {
  const std::optional<JsonReader> found = find(name);
  if (!found) complain("member \"" + name + "\" is missing");
  return *found;
}

std::optional<JsonReader> JsonReader::find(const std::string& name) const {
  if (!value_->is_object()) fail("an object");
  const auto place = value_->find(name);
  if (place == value_->end()) return std::nullopt;
  return JsonReader(*place, source_, path_ + "." + name);
}

void JsonReader::allow_only(std::initializer_list<std::string_view> names) const {
  for (const auto& [name, value] : members()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    std::string list;
    for (const std::string_view known : names)
      list += (list.empty() ? "" : ", ") + std::string(known);
    complain("unknown member \"" + name + "\", expected " + list);
  }
}

std::vector<JsonReader> JsonReader::elements() const {
  if (!value_->is_array()) fail("an array");
  std::vector<JsonReader> all;
  all.reserve(value_->size());
  for (std::size_t i = 0; i < value_->size(); ++i) {
    all.emplace_back((*value_)[i], source_, path_ + "[" + std::to_string(i) + "]");
  }
  return all;
}

std::vector<std::pair<std::string, JsonReader>> JsonReader::members() const {
  if (!value_->is_object()) fail("an object");
  std::vector<std::pair<std::string, JsonReader>> all;
  for (const auto& [name, value] : value_->items()) {
    all.emplace_back(name, JsonReader(value, source_, path_ + "." + name));
  }
  return all;
}

std::int64_t JsonReader::integer(std::int64_t low, std::int64_t high) const {
  const bool fits = value_->is_number_integer() &&
                    !(value_->is_number_unsigned() &&
                      value_->get<std::uint64_t>() >
                          static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  if (!fits || value_->get<std::int64_t>() < low || value_->get<std::int64_t>() > high) {
    fail("an integer from " + std::to_string(low) + " to " + std::to_string(high));
  }
  return value_->get<std::int64_t>();
}

std::int64_t JsonReader::integer() const {
  return integer(std::numeric_limits<std::int64_t>::min(),
                 std::numeric_limits<std::int64_t>::max());
}

double JsonReader::number() const {
  if (!value_->is_number()) fail("a number");
  return value_->get<double>();
}

bool JsonReader::boolean() const {
  if (!value_->is_boolean()) fail("true or false");
  return value_->get<bool>();
}

std::string JsonReader::text() const {
  if (!value_->is_string()) fail("a string");
  return value_->get<std::string>();
}

std::vector<std::int64_t> JsonReader::integers(std::int64_t low, std::int64_t high) const {
  std::vector<std::int64_t> all;
  for (const JsonReader& element : elements()) all.push_back(element.integer(low, high));
  return all;
}

Shape JsonReader::shape(std::size_t low_rank, std::size_t high_rank) const {
  Shape sizes = integers(1, kMostElements);
  if (sizes.size() < low_rank || sizes.size() > high_rank) {
    const std::string low = std::to_string(low_rank), high = std::to_string(high_rank);
    fail((low_rank == high_rank ? low : low + " to " + high) + " sizes");
  }
  std::int64_t count = 1;
  for (const std::int64_t size : sizes) {
    if (size > kMostElements / count) fail("at most 2^31 elements");
    count *= size;
  }
  return sizes;
}

}  // namespace sluice
