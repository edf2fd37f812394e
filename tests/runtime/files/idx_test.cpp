// IDX: plain and gzipped, and every way in which the file can be wrong.
#include "runtime/files/idx.hpp"

#include <zlib.h>

#include <catch2/catch.hpp>

#include "runtime/base/error.hpp"
#include "runtime/files/file.hpp"
#include "tests/scratch_folder.hpp"

namespace sluice {
namespace {

using Catch::Contains;
using test::ScratchFolder;

std::string idx_bytes(char type, std::initializer_list<unsigned> sizes, const std::string& data) {
  std::string bytes{'\0', '\0', type, static_cast<char>(sizes.size())};
  for (const unsigned size : sizes) {
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(size >> shift & 0xff);
  }
  return bytes + data;
}

void write_gzip(const std::string& path, const std::string& bytes) {
  const gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
}

TEST_CASE("idx: plain and gzipped files hold the same array") {
  const ScratchFolder folder;
  const std::string bytes = idx_bytes(0x08, {2, 3}, "abcdef");
  const AnyArray expected = Array<std::uint8_t>({2, 3}, {'a', 'b', 'c', 'd', 'e', 'f'});
  write_file(folder / "plain", bytes);
  CHECK(read_idx(folder / "plain") == expected);
  write_gzip(folder / "zipped.gz", bytes);
  CHECK(read_idx(folder / "zipped.gz") == expected);
}

TEST_CASE("idx: wide elements are big-endian") {
  const ScratchFolder folder;
  write_file(folder / "a", idx_bytes(0x0b, {2}, std::string("\1\2\xff\xff", 4)));
  CHECK(read_idx(folder / "a") == AnyArray(Array<std::int16_t>({2}, {258, -1})));
  write_file(folder / "b", idx_bytes(0x0d, {1}, std::string("\x3f\x80\0\0", 4)));
  CHECK(read_idx(folder / "b") == AnyArray(Array<float>({1}, {1.0f})));
}

TEST_CASE("idx: a wrong file is named with what was found and expected") {
  const ScratchFolder folder;
  const std::string path = folder / "bad";
  const auto reading = [&path](const std::string& bytes) {
    write_file(path, bytes);
    return [&path] { read_idx(path); };
  };
  CHECK_THROWS_WITH(reading("ab\x08\1")(), Contains("not an IDX file"));
  CHECK_THROWS_WITH(reading("ab")(), Contains("truncated"));
  CHECK_THROWS_WITH(reading(idx_bytes(0x08, {2, 3}, "abc"))(),
                    Contains("found 3 bytes of data, expected 6"));
  CHECK_THROWS_WITH(reading(idx_bytes(0x08, {2}, "abc"))(), Contains("over-long"));
  CHECK_THROWS_WITH(reading(idx_bytes(0x0a, {1}, "a"))(), Contains("IDX type 10"));
  CHECK_THROWS_WITH(reading(idx_bytes(0x08, {0, 3}, ""))(), Contains("no elements"));
  CHECK_THROWS_WITH(reading(idx_bytes(0x08, {~0u, ~0u, ~0u}, "a"))(), Contains("any file holds"));
  CHECK_THROWS_WITH(reading(idx_bytes(0x08, {~0u}, "a"))(), Contains("truncated"));
  CHECK_THROWS_WITH(read_idx(folder / "none"), Contains("No such file"));
}

TEST_CASE("idx: damaged gzip data is told apart from a short array") {
  const ScratchFolder folder;
  const std::string path = folder / "zipped.gz";
  write_gzip(path, idx_bytes(0x08, {4000}, std::string(4000, 'x')));
  const std::string whole = read_file(path);
  write_file(path, whole.substr(0, whole.size() / 2));
  CHECK_THROWS_AS(read_idx(path), Error);
  for (std::size_t missing = 1; missing <= 9; ++missing) {
    CAPTURE(missing);
    write_file(path, whole.substr(0, whole.size() - missing));
    CHECK_THROWS_WITH(read_idx(path), Contains("zipped.gz: ") && Contains("truncated"));
  }
  std::string damaged = whole;
  damaged[whole.size() - 6] = static_cast<char>(damaged[whole.size() - 6] ^ 1);
  write_file(path, damaged);
  CHECK_THROWS_WITH(read_idx(path), Contains("damaged"));
}

}  // namespace
}  // namespace sluice
