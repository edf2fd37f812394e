// Ctrl-C: the flag itself.
#include "runtime/base/interrupt.hpp"

#include <atomic>

namespace sluice {
namespace {

std::atomic<bool> requested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "the flag is set in a signal handler");

}  // namespace

void request_interrupt() noexcept { requested.store(true); }
void clear_interrupt() noexcept { requested.store(false); }
bool interrupt_requested() noexcept { return requested.load(); }

void stop_if_interrupted() {
  if (interrupt_requested()) throw Interrupted();
}

}  // namespace sluice
