// A small network by hand, compiled into a design folder: convolution, ReLU, pool, linear,
// LogSoftMax.
#pragma once

#include <string>

#include "compiler/design.hpp"
#include "runtime/files/any_array.hpp"

namespace sluice::small {

Network network();

// {frames, 1, 8, 7}, between -1 and 1.
Array<float> images(std::int64_t frames);

// Compiled with `multipliers` and written to `folder`.
Design write_small_design(const std::string& folder, std::int64_t multipliers = 12);

}  // namespace sluice::small
