// The fully connected layer as one matrix product in each direction.
#include "runtime/nn/linear.hpp"

#include <algorithm>

#include "runtime/base/vector_clones.hpp"
#include "runtime/nn/product.hpp"

namespace sluice::nn {

using blas::Op;

namespace {

// sums[o] += scale * (rows[0][o] + rows[1][o] + ...), row after row.
template <typename T>
SLUICE_VECTOR_CLONES void add_row_sums(const LinearGeometry& g, const T* rows, T scale, T* sums) {
  for (std::int64_t n = 0; n < g.batch; ++n) {
    const T* row = rows + n * g.outputs;
    for (std::int64_t o = 0; o < g.outputs; ++o) sums[o] += scale * row[o];
  }
}

}  // namespace

template <typename T>
void linear_forward(const LinearGeometry& g, const T* input, const T* weight, const T* bias,
                    T* output) {
  if (bias != nullptr) {
    for (std::int64_t n = 0; n < g.batch; ++n) std::copy_n(bias, g.outputs, output + n * g.outputs);
  }
  product(Op::kNone, Op::kTranspose, g.batch, g.outputs, g.inputs, T{1}, input, g.inputs, weight,
          g.inputs, bias != nullptr ? T{1} : T{0}, output, g.outputs);
}

template <typename T>
void linear_input_gradient(const LinearGeometry& g, const T* output_gradient, const T* weight,
                           T* input_gradient) {
  product(Op::kNone, Op::kNone, g.batch, g.inputs, g.outputs, T{1}, output_gradient, g.outputs,
          weight, g.inputs, T{0}, input_gradient, g.inputs);
}

template <typename T>
void linear_weight_gradient(const LinearGeometry& g, const T* input, const T* output_gradient,
                            T scale, T* weight_gradient, T* bias_gradient) {
  product(Op::kTranspose, Op::kNone, g.outputs, g.inputs, g.batch, scale, output_gradient,
          g.outputs, input, g.inputs, T{1}, weight_gradient, g.inputs);
  if (bias_gradient == nullptr) return;
  add_row_sums(g, output_gradient, scale, bias_gradient);
}

template void linear_forward(const LinearGeometry&, const float*, const float*, const float*,
                             float*);
template void linear_input_gradient(const LinearGeometry&, const float*, const float*, float*);
template void linear_weight_gradient(const LinearGeometry&, const float*, const float*, float,
                                     float*, float*);
template void linear_forward(const LinearGeometry&, const double*, const double*, const double*,
                             double*);
template void linear_input_gradient(const LinearGeometry&, const double*, const double*, double*);
template void linear_weight_gradient(const LinearGeometry&, const double*, const double*, double,
                                     double*, double*);

}  // namespace sluice::nn
