// The groups of nn's kernels; nn_core.cpp installs them all.
#pragma once

#include "lua/host/bind/function.hpp"

namespace sluice::bind {

void define_linear(Definitions& list);
void define_convolution(Definitions& list);
void define_pooling(Definitions& list);
void define_normalization(Definitions& list);
void define_activations(Definitions& list);
void define_softmax(Definitions& list);
void define_criterions(Definitions& list);

}  // namespace sluice::bind
