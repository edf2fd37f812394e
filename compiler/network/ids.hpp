// Ids of the graphs' values, units and streams: places in vectors.
#pragma once

#include <cstddef>

namespace sluice {

inline std::size_t index(int id) { return static_cast<std::size_t>(id); }

}  // namespace sluice
