// Ctrl-C as a flag that long computations ask for, so that they stop at a clean place.
#pragma once

#include "runtime/base/error.hpp"

namespace sluice {

// The user asked to stop. Not a mistake, but it leaves the same way as one.
class Interrupted : public Error {
 public:
  Interrupted() : Error("interrupted") {}
};

// Safe inside a signal handler.
void request_interrupt() noexcept;
void clear_interrupt() noexcept;
bool interrupt_requested() noexcept;

// Throws Interrupted once the user has asked to stop. Cheap enough for once per frame or file.
void stop_if_interrupted();

}  // namespace sluice
