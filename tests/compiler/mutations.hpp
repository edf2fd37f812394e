// Every way to damage one field of a JSON document.
#pragma once

#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sluice::testing {

using Pointer = nlohmann::json::json_pointer;

// All places below the root, containers among them.
inline void collect_places(const nlohmann::json& value, const Pointer& here,
                           std::vector<Pointer>& all) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      const Pointer place = here / name;
      all.push_back(place);
      collect_places(member, place, all);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      const Pointer place = here / i;
      all.push_back(place);
      collect_places(value[i], place, all);
    }
  }
}

inline std::vector<Pointer> places_of(const nlohmann::json& document) {
  std::vector<Pointer> all;
  collect_places(document, Pointer(), all);
  return all;
}

using Visitor = std::function<void(const std::string& what, const nlohmann::json& damaged)>;

// Each member and each element left out, once.
inline void for_each_deletion(const nlohmann::json& document, const Visitor& visit) {
  for (const Pointer& place : places_of(document)) {
    nlohmann::json damaged = document;
    nlohmann::json& parent = damaged[place.parent_pointer()];
    if (parent.is_array()) {
      parent.erase(std::stoul(place.back()));
    } else {
      parent.erase(place.back());
    }
    visit("without " + place.to_string(), damaged);
  }
}

// Each value replaced by one of every other type.
inline void for_each_other_type(const nlohmann::json& document, const Visitor& visit) {
  const std::vector<nlohmann::json> kinds = {
      nullptr, true, 1, 1.5, "x", nlohmann::json::array(), nlohmann::json::object()};
  for (const Pointer& place : places_of(document)) {
    const nlohmann::json& old = document[place];
    for (const nlohmann::json& kind : kinds) {
      const bool same = old.is_number_float() ? kind.is_number()
                        : old.is_number()     ? kind.is_number_integer()
                                              : kind.type() == old.type();
      if (same) continue;
      nlohmann::json damaged = document;
      damaged[place] = kind;
      visit(place.to_string() + " as " + kind.dump(), damaged);
    }
  }
}

// A member that nobody knows, in each object once.
inline void for_each_stranger(const nlohmann::json& document, const Visitor& visit) {
  std::vector<Pointer> places = places_of(document);
  places.emplace_back();
  for (const Pointer& place : places) {
    if (!document[place].is_object()) continue;
    nlohmann::json damaged = document;
    damaged[place]["unexpected"] = 1;
    visit("a stranger in " + place.to_string(), damaged);
  }
}

// Each integer replaced by numbers that are too small or too large for anything.
inline void for_each_extreme(const nlohmann::json& document, const Visitor& visit) {
  for (const Pointer& place : places_of(document)) {
    if (!document[place].is_number_integer()) continue;
    for (const std::int64_t extreme :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{63}, std::int64_t{1} << 31,
          std::int64_t{1} << 62, std::numeric_limits<std::int64_t>::min()}) {
      nlohmann::json damaged = document;
      damaged[place] = extreme;
      visit(place.to_string() + " as " + std::to_string(extreme), damaged);
    }
  }
}

}  // namespace sluice::testing
