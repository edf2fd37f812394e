// Reads JSON strictly: every complaint names the file, the field's path, what was found and what
// was expected.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/array/array.hpp"

namespace sluice {

// Throws Error for text that is no JSON, is nested deeper than any format of ours, or names a
// member twice. `source` is what messages call the text, a path as a rule.
nlohmann::json parse_json(std::string_view text, const std::string& source);

// One value inside a parsed document, which must outlive it.
class JsonReader {
 public:
  JsonReader(const nlohmann::json& value, std::string source, std::string path = "$");

  // Each throws Error when the value is not of the kind asked for.
  JsonReader member(const std::string& name) const;
  std::optional<JsonReader> find(const std::string& name) const;
  void allow_only(std::initializer_list<std::string_view> names) const;
  std::vector<JsonReader> elements() const;
  std::vector<std::pair<std::string, JsonReader>> members() const;
  std::int64_t integer(std::int64_t low, std::int64_t high) const;
  std::int64_t integer() const;
  double number() const;
  bool boolean() const;
  std::string text() const;
  std::vector<std::int64_t> integers(std::int64_t low, std::int64_t high) const;
  // `low_rank` to `high_rank` sizes of at most 2^31 elements together.
  Shape shape(std::size_t low_rank, std::size_t high_rank) const;

  const nlohmann::json& value() const { return *value_; }
  const std::string& path() const { return path_; }

  // "SOURCE: PATH: found FOUND, expected EXPECTED".
  [[noreturn]] void fail(const std::string& expected) const;
  [[noreturn]] void complain(const std::string& message) const;

 private:
  const nlohmann::json* value_;
  std::string source_;
  std::string path_;
};

}  // namespace sluice
