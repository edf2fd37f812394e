// numpy's .npy array files.
#include "runtime/files/npy.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

#include "runtime/files/file.hpp"
#include "runtime/files/npy_header.hpp"

namespace sluice {
namespace {

static_assert(std::endian::native == std::endian::little, "arrays are stored little-endian");

constexpr std::string_view kMagic =
    "\x93"
    "NUMPY";
constexpr std::size_t kAlignment = 64;

template <typename T>
constexpr std::string_view descr_of() {
  if constexpr (std::is_same_v<T, std::uint8_t>) return "|u1";
  if constexpr (std::is_same_v<T, std::int8_t>) return "|i1";
  if constexpr (std::is_same_v<T, std::int16_t>) return "<i2";
  if constexpr (std::is_same_v<T, std::int32_t>) return "<i4";
  if constexpr (std::is_same_v<T, std::int64_t>) return "<i8";
  if constexpr (std::is_same_v<T, float>) return "<f4";
  if constexpr (std::is_same_v<T, double>) return "<f8";
}

[[noreturn]] void fail(const std::string& path, const std::string& what) {
  throw Error(path + ": " + what);
}

// Where the header's text starts and how long it is.
struct HeaderPlace {
  std::size_t offset = 0;
  std::size_t size = 0;
};

HeaderPlace find_header(const std::string& path, std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) {
    fail(path, "not an .npy file: found other bytes, expected \\x93NUMPY at offset 0");
  }
  if (bytes.size() < 10) fail(path, "truncated .npy file: it ends inside its first 10 bytes");
  const int major = static_cast<unsigned char>(bytes[6]);
  if (major < 1 || major > 3) {
    fail(path, "offset 6: found .npy version " + std::to_string(major) + ", expected 1, 2 or 3");
  }
  const std::size_t length_bytes = major == 1 ? 2 : 4;
  if (bytes.size() < 8 + length_bytes) fail(path, "truncated .npy file: it ends inside its head");
  std::uint32_t size = 0;
  std::memcpy(&size, bytes.data() + 8, length_bytes);
  const HeaderPlace place{8 + length_bytes, size};
  if (place.size > bytes.size() - place.offset) {
    fail(path, "truncated .npy file: found " + std::to_string(bytes.size() - place.offset) +
                   " bytes of header, expected " + std::to_string(place.size));
  }
  return place;
}

// The number of elements; refuses a shape that no memory could hold.
std::size_t checked_count(const std::string& path, const Shape& shape, std::size_t available) {
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) {
    fail(path, "found no elements: its shape is " + python_tuple(shape));
  }
  std::size_t count = 1;
  for (const std::int64_t size : shape) {
    if (static_cast<std::size_t>(size) > available / count + 1) {
      fail(path, "truncated .npy file: found " + std::to_string(available) +
                     " bytes of data, fewer than the shape " + python_tuple(shape) + " needs");
    }
    count *= static_cast<std::size_t>(size);
  }
  return count;
}

template <typename T>
AnyArray copy_elements(const std::string& path, const Shape& shape, std::string_view data) {
  const std::size_t wanted = checked_count(path, shape, data.size()) * sizeof(T);
  if (data.size() != wanted) {
    fail(path, std::string(data.size() < wanted ? "truncated .npy file" : "over-long .npy file") +
                   ": found " + std::to_string(data.size()) + " bytes of data, expected " +
                   std::to_string(wanted) + " for shape " + python_tuple(shape) + " of " +
                   element_name<T>());
  }
  std::vector<T> values(wanted / sizeof(T));
  std::memcpy(values.data(), data.data(), wanted);
  return Array<T>(shape, std::move(values));
}

// One byte has no order, so both ways to say that are the same.
std::string canonical_descr(std::string descr) {
  if (descr == "<u1" || descr == "<i1") descr[0] = '|';
  return descr;
}

using Reader = AnyArray (*)(const std::string&, const Shape&, std::string_view);

struct ElementType {
  std::string_view descr;
  Reader read;
};

template <typename T>
constexpr ElementType kElement{descr_of<T>(), copy_elements<T>};

constexpr ElementType kElements[] = {
    kElement<float>,        kElement<double>,       kElement<std::uint8_t>, kElement<std::int8_t>,
    kElement<std::int16_t>, kElement<std::int32_t>, kElement<std::int64_t>};

}  // namespace

AnyArray read_npy(const std::string& path) {
  const std::string bytes = read_file(path);
  const HeaderPlace place = find_header(path, bytes);
  const std::string_view all(bytes);
  const NpyHeader header =
      parse_npy_header(all.substr(place.offset, place.size), path, place.offset);
  if (header.fortran_order) {
    throw Error(path + ": found Fortran order, expected C order", {},
                {"save it with numpy.ascontiguousarray(a)"});
  }
  const std::string descr = canonical_descr(header.descr);
  for (const ElementType& element : kElements) {
    if (element.descr != descr) continue;
    return element.read(path, header.shape, all.substr(place.offset + place.size));
  }
  throw Error(path + ": found elements of type '" + header.descr +
                  "', expected float32, float64, uint8, int8, int16, int32 or int64",
              {}, {"convert it with numpy: a.astype('float32')"});
}

void write_npy(const std::string& path, const AnyArray& array) {
  const auto write = [&path]<typename T>(const Array<T>& typed) {
    std::string text = npy_header_text({std::string(descr_of<T>()), false, typed.shape});
    const std::size_t unpadded = kMagic.size() + 4 + text.size() + 1;
    text.append((kAlignment - unpadded % kAlignment) % kAlignment, ' ');
    text += '\n';
    check(text.size() <= 0xffff, "an .npy header of version 1.0 is short");
    const auto size = static_cast<std::uint16_t>(text.size());
    std::string bytes(kMagic);
    bytes += {'\1', '\0', static_cast<char>(size & 0xff), static_cast<char>(size >> 8)};
    bytes += text;
    bytes.append(reinterpret_cast<const char*>(typed.values.data()),
                 typed.values.size() * sizeof(T));
    write_file(path, bytes);
  };
  std::visit(write, array);
}

}  // namespace sluice
