// The sliding window: its beats, and its two sequencers as docs/hardware.md and the words above
// WindowTiming state them.
#include <algorithm>

#include "tests/rtl/bench/unit_case.hpp"

namespace sluice::rtl_test {
namespace {

struct WindowShape {
  int bits, channels, lanes, height, width;
  int kernel_h, kernel_w, stride_h, stride_w, pad_top, pad_left, out_h, out_w;
  int buffer_rows, parallel_h, parallel_w, channel_order, pad_value, depth;

  int chunks() const { return channels / lanes; }
  std::size_t row_elements() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(channels);
  }
  int steps_a_window() const {
    return chunks() * (parallel_h != 0 ? 1 : kernel_h) * (parallel_w != 0 ? 1 : kernel_w);
  }
  int beat_bits() const {
    return (parallel_h != 0 ? kernel_h : 1) * (parallel_w != 0 ? kernel_w : 1) * lanes * bits;
  }
};

using Image3 = std::vector<std::int64_t>;  // height, width, channels

std::int64_t pixel(const WindowShape& s, const Image3& image, int y, int x, int c) {
  if (y < 0 || y >= s.height || x < 0 || x >= s.width) return s.pad_value;
  return image.at(static_cast<std::size_t>(y) * s.row_elements() +
                  static_cast<std::size_t>(x * s.channels + c));
}

// One beat of the window whose first pixel is (y, x): step (ky, kx, chunk).
Beat window_beat(const WindowShape& s, const Image3& image, int y, int x, int ky, int kx,
                 int chunk) {
  std::vector<std::int64_t> elements;
  const int rows = s.parallel_h != 0 ? s.kernel_h : 1, columns = s.parallel_w != 0 ? s.kernel_w : 1;
  for (int dy = 0; dy < rows; ++dy)
    for (int dx = 0; dx < columns; ++dx)
      for (int lane = 0; lane < s.lanes; ++lane)
        elements.push_back(pixel(s, image, y + ky + dy, x + kx + dx, chunk * s.lanes + lane));
  return pack(elements, s.bits);
}

void append_window(const WindowShape& s, const Image3& image, int y, int x,
                   std::vector<Beat>& out) {
  const int rows = s.parallel_h != 0 ? 1 : s.kernel_h, columns = s.parallel_w != 0 ? 1 : s.kernel_w;
  const int outer = s.channel_order != 0 ? s.chunks() : 1,
            inner = s.channel_order != 0 ? 1 : s.chunks();
  for (int o = 0; o < outer; ++o)
    for (int ky = 0; ky < rows; ++ky)
      for (int kx = 0; kx < columns; ++kx)
        for (int i = 0; i < inner; ++i) out.push_back(window_beat(s, image, y, x, ky, kx, o + i));
}

class WindowModel : public TimingModel {
 public:
  explicit WindowModel(const WindowShape& shape) : s_(shape), output_(shape.depth, 3) {}

  Flags in_ready(Flags) const override {
    const std::int64_t row = pixels_written_ / s_.width;
    return Flags{row - rows_freed_ < s_.buffer_rows};
  }
  Flags out_valid() const override { return Flags{output_.valid()}; }
  void clock(Flags in_valid, Flags out_ready) override {
    const bool write = (in_valid & in_ready(in_valid)) != 0;
    const bool read = output_.space() && readable();
    if (read) advance_read();
    if (write && ++chunk_written_ == s_.chunks()) {
      chunk_written_ = 0;
      ++pixels_written_;
    }
    output_.clock(read, out_ready != 0);
  }

 private:
  WindowShape s_;
  CreditQueue output_;
  std::int64_t pixels_written_ = 0, rows_freed_ = 0, frame_ = 0;
  int chunk_written_ = 0, step_ = 0, oy_ = 0, ox_ = 0;

  bool readable() const {
    const std::int64_t rows =
        std::clamp(oy_ * s_.stride_h - s_.pad_top + s_.kernel_h, 0, s_.height);
    const std::int64_t columns =
        std::clamp(ox_ * s_.stride_w - s_.pad_left + s_.kernel_w, 0, s_.width);
    const std::int64_t needed = rows == 0 ? 0 : (rows - 1) * s_.width + columns;
    return needed == 0 || pixels_written_ - frame_ * s_.height * s_.width >= needed;
  }

  void advance_read() {
    if (++step_ < s_.steps_a_window()) return;
    step_ = 0;
    if (++ox_ < s_.out_w) return;
    ox_ = 0;
    if (++oy_ == s_.out_h) {
      oy_ = 0;
      ++frame_;
    }
    rows_freed_ = frame_ * s_.height +
                  (oy_ == 0 ? 0 : std::clamp(oy_ * s_.stride_h - s_.pad_top, 0, s_.height));
  }
};

UnitCase window(Values& values, const WindowShape& s) {
  UnitCase unit{"sluice_window",
                {{"BITS", number(s.bits)},
                 {"CHANNELS", number(s.channels)},
                 {"LANES", number(s.lanes)},
                 {"IMAGE_H", number(s.height)},
                 {"IMAGE_W", number(s.width)},
                 {"KERNEL_H", number(s.kernel_h)},
                 {"KERNEL_W", number(s.kernel_w)},
                 {"STRIDE_H", number(s.stride_h)},
                 {"STRIDE_W", number(s.stride_w)},
                 {"PAD_TOP", number(s.pad_top)},
                 {"PAD_LEFT", number(s.pad_left)},
                 {"OUT_H", number(s.out_h)},
                 {"OUT_W", number(s.out_w)},
                 {"BUFFER_ROWS", number(s.buffer_rows)},
                 {"PARALLEL_H", number(s.parallel_h)},
                 {"PARALLEL_W", number(s.parallel_w)},
                 {"CHANNEL_ORDER", number(s.channel_order)},
                 {"PAD_VALUE", number(s.pad_value)},
                 {"DEPTH", number(s.depth)}}};
  unit.inputs = {{"in", s.lanes * s.bits}};
  unit.outputs = {{"out", s.beat_bits()}};
  unit.sent.resize(1);
  unit.expected.resize(1);
  const int frames = 6;
  // One more is not sent: windows that lie in the padding above it leave without it.
  for (int frame = 0; frame <= frames; ++frame) {
    const Image3 image =
        values.many(static_cast<std::size_t>(s.height) * s.row_elements(), s.bits, false);
    if (frame < frames)
      for (const Beat& beat : pack_all(image, s.bits, s.lanes)) unit.sent[0].push_back(beat);
    for (int oy = 0; oy < s.out_h; ++oy)
      for (int ox = 0; ox < s.out_w; ++ox)
        append_window(s, image, oy * s.stride_h - s.pad_top, ox * s.stride_w - s.pad_left,
                      unit.expected[0]);
  }
  unit.spare_beats = unit.expected[0].size() / (frames + 1);
  unit.timing = [s] { return std::make_unique<WindowModel>(s); };
  return unit;
}

int out_size(int size, int kernel, int stride, int pads) {
  return (size + pads - kernel) / stride + 1;
}

// kernel, stride and padding alike in both directions
WindowShape square(int size, int kernel, int stride, int pad, int channels, int lanes) {
  const int out = out_size(size, kernel, stride, 2 * pad);
  return {5,   channels, lanes,           size, size, kernel, kernel, stride, stride, pad, pad,
          out, out,      kernel + stride, 0,    0,    0,      0,      4};
}

WindowShape parallel(WindowShape s, int h, int w) {
  s.parallel_h = h;
  s.parallel_w = w;
  if (h != 0) s.buffer_rows = (s.buffer_rows + s.kernel_h - 1) / s.kernel_h * s.kernel_h;
  return s;
}

WindowShape by_channel(WindowShape s) {
  s.channel_order = 1;
  s.pad_value = -16;
  return s;
}

WindowShape rows(WindowShape s, int buffer_rows, int depth) {
  s.buffer_rows = buffer_rows;
  s.depth = depth;
  return s;
}

}  // namespace

std::vector<UnitCase> window_cases() {
  std::vector<WindowShape> shapes = {
      rows(square(1, 1, 1, 0, 1, 1), 1, 1),
      rows(square(4, 1, 1, 0, 3, 1), 1, 2),
      rows(square(6, 3, 1, 0, 1, 1), 3, 1),
      rows(square(6, 3, 1, 0, 1, 1), 4, 2),
      rows(square(6, 3, 1, 1, 2, 1), 20, 40),
      square(7, 3, 2, 1, 4, 2),
      square(5, 5, 1, 2, 2, 2),
      square(8, 2, 2, 0, 6, 3),
      square(9, 2, 3, 0, 2, 1),   // columns and rows that no window covers
      square(5, 2, 5, 0, 1, 1),   // stride beyond the kernel, rows left over
      square(3, 2, 1, 3, 1, 1),   // windows that lie in the padding
      square(8, 3, 1, -2, 2, 1),  // crop on all sides
      by_channel(square(6, 2, 2, 0, 4, 2)),
      by_channel(square(7, 3, 2, 1, 3, 1)),
      by_channel(square(5, 3, 1, 1, 1, 1)),
  };
  for (auto& s : shapes)
    if (s.pad_top < 0) s.buffer_rows = s.kernel_h - s.pad_top;
  const std::vector<WindowShape> serial = {square(6, 3, 1, 1, 2, 1), square(7, 3, 2, 1, 4, 2),
                                           square(5, 5, 1, 2, 2, 2), square(9, 2, 3, 0, 2, 1),
                                           square(3, 2, 1, 3, 1, 1), square(4, 1, 1, 0, 2, 1)};
  for (const auto& s : serial)
    for (int ways : {1, 2, 3}) shapes.push_back(parallel(s, ways & 1, ways >> 1));
  for (const auto& s : {square(6, 3, 1, 1, 2, 1), square(7, 3, 2, 1, 4, 2)})
    for (int ways : {1, 2, 3}) shapes.push_back(by_channel(parallel(s, ways & 1, ways >> 1)));
  WindowShape cropped = square(8, 3, 1, -2, 2, 1);
  cropped.buffer_rows = 6;
  shapes.push_back(parallel(cropped, 1, 1));
  //                bits C  L  H  W  kh kw sh sw pt  pl oh ow rows ph pw order pad depth
  shapes.push_back({9, 2, 1, 1, 9, 1, 3, 1, 2, 0, 1, 1, 5, 1, 0, 0, 0, 3, 2});
  shapes.push_back({9, 2, 1, 1, 9, 1, 3, 1, 2, 0, 1, 1, 5, 2, 0, 1, 0, 3, 3});
  shapes.push_back({40, 3, 3, 7, 1, 4, 1, 2, 1, 1, 0, 2, 1, 6, 0, 0, 0, -5, 70});
  shapes.push_back({4, 2, 2, 7, 5, 4, 3, 2, 1, 3, 0, 5, 3, 8, 1, 1, 0, 7, 2});
  shapes.push_back({8, 1, 1, 6, 7, 3, 2, 1, 4, 0, -3, 4, 1, 9, 1, 0, 0, 0, 2});
  shapes.push_back({8, 6, 2, 5, 4, 2, 3, 3, 2, 1, 2, 2, 3, 4, 0, 0, 1, 9, 2});
  // a first window in the padding and a last row that no window covers
  shapes.push_back({8, 1, 1, 5, 3, 2, 2, 4, 1, 2, 0, 2, 2, 4, 0, 0, 0, 1, 4});
  shapes.push_back({8, 1, 1, 5, 3, 2, 2, 4, 1, 2, 0, 2, 2, 12, 1, 1, 0, 1, 9});
  // a first window left of the first pixel
  shapes.push_back({8, 1, 1, 5, 3, 1, 1, 3, 1, 0, 1, 2, 4, 9, 0, 0, 0, 1, 9});
  Values values(13);
  std::vector<UnitCase> all;
  all.reserve(shapes.size());
  for (const auto& s : shapes) all.push_back(window(values, s));
  return all;
}

}  // namespace sluice::rtl_test
