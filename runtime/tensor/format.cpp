// The number format is chosen once for a whole tensor from its smallest and largest magnitudes.
#include "runtime/tensor/format.hpp"

#include <cmath>
#include <cstdio>
#include <vector>

#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/views.hpp"

namespace sluice {
namespace {

constexpr int kLineWidth = 80;

// How all numbers of one tensor are written.
struct NumberFormat {
  enum class Style { Integer, Fixed, Scientific, Plain } style = Style::Plain;
  int width = 0;
  double scale = 1;  // every number is divided by it, and it is printed once above
};

// Digits in front of the decimal point; 1 for 0.
double exponent_of(double magnitude) {
  return magnitude == 0 ? 1 : std::floor(std::log10(magnitude)) + 1;
}

struct Magnitudes {
  double smallest = INFINITY;
  double largest = 0;
  bool all_integers = true;
  bool any_nan = false;
};

Magnitudes measure(std::span<const double> values) {
  Magnitudes result;
  for (double value : values) {
    const double magnitude = std::abs(value);
    result.any_nan = result.any_nan || std::isnan(value);
    result.all_integers = result.all_integers && value == std::ceil(value);
    result.smallest = std::min(result.smallest, magnitude);
    result.largest = std::max(result.largest, magnitude);
  }
  return result;
}

NumberFormat choose_integer_format(double largest) {
  if (largest > 9) return {NumberFormat::Style::Scientific, 11, 1};
  return {NumberFormat::Style::Integer, static_cast<int>(largest) + 1, 1};
}

NumberFormat choose_fraction_format(double smallest, double largest) {
  using Style = NumberFormat::Style;
  if (largest - smallest > 4) {
    const bool three_digits = std::abs(largest) > 99 || std::abs(smallest) > 99;
    return {Style::Scientific, three_digits ? 12 : 11, 1};
  }
  if (largest > 5 || largest < 0) return {Style::Fixed, 7, std::pow(10, largest - 1)};
  return {Style::Fixed, largest == 0 ? 7 : static_cast<int>(largest) + 6, 1};
}

NumberFormat choose_format(std::span<const double> values) {
  if (values.empty()) return {};
  const Magnitudes found = measure(values);
  if (found.any_nan) return {};
  const double smallest = exponent_of(found.smallest);
  const double largest = exponent_of(found.largest);
  return found.all_integers ? choose_integer_format(largest)
                            : choose_fraction_format(smallest, largest);
}

std::string print(const char* pattern, int width, double value) {
  char buffer[512];
  const int length = std::snprintf(buffer, sizeof(buffer), pattern, width, value);
  return {buffer, static_cast<std::size_t>(length)};
}

std::string number(const NumberFormat& format, double value) {
  const double scaled = std::isnan(value) ? NAN : value / format.scale;
  switch (format.style) {
    case NumberFormat::Style::Integer:
      return print("%*.0f", format.width, scaled == 0 ? 0 : scaled);
    case NumberFormat::Style::Fixed:
      return print("%*.4f", format.width, scaled);
    case NumberFormat::Style::Scientific:
      return print("%*.4e", format.width, scaled);
    case NumberFormat::Style::Plain:
      break;
  }
  return print("%*f", 0, scaled);
}

std::string scale_line(const NumberFormat& format) {
  return print("%*g", 0, format.scale) + " *\n";
}

std::string vector_text(std::span<const double> values) {
  const NumberFormat format = choose_format(values);
  std::string text = format.scale != 1 ? scale_line(format) : "";
  for (double value : values) {
    text += number(format, value);
    text += '\n';
  }
  return text;
}

// Columns first..last (exclusive) of a matrix of doubles, every line but the first indented.
std::string columns_text(const Tensor& matrix, const NumberFormat& format, std::int64_t first,
                         std::int64_t last, const std::string& indent) {
  std::string text = format.scale != 1 ? scale_line(format) + ' ' + indent : "";
  const std::string line_start = format.scale != 1 ? indent + ' ' : indent;
  const double* data = matrix.data<double>();
  for (std::int64_t row = 0; row < matrix.size(0); ++row) {
    if (row > 0) text += line_start;
    for (std::int64_t column = first; column < last; ++column) {
      text += number(format, data[row * matrix.stride(0) + column * matrix.stride(1)]);
      text += column + 1 == last ? '\n' : ' ';
    }
  }
  return text;
}

std::string matrix_text(const Tensor& matrix, const NumberFormat& format,
                        const std::string& indent) {
  const std::int64_t columns = matrix.size(1);
  std::int64_t per_line = columns;
  if (format.style != NumberFormat::Style::Plain)
    per_line = (kLineWidth - static_cast<std::int64_t>(indent.size())) / (format.width + 1);
  std::string text = indent;
  for (std::int64_t first = 0; first < columns; first += per_line) {
    const std::int64_t last = std::min(columns, first + per_line);
    if (per_line < columns) {
      if (first > 0) text += '\n';
      text += "Columns " + std::to_string(first + 1) + " to " + std::to_string(last) + '\n';
      text += indent;
    }
    text += columns_text(matrix, format, first, last, indent);
  }
  return text;
}

// All matrices of a tensor of three or more dimensions, the first index running fastest.
std::string slices_text(const Tensor& t, const NumberFormat& format) {
  const int outer = t.dim() - 2;
  std::vector<std::int64_t> position(static_cast<std::size_t>(outer), 0);
  std::string text;
  while (true) {
    if (!text.empty()) text += '\n';
    text += '(';
    Tensor slice = t;
    for (std::int64_t p : position) {
      slice = select(slice, 0, p);
      text += std::to_string(p + 1) + ',';
    }
    text += ".,.) = \n" + matrix_text(slice, format, " ");
    std::size_t d = 0;
    while (d < position.size() && ++position[d] == t.size(static_cast<int>(d))) position[d++] = 0;
    if (d == position.size()) return text;
  }
}

std::span<const double> values_of(const Tensor& contiguous_doubles) {
  return {contiguous_doubles.data<double>(),
          static_cast<std::size_t>(contiguous_doubles.element_count())};
}

Tensor as_doubles(const Tensor& t) {
  Tensor result(ElementType::Double, t.sizes());
  copy(result, t);
  return result;
}

}  // namespace

std::string format(const Storage& storage) {
  const Tensor values = as_doubles(as_vector(Ref<Storage>(const_cast<Storage*>(&storage))));
  return vector_text(values_of(values)) + "[torch." + std::string(name_of(storage.type())) +
         "Storage of size " + std::to_string(storage.size()) + "]\n";
}

std::string format(const Tensor& tensor) {
  if (tensor.empty()) return "[" + describe(tensor) + "]\n";
  const Tensor values = as_doubles(tensor);
  std::string text;
  if (values.dim() == 1) {
    text = vector_text(values_of(values));
  } else {
    const NumberFormat format = choose_format(values_of(values));
    text = values.dim() == 2 ? matrix_text(values, format, "") : slices_text(values, format);
  }
  return text + "[" + describe(tensor) + "]\n";
}

}  // namespace sluice
