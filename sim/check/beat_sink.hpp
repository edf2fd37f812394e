// What a running model tells of its beats, whichever model it is.
#pragma once

#include <cstdint>
#include <string>

namespace sluice {

// Taps are numbers in the list the model was started with. Each call returns whether to go on.
class BeatSink {
 public:
  virtual ~BeatSink() = default;

  // A beat has moved (valid and ready met) in `cycle`; a tap's beats come in order.
  virtual bool beat(int tap, std::int64_t cycle, const std::int64_t* elements) = 0;
  // A broken rule of the protocol.
  virtual bool protocol_error(int tap, std::int64_t cycle, const std::string& rule) = 0;
  // All beats of `cycle` have been told. Models that skip quiet cycles never call it.
  virtual bool end_of_cycle(std::int64_t cycle) = 0;
};

}  // namespace sluice
