// .npy: what numpy writes is read, what is written is byte for byte numpy's, what is wrong is told.
#include "runtime/files/npy.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "runtime/files/file.hpp"
#include "tests/scratch_folder.hpp"

namespace sluice {
namespace {

using Catch::Contains;
using test::ScratchFolder;

std::string npy_bytes(const std::string& dictionary, const std::string& data, char major = 1) {
  std::string bytes =
      "\x93"
      "NUMPY";
  bytes += {major, '\0'};
  bytes += static_cast<char>(dictionary.size());
  bytes.append(major == 1 ? 1 : 3, '\0');
  return bytes + dictionary + data;
}

std::string dictionary(const std::string& descr, const std::string& shape,
                       const std::string& fortran = "False") {
  return "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }\n";
}

template <typename T>
Array<T> read_as(const std::string& path) {
  return std::get<Array<T>>(read_npy(path));
}

template <typename T>
void round_trip(const ScratchFolder& folder) {
  const Array<T> array({2, 3}, {T(0), T(1), T(2), std::numeric_limits<T>::lowest(),
                                std::numeric_limits<T>::max(), T(5)});
  const std::string path = folder / "a.npy";
  write_npy(path, array);
  CHECK(read_as<T>(path) == array);
}

TEST_CASE("npy: every element type round-trips") {
  const ScratchFolder folder;
  round_trip<float>(folder);
  round_trip<double>(folder);
  round_trip<std::uint8_t>(folder);
  round_trip<std::int8_t>(folder);
  round_trip<std::int16_t>(folder);
  round_trip<std::int32_t>(folder);
  round_trip<std::int64_t>(folder);
}

TEST_CASE("npy: the bytes are numpy's own") {
  const ScratchFolder folder;
  const std::string path = folder / "a.npy";
  write_npy(path, Array<std::uint8_t>({3}, {1, 2, 3}));
  std::string expected =
      "\x93"
      "NUMPY";
  expected += {'\1', '\0', 'v', '\0'};
  expected += "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }";
  expected.append(127 - expected.size(), ' ');
  expected += "\n\1\2\3";
  CHECK(read_file(path) == expected);
}

TEST_CASE("npy: versions 2 and 3, scalars and one-byte types with an order") {
  const ScratchFolder folder;
  const std::string path = folder / "a.npy";
  for (const char major : {'\1', '\2', '\3'}) {
    write_file(path, npy_bytes(dictionary("<i2", "(2,)"), std::string("\1\0\2\0", 4), major));
    CHECK(read_as<std::int16_t>(path) == Array<std::int16_t>({2}, {1, 2}));
  }
  write_file(path, npy_bytes(dictionary("<u1", "()"), "\7"));
  CHECK(read_as<std::uint8_t>(path).values == std::vector<std::uint8_t>{7});
}

TEST_CASE("npy: a wrong file is named with what was found and expected") {
  const ScratchFolder folder;
  const std::string path = folder / "bad.npy";
  const auto message = [&path](const std::string& bytes) {
    write_file(path, bytes);
    try {
      read_npy(path);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  CHECK_THAT(message("PNG..."), Contains(path) && Contains("not an .npy file"));
  CHECK_THAT(message("\x93"
                     "NUMPY\1"),
             Contains("truncated"));
  CHECK_THAT(message(npy_bytes("", "", 4)), Contains("version 4"));
  CHECK_THAT(message(npy_bytes(dictionary("<f4", "(2,)"), "1234567")),
             Contains("truncated") && Contains("found 7 bytes") && Contains("expected 8"));
  CHECK_THAT(message(npy_bytes(dictionary("<f4", "(2,)"), "123456789")), Contains("over-long"));
  CHECK_THAT(message(npy_bytes(dictionary("<f4", "(1,)", "True"), "1234")),
             Contains("found Fortran order, expected C order"));
  CHECK_THAT(message(npy_bytes(dictionary(">f4", "(1,)"), "1234")), Contains("'>f4'"));
  CHECK_THAT(message(npy_bytes(dictionary("<f4", "(0, 4)"), "")), Contains("no elements"));
  CHECK_THAT(message(npy_bytes("{'descr': '<f4', 'shape': (1,)}", "1234")),
             Contains("fortran_order"));
  CHECK_THAT(message(npy_bytes("{'descr': '<f4' ", "1234")), Contains("offset 26"));
  CHECK_THAT(message(npy_bytes(dictionary("<f4", "(-1,)"), "1234")), Contains("a size"));
}

TEST_CASE("npy: sizes that no memory holds are refused without allocating") {
  const ScratchFolder folder;
  const std::string path = folder / "huge.npy";
  for (const char* shape : {"(4611686018427387904, 4611686018427387904)", "(99999999999,)",
                            "(4294967296, 4294967296, 4294967296)", "(99999999999999999999,)"}) {
    write_file(path, npy_bytes(dictionary("<f4", shape), "1234"));
    CHECK_THROWS_AS(read_npy(path), Error);
  }
}

TEST_CASE("npy: missing files") {
  const ScratchFolder folder;
  CHECK_THROWS_WITH(read_npy(folder / "none.npy"), Contains("none.npy: cannot open: No such file"));
  CHECK_THROWS_WITH(read_npy(folder.path()), Contains("Is a directory"));
}

}  // namespace
}  // namespace sluice
