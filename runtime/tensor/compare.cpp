// Comparisons and bit operations.
#include "runtime/tensor/compare.hpp"

#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/elementwise.hpp"

namespace sluice {
namespace {

constexpr NamedComparison kComparisons[] = {
    {"lt", Comparison::Less},         {"le", Comparison::LessEqual}, {"gt", Comparison::Greater},
    {"ge", Comparison::GreaterEqual}, {"eq", Comparison::Equal},     {"ne", Comparison::NotEqual}};

constexpr NamedBitOperation kBitOperations[] = {{"bitand", "cbitand", BitOperation::And},
                                                {"bitor", "cbitor", BitOperation::Or},
                                                {"bitxor", "cbitxor", BitOperation::Xor},
                                                {"lshift", "clshift", BitOperation::ShiftLeft},
                                                {"rshift", "crshift", BitOperation::ShiftRight}};

template <typename T, typename Use>
void choose(Comparison comparison, Use use) {
  switch (comparison) {
    case Comparison::Less:
      return use([](T x, T y) { return x < y; });
    case Comparison::LessEqual:
      return use([](T x, T y) { return x <= y; });
    case Comparison::Greater:
      return use([](T x, T y) { return x > y; });
    case Comparison::GreaterEqual:
      return use([](T x, T y) { return x >= y; });
    case Comparison::Equal:
      return use([](T x, T y) { return x == y; });
    case Comparison::NotEqual:
      return use([](T x, T y) { return x != y; });
  }
}

template <typename T>
T shift_left(T x, T amount) {
  const bool in_range = amount >= 0 && static_cast<std::uint64_t>(amount) < 8 * sizeof(T);
  return in_range ? static_cast<T>(static_cast<std::uint64_t>(x) << amount) : T{0};
}

template <typename T>
T shift_right(T x, T amount) {
  const bool in_range = amount >= 0 && static_cast<std::uint64_t>(amount) < 8 * sizeof(T);
  using Bits = std::make_unsigned_t<T>;
  return in_range ? static_cast<T>(static_cast<Bits>(x) >> amount) : T{0};
}

template <typename T, typename Use>
void choose(BitOperation operation, Use use) {
  switch (operation) {
    case BitOperation::And:
      return use([](T x, T y) { return static_cast<T>(x & y); });
    case BitOperation::Or:
      return use([](T x, T y) { return static_cast<T>(x | y); });
    case BitOperation::Xor:
      return use([](T x, T y) { return static_cast<T>(x ^ y); });
    case BitOperation::ShiftLeft:
      return use([](T x, T y) { return shift_left(x, y); });
    case BitOperation::ShiftRight:
      return use([](T x, T y) { return shift_right(x, y); });
  }
}

// Runs `fill`, which writes bytes, into the result or through a ByteTensor into one of another
// type.
template <typename Fill>
void store_truth(Tensor& result, const Tensor& a, Fill fill) {
  if (result.type() == ElementType::Byte) {
    result.resize_as(a);
    return fill(result);
  }
  const Tensor bytes(ElementType::Byte, a.sizes());
  fill(bytes);
  result.resize_as(a);
  copy(result, bytes);
}

}  // namespace

std::span<const NamedComparison> comparisons() { return kComparisons; }
std::span<const NamedBitOperation> bit_operations() { return kBitOperations; }

void compare(Comparison comparison, Tensor& result, const Tensor& a, double value) {
  store_truth(result, a, [&](const Tensor& truth) {
    dispatch(a.type(), [&]<typename T>() {
      const T v = element_from<T>(value);
      choose<T>(comparison, [&](auto holds) {
        for_each<std::uint8_t, T>([=](std::uint8_t& r, const T& x) { r = holds(x, v); }, truth, a);
      });
    });
  });
}

void compare(Comparison comparison, Tensor& result, const Tensor& a, const Tensor& b) {
  check_same_count(a, b);
  store_truth(result, a, [&](const Tensor& truth) {
    dispatch(a.type(), [&]<typename T>() {
      choose<T>(comparison, [&](auto holds) {
        for_each<std::uint8_t, T, T>(
            [=](std::uint8_t& r, const T& x, const T& y) { r = holds(x, y); }, truth, a, b);
      });
    });
  });
}

bool equal(const Tensor& a, const Tensor& b) {
  if (a.sizes() != b.sizes()) return false;
  bool same = true;
  dispatch(a.type(), [&]<typename T>() {
    for_each<T, T>([&same](const T& x, const T& y) { same &= x == y; }, a, b);
  });
  return same;
}

void apply(BitOperation operation, Tensor& result, const Tensor& a, double value) {
  dispatch_integer(a.type(), [&]<typename T>() {
    const T v = element_from<T>(value);
    choose<T>(operation, [&](auto f) { map<T>(result, a, [f, v](T x) { return f(x, v); }); });
  });
}

void apply(BitOperation operation, Tensor& result, const Tensor& a, const Tensor& b) {
  dispatch_integer(a.type(), [&]<typename T>() {
    choose<T>(operation, [&](auto f) { map2<T>(result, a, b, f); });
  });
}

}  // namespace sluice
