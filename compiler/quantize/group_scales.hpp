// The scale of each group of tensors that share a format.
#pragma once

#include <vector>

#include "compiler/quantize/calibration.hpp"
#include "compiler/quantize/plan.hpp"
#include "compiler/quantize/scale_choice.hpp"

namespace sluice {

// By group. Groups of one grid have scales whose ratios are powers of two.
std::vector<double> group_scales(const TensorGraph& graph, const Plan& plan,
                                 const std::vector<Samples>& samples, const ScaleRule& rule);

// The scale of an output that is rescaled apart from the tensor's other uses.
double output_scale(const Chain& chain, const Samples& samples, const IntegerFormat& format,
                    const ScaleRule& rule);

// Beyond this a table's function moves by less than half a step of an output of that many bits.
double saturation_of(const Activation& activation, int output_bits);

}  // namespace sluice
