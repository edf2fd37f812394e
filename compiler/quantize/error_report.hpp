// How far the integers are from the float network, tensor by tensor, measured on frames.
#pragma once

#include <string>
#include <vector>

#include "compiler/quantize/integer_graph.hpp"
#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

// A tensor that both graphs have; or one that only the integers have, made by a rescale or a table
// of its own (an output's wider copy, a table's narrower input), of which only saturations are
// known.
struct TensorError {
  std::string name, layer;
  IntegerFormat format;
  double scale = 0;
  bool is_compared = true;
  double float_rms = 0, error_rms = 0, largest_error = 0;
  std::int64_t elements = 0, saturated = 0;  // of all frames

  // Signal to quantisation noise in decibels; infinite where there is no error.
  double sqnr_db() const;
};

// At most `most_frames` frames, spread over all of `frames`. `graph` is what quantize() was given,
// `integers` what it made of it. In the order of the integer graph.
std::vector<TensorError> measure_errors(const TensorGraph& graph, const IntegerGraph& integers,
                                        const Array<float>& frames, std::int64_t most_frames = 64);

// A table for people.
std::string error_text(const std::vector<TensorError>& errors);

}  // namespace sluice
