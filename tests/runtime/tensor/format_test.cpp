// Tests of printing: the formats that Torch chooses.
#include "runtime/tensor/format.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
using testing::make_tensor;
using testing::make_vector;

TEST_CASE("whole numbers take as many columns as the largest needs") {
  CHECK(format(make_vector({1, 20, -3}, ElementType::Int)) ==
        "  1\n 20\n -3\n[torch.IntTensor of size 3]\n");
  CHECK(format(make_tensor(Dims{2, 2}, {1, 2, 3, 4})) ==
        " 1  2\n 3  4\n[torch.DoubleTensor of size 2x2]\n");
  CHECK(format(make_vector({1e10})) == " 1.0000e+10\n[torch.DoubleTensor of size 1]\n");
}

TEST_CASE("fractions have four digits, and very different ones are scientific") {
  CHECK(format(make_vector({0.5, 10.25})) ==
        "  0.5000\n 10.2500\n[torch.DoubleTensor of size 2]\n");
  CHECK(format(make_vector({1e-5, 2.5})) ==
        " 1.0000e-05\n 2.5000e+00\n[torch.DoubleTensor of size 2]\n");
}

TEST_CASE("small or large fractions share a scale") {
  CHECK(format(make_vector({0.001, 0.0025})) ==
        "0.001 *\n 1.0000\n 2.5000\n[torch.DoubleTensor of size 2]\n");
  CHECK(format(make_tensor(Dims{2, 1}, {123456.5, 234567.5})) ==
        "100000 *\n  1.2346\n  2.3457\n[torch.DoubleTensor of size 2x1]\n");
}

TEST_CASE("what is not a number") {
  CHECK(format(make_vector({-NAN, 1})) == "nan\n1.000000\n[torch.DoubleTensor of size 2]\n");
  CHECK(format(make_vector({INFINITY, 1})) ==
        "        inf\n 1.0000e+00\n[torch.DoubleTensor of size 2]\n");
}

TEST_CASE("wide matrices are printed in groups of columns") {
  testing::Values values(30, 5);
  const std::string text = format(make_tensor(Dims{1, 30}, values));
  CHECK(text.starts_with("Columns 1 to 26\n 5  5"));
  CHECK(text.find("\n\nColumns 27 to 30\n 5  5  5  5\n[torch") != std::string::npos);
}

TEST_CASE("tensors of more dimensions are printed as matrices") {
  CHECK(format(make_tensor(Dims{2, 1, 2}, {1, 2, 3, 4})) ==
        "(1,.,.) = \n  1  2\n\n(2,.,.) = \n  3  4\n[torch.DoubleTensor of size 2x1x2]\n");
}

TEST_CASE("empty tensors and storages") {
  CHECK(format(Tensor(ElementType::Float)) == "[torch.FloatTensor with no dimension]\n");
  CHECK(format(*make_vector({1, 2}, ElementType::Long).storage()) ==
        " 1\n 2\n[torch.LongStorage of size 2]\n");
  CHECK(format(*Storage::create(ElementType::Byte, 0)) == "[torch.ByteStorage of size 0]\n");
}

}  // namespace sluice
