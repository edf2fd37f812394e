// ContentHash: equal for equal content, different for every kind of difference.
#include "runtime/base/content_hash.hpp"

#include <catch2/catch.hpp>
#include <set>

namespace sluice {
namespace {

std::string hash_of(std::initializer_list<std::string> texts) {
  ContentHash hash;
  for (const std::string& text : texts) hash.add(text);
  return hash.text();
}

TEST_CASE("content hash: the same content, the same text") {
  CHECK(hash_of({"one", "two"}) == hash_of({"one", "two"}));
  CHECK(hash_of({}).size() == 16);
}

TEST_CASE("content hash: a changed byte, another cut, another order and zeros all show") {
  const std::set<std::string> all = {
      hash_of({}),
      hash_of({""}),
      hash_of({"", ""}),
      hash_of({"abcdefghi"}),
      hash_of({"abcdefghj"}),
      hash_of({"bbcdefghi"}),
      hash_of({"abcdefgh", "i"}),
      hash_of({"i", "abcdefgh"}),
      hash_of({std::string(7, '\0')}),
      hash_of({std::string(8, '\0')}),
      hash_of({std::string(9, '\0')}),
  };
  CHECK(all.size() == 11);
}

}  // namespace
}  // namespace sluice
