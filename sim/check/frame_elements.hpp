// What every tap must carry in every frame, made when first asked for and dropped when no longer
// needed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace sluice {

class FrameElements {
 public:
  using Elements = std::vector<std::int64_t>;
  // All taps' elements of one frame, in the order of the taps.
  using MakeFrame = std::function<std::vector<Elements>(std::int64_t frame)>;

  FrameElements(int taps, MakeFrame make) : taps_(taps), make_(std::move(make)) {}

  // The frame stays until every tap is done with it.
  const Elements& of(int tap, std::int64_t frame) {
    auto place = frames_.find(frame);
    if (place == frames_.end()) place = frames_.emplace(frame, Frame{make_(frame), 0}).first;
    return place->second.elements[static_cast<std::size_t>(tap)];
  }

  // `tap` (which has asked for this frame) never will again.
  void done(std::int64_t frame) {
    const auto place = frames_.find(frame);
    if (place != frames_.end() && ++place->second.taps_done == taps_) frames_.erase(place);
  }

 private:
  struct Frame {
    std::vector<Elements> elements;
    int taps_done = 0;
  };

  int taps_;
  MakeFrame make_;
  std::map<std::int64_t, Frame> frames_;
};

}  // namespace sluice
