// Streams by their definition: a raster, or windows cut from one.
#include "compiler/dataflow/reference.hpp"

#include "runtime/base/check.hpp"

namespace sluice {
namespace {

// Numbers the elements of {C,H,W} in Torch's order.
struct Image {
  std::int64_t channels, height, width;

  ElementPlace place(std::int64_t c, std::int64_t y, std::int64_t x) const {
    const bool inside = y >= 0 && y < height && x >= 0 && x < width;
    return {inside ? (c * height + y) * width + x : -1, c, y, x};
  }
};

Image image_of(const Shape& shape) { return {shape.at(0), shape.at(1), shape.at(2)}; }

std::vector<ElementPlace> raster(const Image& image) {
  std::vector<ElementPlace> places;
  for (std::int64_t y = 0; y < image.height; ++y) {
    for (std::int64_t x = 0; x < image.width; ++x) {
      for (std::int64_t c = 0; c < image.channels; ++c) places.push_back(image.place(c, y, x));
    }
  }
  return places;
}

std::vector<ElementPlace> parts(const ElementOrder& order) {
  if (order.size() == 1) return raster(image_of(order.front()));
  std::vector<ElementPlace> places;
  for (const Shape& part : order) {
    const auto first = static_cast<std::int64_t>(places.size());
    for (const ElementPlace& place : raster(image_of(part))) {
      places.push_back({first + place.index, first + place.index, 0, 0});
    }
  }
  return places;
}

// One element of a window, and the beat of its position in which it leaves.
struct WindowElement {
  std::int64_t beat, ky, kx, c;
};

// In the order of (beat, ky, kx, c), which is the order in which they leave.
std::vector<WindowElement> window_elements(const WindowUnit& w) {
  const std::int64_t kernel_h = w.window.kernel_h;
  const std::int64_t kernel_w = w.window.kernel_w;
  const std::int64_t chunks = w.channels / w.lanes;
  const std::int64_t steps_h = w.parallel_h ? 1 : kernel_h;
  const std::int64_t steps_w = w.parallel_w ? 1 : kernel_w;
  std::vector<WindowElement> elements;
  for (std::int64_t beat = 0; beat < steps_h * steps_w * chunks; ++beat) {
    const bool channels_last = w.order == WindowOrder::kPosition;
    const std::int64_t chunk = channels_last ? beat % chunks : beat / (steps_h * steps_w);
    const std::int64_t step = channels_last ? beat / chunks : beat % (steps_h * steps_w);
    const std::int64_t step_h = step / steps_w;
    const std::int64_t step_w = step % steps_w;
    for (std::int64_t ky = w.parallel_h ? 0 : step_h; ky < (w.parallel_h ? kernel_h : step_h + 1);
         ++ky) {
      for (std::int64_t kx = w.parallel_w ? 0 : step_w; kx < (w.parallel_w ? kernel_w : step_w + 1);
           ++kx) {
        for (std::int64_t lane = 0; lane < w.lanes; ++lane) {
          elements.push_back({beat, ky, kx, chunk * w.lanes + lane});
        }
      }
    }
  }
  return elements;
}

std::vector<ElementPlace> windows(const Image& image, const WindowUnit& w) {
  const WindowGeometry& g = w.window;
  const std::vector<WindowElement> elements = window_elements(w);
  std::vector<ElementPlace> places;
  const std::int64_t last_y = image.height + g.padding.bottom - g.kernel_h;
  const std::int64_t last_x = image.width + g.padding.right - g.kernel_w;
  for (std::int64_t y = -g.padding.top; y <= last_y; y += g.stride_h) {
    for (std::int64_t x = -g.padding.left; x <= last_x; x += g.stride_w) {
      for (const WindowElement& e : elements) {
        places.push_back(image.place(e.c, y + e.ky, x + e.kx));
      }
    }
  }
  return places;
}

const WindowUnit& window_of(const Dataflow& dataflow, const Stream& stream) {
  return std::get<WindowUnit>(
      dataflow.units[static_cast<std::size_t>(stream.content.window_unit)].kind);
}

}  // namespace

std::vector<ElementPlace> stream_places(const IntegerGraph& graph, const Dataflow& dataflow,
                                        const Stream& stream) {
  const IntegerValue& value = graph.values.at(static_cast<std::size_t>(stream.content.value));
  std::vector<ElementPlace> places =
      stream.content.windows ? windows(image_of(value.shape), window_of(dataflow, stream))
                             : parts(value.order);
  check(static_cast<std::int64_t>(places.size()) == stream.beats * stream.lanes,
        "a stream carries what its content says");
  return places;
}

StreamElements::StreamElements(const IntegerGraph& graph, const Dataflow& dataflow,
                               const Stream& stream)
    : value_(stream.content.value) {
  if (stream.content.windows) pad_value_ = window_of(dataflow, stream).pad_value;
  for (const ElementPlace& place : stream_places(graph, dataflow, stream)) {
    index_.push_back(place.index);
  }
}

}  // namespace sluice
