// IDX array files, as MNIST comes in.
#include "runtime/files/idx.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/base/error.hpp"
#include "runtime/files/gzip_file.hpp"
#include "runtime/files/npy_header.hpp"

namespace sluice {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& what) {
  throw Error(path + ": " + what);
}

unsigned byte_at(const std::string& bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

std::string read_exactly(GzipFile& file, const std::string& path, std::size_t count,
                         const std::string& what) {
  std::string bytes = file.read(count);
  if (bytes.size() != count) {
    fail(path, "truncated IDX file: found " + std::to_string(bytes.size()) + " bytes of " + what +
                   ", expected " + std::to_string(count));
  }
  return bytes;
}

Shape read_sizes(GzipFile& file, const std::string& path, unsigned rank) {
  const std::string bytes = read_exactly(file, path, 4 * std::size_t{rank}, "sizes");
  Shape shape;
  for (std::size_t i = 0; i < bytes.size(); i += 4) {
    const std::int64_t size = byte_at(bytes, i) << 24 | byte_at(bytes, i + 1) << 16 |
                              byte_at(bytes, i + 2) << 8 | byte_at(bytes, i + 3);
    shape.push_back(size);
  }
  return shape;
}

std::size_t byte_count(const std::string& path, const Shape& shape, std::size_t element_bytes) {
  std::size_t count = element_bytes;
  for (const std::int64_t size : shape) {
    if (size == 0) fail(path, "found no elements: its sizes are " + python_tuple(shape));
    if (__builtin_mul_overflow(count, static_cast<std::size_t>(size), &count)) {
      fail(path, "found sizes " + python_tuple(shape) + ", more than any file holds");
    }
  }
  return count;
}

template <typename T>
AnyArray read_elements(GzipFile& file, const std::string& path, const Shape& shape) {
  std::string bytes = read_exactly(file, path, byte_count(path, shape, sizeof(T)), "data");
  if (!file.read(1).empty()) {
    fail(path, "over-long IDX file: found bytes after the " + python_tuple(shape) + " elements");
  }
  if constexpr (sizeof(T) > 1) {
    for (std::size_t i = 0; i < bytes.size(); i += sizeof(T)) {
      std::reverse(bytes.data() + i, bytes.data() + i + sizeof(T));
    }
  }
  std::vector<T> values(bytes.size() / sizeof(T));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return Array<T>(shape, std::move(values));
}

}  // namespace

AnyArray read_idx(const std::string& path) {
  GzipFile file(path);
  const std::string magic = read_exactly(file, path, 4, "head");
  const unsigned rank = byte_at(magic, 3);
  if (byte_at(magic, 0) != 0 || byte_at(magic, 1) != 0 || rank == 0) {
    fail(path, "not an IDX file: expected two zero bytes, a type and a rank at offset 0");
  }
  const Shape shape = read_sizes(file, path, rank);
  switch (byte_at(magic, 2)) {
    case 0x08:
      return read_elements<std::uint8_t>(file, path, shape);
    case 0x09:
      return read_elements<std::int8_t>(file, path, shape);
    case 0x0b:
      return read_elements<std::int16_t>(file, path, shape);
    case 0x0c:
      return read_elements<std::int32_t>(file, path, shape);
    case 0x0d:
      return read_elements<float>(file, path, shape);
    case 0x0e:
      return read_elements<double>(file, path, shape);
    default:
      fail(path, "offset 2: found IDX type " + std::to_string(byte_at(magic, 2)) +
                     ", expected 8, 9, 11, 12, 13 or 14");
  }
}

}  // namespace sluice
