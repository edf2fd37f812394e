// The Python dictionary at the head of an .npy file: a parser for exactly what numpy writes.
#include "runtime/files/npy_header.hpp"

#include <charconv>

#include "runtime/base/error.hpp"

namespace sluice {
namespace {

class HeaderParser {
 public:
  HeaderParser(std::string_view text, const std::string& path, std::size_t offset)
      : text_(text), path_(path), offset_(offset) {}

  NpyHeader parse() {
    expect('{');
    while (!accept('}')) {
      parse_entry();
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    if (next() != '\0') fail("nothing but spaces after the dictionary");
    if (seen_ != (kDescr | kOrder | kShape)) fail("the keys descr, fortran_order and shape");
    return header_;
  }

 private:
  enum Keys : unsigned { kDescr = 1, kOrder = 2, kShape = 4 };

  [[noreturn]] void fail(const std::string& expected) {
    const std::string_view rest = text_.substr(position_, 16);
    throw Error(path_ + ": offset " + std::to_string(offset_ + position_) +
                ": bad .npy header: found `" + std::string(rest) + "`, expected " + expected);
  }

  char next() {
    const std::size_t place = text_.find_first_not_of(" \t\r\n", position_);
    position_ = place == std::string_view::npos ? text_.size() : place;
    return position_ < text_.size() ? text_[position_] : '\0';
  }
  bool accept(char wanted) {
    if (next() != wanted) return false;
    ++position_;
    return true;
  }
  void expect(char wanted) {
    if (!accept(wanted)) fail(std::string("`") + wanted + "`");
  }

  std::string parse_string() {
    const char quote = next();
    if (quote != '\'' && quote != '"') fail("a quoted string");
    const std::size_t end = text_.find(quote, position_ + 1);
    if (end == std::string_view::npos) fail("a closing quote");
    std::string value(text_.substr(position_ + 1, end - position_ - 1));
    position_ = end + 1;
    return value;
  }

  bool parse_bool() {
    next();
    for (const bool value : {false, true}) {
      const std::string_view word = value ? "True" : "False";
      if (text_.substr(position_, word.size()) != word) continue;
      position_ += word.size();
      return value;
    }
    fail("True or False");
  }

  std::int64_t parse_size() {
    next();
    std::int64_t value = 0;
    const char* first = text_.data() + position_;
    const auto [end, error] = std::from_chars(first, text_.data() + text_.size(), value);
    if (error != std::errc{} || value < 0) fail("a size");
    position_ += static_cast<std::size_t>(end - first);
    return value;
  }

  Shape parse_shape() {
    Shape shape;
    expect('(');
    while (!accept(')')) {
      shape.push_back(parse_size());
      if (accept(',')) continue;
      expect(')');
      break;
    }
    return shape;
  }

  void parse_entry() {
    const std::string key = parse_string();
    expect(':');
    if (key == "descr") {
      if (next() == '[') fail("one plain element type, not a record");
      header_.descr = parse_string();
      seen_ |= kDescr;
    } else if (key == "fortran_order") {
      header_.fortran_order = parse_bool();
      seen_ |= kOrder;
    } else if (key == "shape") {
      header_.shape = parse_shape();
      seen_ |= kShape;
    } else {
      fail("the keys descr, fortran_order and shape, not '" + key + "'");
    }
  }

  std::string_view text_;
  const std::string& path_;
  std::size_t offset_;
  std::size_t position_ = 0;
  unsigned seen_ = 0;
  NpyHeader header_;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view text, const std::string& path, std::size_t offset) {
  return HeaderParser(text, path, offset).parse();
}

std::string python_tuple(const Shape& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (i > 0) text += ", ";
    text += std::to_string(shape[i]);
  }
  return text + (shape.size() == 1 ? ",)" : ")");
}

std::string npy_header_text(const NpyHeader& header) {
  return "{'descr': '" + header.descr +
         "', 'fortran_order': " + (header.fortran_order ? "True" : "False") +
         ", 'shape': " + python_tuple(header.shape) + ", }";
}

}  // namespace sluice
