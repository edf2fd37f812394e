// Asks for an Error and looks at what it says.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "runtime/base/error.hpp"

namespace sluice::testing {

// Runs `action`, which must throw an Error with all of `parts` in its whole text.
template <typename Action>
void expect_error(Action action, std::initializer_list<std::string> parts) {
  bool thrown = false;
  try {
    action();
  } catch (const Error& error) {
    thrown = true;
    const std::string text = error.what();
    for (const std::string& part : parts) {
      INFO("expected: " << part << "\nfound: " << text);
      REQUIRE(text.find(part) != std::string::npos);
    }
  }
  INFO("no Error was thrown");
  REQUIRE(thrown);
}

}  // namespace sluice::testing
