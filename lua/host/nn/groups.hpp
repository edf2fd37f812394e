// The groups of nn's kernels; nn_core.cpp installs them all.
#pragma once

#include "lua/host/bind/function.hpp"

namespace sluice::bind {

void define_nn_linear(Definitions& list);
void define_nn_convolution(Definitions& list);
void define_nn_pooling(Definitions& list);
void define_nn_normalization(Definitions& list);
void define_nn_activations(Definitions& list);
void define_nn_softmax(Definitions& list);
void define_nn_criterions(Definitions& list);

}  // namespace sluice::bind
