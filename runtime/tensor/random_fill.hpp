// Tensors of random numbers, drawn in row-major order.
#pragma once

#include "runtime/random/generator.hpp"
#include "runtime/tensor/tensor.hpp"

namespace sluice {

// Whole numbers from all that the type can hold, and from low to high.
void fill_random(const Tensor& t, Generator& generator);
void fill_random(const Tensor& t, Generator& generator, std::int64_t low, std::int64_t high);
std::int64_t random_in(Generator& generator, std::int64_t low, std::int64_t high);

void fill_bernoulli(const Tensor& t, Generator& generator, double p);
// One probability for each element.
void fill_bernoulli(const Tensor& t, Generator& generator, const Tensor& p);
void fill_geometric(const Tensor& t, Generator& generator, double p);

void fill_uniform(const Tensor& t, Generator& generator, double low, double high);
void fill_normal(const Tensor& t, Generator& generator, double mean, double deviation);
// One mean, or one deviation, or both for each element.
void fill_normal(const Tensor& t, Generator& generator, const Tensor& mean,
                 const Tensor& deviation);
void fill_exponential(const Tensor& t, Generator& generator, double lambda);
void fill_cauchy(const Tensor& t, Generator& generator, double median, double sigma);
void fill_log_normal(const Tensor& t, Generator& generator, double mean, double deviation);

// The numbers 1 to n in random order.
void random_permutation(Tensor& result, Generator& generator, std::int64_t n);

// Positions (LongTensor, from 1) drawn with the given probabilities, one row of `count` for each
// row.
void multinomial(Tensor& result, Generator& generator, const Tensor& probabilities,
                 std::int64_t count, bool with_replacement);

}  // namespace sluice
