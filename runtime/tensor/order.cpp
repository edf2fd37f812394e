// Each line is copied with its positions, ordered, and written back.
#include "runtime/tensor/order.hpp"

#include <algorithm>
#include <vector>

#include "runtime/tensor/index.hpp"
#include "runtime/tensor/line.hpp"

namespace sluice {
namespace {

template <typename T>
struct Entry {
  T value;
  std::int64_t position;
};

template <typename T>
bool less(T a, T b) {
  if constexpr (std::is_floating_point_v<T>) {
    if (b != b) return a == a;
  }
  return a < b;
}

template <typename T>
bool ascending(const Entry<T>& a, const Entry<T>& b) {
  return less(a.value, b.value) || (!less(b.value, a.value) && a.position < b.position);
}

template <typename T>
bool descending_order(const Entry<T>& a, const Entry<T>& b) {
  return less(b.value, a.value) || (!less(a.value, b.value) && a.position < b.position);
}

template <typename T>
void load(std::vector<Entry<T>>& entries, const Line<T>& from) {
  entries.resize(static_cast<std::size_t>(from.size));
  for (std::int64_t i = 0; i < from.size; ++i)
    entries[static_cast<std::size_t>(i)] = {from[i], i + kIndexBase};
}

template <typename T>
void store(const std::vector<Entry<T>>& entries, const Line<T>& value,
           const Line<std::int64_t>& position) {
  for (std::int64_t i = 0; i < value.size; ++i) {
    value[i] = entries[static_cast<std::size_t>(i)].value;
    position[i] = entries[static_cast<std::size_t>(i)].position;
  }
}

// Lines of `count` entries along d after `arrange` has put them in front.
template <typename Arrange>
void arrange_lines(Tensor& values, Tensor& positions, const Tensor& t, int d, std::int64_t count,
                   Arrange arrange) {
  check_dim(t, d);
  Dims sizes = t.sizes();
  sizes[d] = count;
  dispatch(t.type(), [&]<typename T>() {
    std::vector<Entry<T>> entries;
    pick_lines<T>(values, positions, t, d, sizes,
                  [&entries, arrange](const Line<T>& value, const Line<std::int64_t>& position,
                                      const Line<T>& from) {
                    load(entries, from);
                    arrange(entries);
                    store(entries, value, position);
                  });
  });
}

void check_k(const Tensor& t, std::int64_t k, int d) {
  check_dim(t, d);
  if (k < 1 || k > t.size(d))
    throw Error("k is " + std::to_string(k) + ", expected 1 to " + std::to_string(t.size(d)));
}

template <typename T>
void bring_most_frequent_forward(std::vector<Entry<T>>& entries) {
  std::sort(entries.begin(), entries.end(), ascending<T>);
  std::size_t best_end = 0;
  std::size_t best_length = 0;
  for (std::size_t i = 0, length = 0; i < entries.size(); ++i) {
    length = i > 0 && entries[i].value == entries[i - 1].value ? length + 1 : 1;
    if (length > best_length) {
      best_length = length;
      best_end = i;
    }
  }
  std::swap(entries[0], entries[best_end]);
}

}  // namespace

void sort(Tensor& values, Tensor& positions, const Tensor& t, int d, bool descending) {
  check_dim(t, d);
  arrange_lines(
      values, positions, t, d, t.size(d), [descending]<typename T>(std::vector<Entry<T>>& entries) {
        std::sort(entries.begin(), entries.end(), descending ? descending_order<T> : ascending<T>);
      });
}

void top_k(Tensor& values, Tensor& positions, const Tensor& t, std::int64_t k, int d,
           bool largest) {
  check_k(t, k, d);
  arrange_lines(values, positions, t, d, k,
                [k, largest]<typename T>(std::vector<Entry<T>>& entries) {
                  std::partial_sort(entries.begin(), entries.begin() + k, entries.end(),
                                    largest ? descending_order<T> : ascending<T>);
                });
}

void kth_value(Tensor& values, Tensor& positions, const Tensor& t, std::int64_t k, int d) {
  check_k(t, k, d);
  arrange_lines(values, positions, t, d, 1, [k]<typename T>(std::vector<Entry<T>>& entries) {
    std::nth_element(entries.begin(), entries.begin() + (k - 1), entries.end(), ascending<T>);
    std::swap(entries[0], entries[static_cast<std::size_t>(k - 1)]);
  });
}

void median(Tensor& values, Tensor& positions, const Tensor& t, int d) {
  check_dim(t, d);
  kth_value(values, positions, t, (t.size(d) - 1) / 2 + 1, d);
}

double median(const Tensor& t) {
  if (t.empty()) throw Error("median: expected a tensor with elements, got an empty one");
  const Tensor flat = view(contiguous(t), Dims{t.element_count()});
  Tensor value(t.type());
  Tensor position(ElementType::Long);
  median(value, position, flat, 0);
  return dispatch(t.type(),
                  [&]<typename T>() -> double { return static_cast<double>(*value.data<T>()); });
}

void mode(Tensor& values, Tensor& positions, const Tensor& t, int d) {
  arrange_lines(values, positions, t, d, 1, []<typename T>(std::vector<Entry<T>>& entries) {
    bring_most_frequent_forward(entries);
  });
}

}  // namespace sluice
