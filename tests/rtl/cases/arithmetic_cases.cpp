// Matrix-vector, reduce, rescale, look-up, add and multiply.
#include <algorithm>

#include "tests/rtl/bench/unit_case.hpp"

namespace sluice::rtl_test {
namespace {

using Elements = std::vector<std::int64_t>;

Flags both(std::int64_t) { return 3; }

int ceil_log2(int value) {
  int bits = 0;
  while ((1 << bits) < value) ++bits;
  return bits;
}

std::string image_name(const char* kind) {
  static int count = 0;
  return std::string(kind) + std::to_string(count++) + ".mem";
}

struct MatvecShape {
  int rows, cols, pe, simd, x_bits, x_signed, w_bits, depth, vectors;
  int beats() const { return cols / simd; }
  int groups() const { return rows / pe; }
};

Image weight_image(const MatvecShape& shape, const Elements& weight) {
  Image image{image_name("weights"), shape.pe * shape.simd * shape.w_bits, {}};
  for (int g = 0; g < shape.groups(); ++g)
    for (int b = 0; b < shape.beats(); ++b) {
      Elements word;
      for (int p = 0; p < shape.pe; ++p)
        for (int s = 0; s < shape.simd; ++s)
          word.push_back(weight[static_cast<std::size_t>(g * shape.pe + p) *
                                    static_cast<std::size_t>(shape.cols) +
                                static_cast<std::size_t>(b * shape.simd + s)]);
      image.words.push_back(pack(word, shape.w_bits));
    }
  return image;
}

StepRules matvec_rules(const MatvecShape& shape) {
  const int beats = shape.beats();
  return {std::int64_t{beats} * shape.groups(),
          [beats](std::int64_t step) { return Flags{step < beats}; },
          [beats](std::int64_t step) { return Flags{step % beats == beats - 1}; },
          4 + (ceil_log2(shape.simd) + 2) / 3,
          {shape.depth}};
}

UnitCase matvec(Values& values, const MatvecShape& shape, int spare_bits) {
  const auto cols = static_cast<std::size_t>(shape.cols);
  const Elements weight =
      values.many(static_cast<std::size_t>(shape.rows) * cols, shape.w_bits, true);
  const Elements x = values.many(static_cast<std::size_t>(shape.vectors) * cols, shape.x_bits,
                                 shape.x_signed != 0);
  Elements y;
  for (std::size_t v = 0; v < x.size(); v += cols)
    for (std::size_t r = 0; r < weight.size(); r += cols) {
      std::int64_t sum = 0;
      for (std::size_t c = 0; c < cols; ++c) sum += weight[r + c] * x[v + c];
      y.push_back(sum);
    }
  const int acc_bits = shape.x_bits + shape.w_bits + ceil_log2(shape.cols) + spare_bits;
  UnitCase unit{"sluice_matvec",
                {{"ROWS", number(shape.rows)},
                 {"COLS", number(shape.cols)},
                 {"PE", number(shape.pe)},
                 {"SIMD", number(shape.simd)},
                 {"X_BITS", number(shape.x_bits)},
                 {"X_SIGNED", number(shape.x_signed)},
                 {"W_BITS", number(shape.w_bits)},
                 {"ACC_BITS", number(acc_bits)},
                 {"DEPTH", number(shape.depth)}}};
  unit.images = {weight_image(shape, weight)};
  unit.parameters.emplace_back("WEIGHTS", quoted(unit.images[0].file));
  unit.inputs = {{"in", shape.simd * shape.x_bits}};
  unit.outputs = {{"out", shape.pe * acc_bits}};
  unit.sent = {pack_all(x, shape.x_bits, shape.simd)};
  unit.expected = {pack_all(y, acc_bits, shape.pe)};
  unit.timing = step_model(matvec_rules(shape));
  return unit;
}

struct ReduceShape {
  int bits, lanes, places, count, depth;
};

UnitCase reduce(Values& values, const ReduceShape& shape, int is_signed, int max) {
  const auto [bits, lanes, places, count, depth] = shape;
  const int out_bits = max != 0 ? bits : bits + ceil_log2(count * places);
  UnitCase unit{"sluice_reduce",
                {{"IN_BITS", number(bits)},
                 {"SIGNED", number(is_signed)},
                 {"OUT_BITS", number(out_bits)},
                 {"LANES", number(lanes)},
                 {"PLACES", number(places)},
                 {"COUNT", number(count)},
                 {"MAX", number(max)},
                 {"DEPTH", number(depth)}}};
  Elements x, y;
  for (int result = 0; result < 60; ++result) {
    Elements total;
    for (int i = 0; i < count * places; ++i) {
      const Elements place = values.many(static_cast<std::size_t>(lanes), bits, is_signed != 0);
      x.insert(x.end(), place.begin(), place.end());
      if (total.empty()) {
        total = place;
        continue;
      }
      for (std::size_t l = 0; l < place.size(); ++l)
        total[l] = max != 0 ? std::max(total[l], place[l]) : total[l] + place[l];
    }
    y.insert(y.end(), total.begin(), total.end());
  }
  unit.inputs = {{"in", places * lanes * bits}};
  unit.outputs = {{"out", lanes * out_bits}};
  unit.sent = {pack_all(x, bits, places * lanes)};
  unit.expected = {pack_all(y, out_bits, lanes)};
  const auto last = [beats = count](std::int64_t step) { return Flags{step == beats - 1}; };
  unit.timing = step_model({count, always, last, 1 + (ceil_log2(places) + 2) / 3, {depth}});
  return unit;
}

struct RescaleShape {
  int in_bits, in_signed, out_bits, lanes, period, m_bits, b_bits, shift;
  std::int64_t low, high;
  int power_of_two, depth;
  int hold = 1;
};

UnitCase rescale(Values& values, const RescaleShape& shape) {
  UnitCase unit{"sluice_rescale",
                {{"IN_BITS", number(shape.in_bits)},
                 {"IN_SIGNED", number(shape.in_signed)},
                 {"OUT_BITS", number(shape.out_bits)},
                 {"LANES", number(shape.lanes)},
                 {"PERIOD", number(shape.period)},
                 {"HOLD", number(shape.hold)},
                 {"M_BITS", number(shape.m_bits)},
                 {"B_BITS", number(shape.b_bits)},
                 {"SHIFT", number(shape.shift)},
                 {"LOW", number(shape.low)},
                 {"HIGH", number(shape.high)},
                 {"POWER_OF_TWO", number(shape.power_of_two)},
                 {"DEPTH", number(shape.depth)}}};
  const auto period = static_cast<std::size_t>(shape.period);
  const auto lanes = static_cast<std::size_t>(shape.lanes);
  const auto hold = static_cast<std::size_t>(shape.hold);
  const std::size_t entries = hold > 1 ? 1 : lanes;
  const Elements multiplier = values.many(period, shape.m_bits, shape.power_of_two == 0);
  const Elements offset = values.many(period, shape.b_bits, true);
  Image image{
      image_name("constants"), static_cast<int>(entries) * (shape.m_bits + shape.b_bits), {}};
  for (std::size_t at = 0; at < std::max(period, entries); at += entries) {
    Beat word(static_cast<std::size_t>(words_of(image.word_bits)));
    for (std::size_t l = 0; l < entries; ++l) {
      const int place = static_cast<int>(l) * (shape.m_bits + shape.b_bits);
      set_bits(word, place, shape.m_bits, multiplier[(at + l) % period]);
      set_bits(word, place + shape.m_bits, shape.b_bits, offset[(at + l) % period]);
    }
    image.words.push_back(word);
    if (period == 1) break;
  }
  const Elements x =
      values.many(std::max(period * hold, lanes) * 60, shape.in_bits, shape.in_signed != 0);
  Elements y;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t place = i / hold % period;
    const std::int64_t m = multiplier[place];
    const std::int64_t scaled = shape.power_of_two != 0 ? x[i] * (std::int64_t{1} << m) : x[i] * m;
    y.push_back(std::clamp((scaled + offset[place]) >> shape.shift, shape.low, shape.high));
  }
  unit.parameters.emplace_back("CONSTANTS", quoted(image.file));
  unit.images = {image};
  unit.inputs = {{"in", shape.lanes * shape.in_bits}};
  unit.outputs = {{"out", shape.lanes * shape.out_bits}};
  unit.sent = {pack_all(x, shape.in_bits, shape.lanes)};
  unit.expected = {pack_all(y, shape.out_bits, shape.lanes)};
  unit.timing = step_model({1, always, always, 4, {shape.depth}});
  return unit;
}

UnitCase lookup(Values& values, int in_bits, int in_signed, int out_bits, int lanes, int depth) {
  UnitCase unit{"sluice_lookup",
                {{"IN_BITS", number(in_bits)},
                 {"IN_SIGNED", number(in_signed)},
                 {"OUT_BITS", number(out_bits)},
                 {"LANES", number(lanes)},
                 {"DEPTH", number(depth)}}};
  const Elements table = values.many(std::size_t{1} << in_bits, out_bits, true);
  const std::int64_t min = in_signed != 0 ? -(std::int64_t{1} << (in_bits - 1)) : 0;
  Elements x = values.many(static_cast<std::size_t>(lanes) * 200, in_bits, in_signed != 0), y;
  for (std::int64_t value : x) y.push_back(table[static_cast<std::size_t>(value - min)]);
  unit.images = {{image_name("table"), out_bits, pack_all(table, out_bits, 1)}};
  unit.parameters.emplace_back("TABLE", quoted(unit.images[0].file));
  unit.inputs = {{"in", lanes * in_bits}};
  unit.outputs = {{"out", lanes * out_bits}};
  unit.sent = {pack_all(x, in_bits, lanes)};
  unit.expected = {pack_all(y, out_bits, lanes)};
  unit.timing = step_model({1, always, always, 2, {depth}});
  return unit;
}

struct PairShape {
  int a_bits, a_signed, b_bits, b_signed, out_bits, lanes, depth;
  std::int64_t a_multiplier = 1, b_multiplier = 1;
};

UnitCase pair_unit(Values& values, const PairShape& shape, bool multiply) {
  UnitCase unit{multiply ? "sluice_multiply" : "sluice_add",
                {{"A_BITS", number(shape.a_bits)},
                 {"A_SIGNED", number(shape.a_signed)},
                 {"B_BITS", number(shape.b_bits)},
                 {"B_SIGNED", number(shape.b_signed)},
                 {"OUT_BITS", number(shape.out_bits)},
                 {"LANES", number(shape.lanes)},
                 {"DEPTH", number(shape.depth)}}};
  if (!multiply) {
    unit.parameters.emplace_back("A_MULTIPLIER", number(shape.a_multiplier));
    unit.parameters.emplace_back("B_MULTIPLIER", number(shape.b_multiplier));
  }
  const auto count = static_cast<std::size_t>(shape.lanes) * 200;
  const Elements a = values.many(count, shape.a_bits, shape.a_signed != 0);
  const Elements b = values.many(count, shape.b_bits, shape.b_signed != 0);
  Elements y;
  for (std::size_t i = 0; i < count; ++i)
    y.push_back(multiply ? a[i] * b[i] : shape.a_multiplier * a[i] + shape.b_multiplier * b[i]);
  unit.inputs = {{"a", shape.lanes * shape.a_bits}, {"b", shape.lanes * shape.b_bits}};
  unit.outputs = {{"out", shape.lanes * shape.out_bits}};
  unit.sent = {pack_all(a, shape.a_bits, shape.lanes), pack_all(b, shape.b_bits, shape.lanes)};
  unit.expected = {pack_all(y, shape.out_bits, shape.lanes)};
  unit.timing = step_model({1, both, always, 2, {shape.depth}});
  return unit;
}

}  // namespace

std::vector<UnitCase> arithmetic_cases() {
  Values values(11);
  std::vector<UnitCase> all;
  //                   rows cols pe simd x  s  w  depth vectors
  for (const auto& s : std::vector<MatvecShape>{{1, 1, 1, 1, 1, 0, 1, 1, 40},
                                                {1, 1, 1, 1, 1, 1, 1, 2, 40},
                                                {3, 1, 1, 1, 4, 1, 2, 2, 40},
                                                {4, 6, 4, 6, 8, 0, 8, 2, 40},
                                                {6, 9, 3, 3, 5, 0, 3, 1, 20},
                                                {6, 9, 2, 9, 7, 1, 4, 3, 20},
                                                {5, 7, 1, 7, 16, 1, 16, 2, 20},
                                                {4, 65, 2, 65, 3, 0, 2, 2, 12},
                                                {2, 140, 1, 70, 2, 1, 5, 2, 12},
                                                {12, 96, 4, 1, 8, 1, 8, 70, 5},
                                                {64, 64, 8, 8, 8, 1, 8, 2, 8}})
    all.push_back(matvec(values, s, static_cast<int>(all.size()) % 3));
  for (int max : {0, 1})
    for (int is_signed : {0, 1})
      //                           bits lanes places count depth
      for (const ReduceShape& s : {ReduceShape{1, 1, 1, 1, 1},
                                   {7, 3, 1, 4, 2},
                                   {16, 8, 1, 9, 3},
                                   {5, 1, 2, 1, 1},
                                   {8, 2, 9, 1, 2},
                                   {6, 3, 5, 3, 5},
                                   {3, 1, 70, 2, 9}})
        all.push_back(reduce(values, s, is_signed, max));
  for (const auto& s :
       std::vector<RescaleShape>{{1, 0, 1, 1, 1, 1, 1, 0, 0, 1, 0, 1},
                                 {1, 1, 2, 1, 1, 2, 2, 0, -2, 1, 0, 2},
                                 {20, 1, 8, 1, 6, 9, 24, 12, -128, 127, 0, 2},
                                 {20, 1, 8, 3, 9, 9, 24, 12, 0, 255, 0, 3},
                                 {17, 0, 5, 4, 4, 16, 20, 30, -7, 9, 0, 8},
                                 {8, 0, 16, 2, 1, 5, 30, 3, -32768, 32767, 0, 2},
                                 {10, 1, 32, 1, 3, 8, 8, 1, -2147483647, 2147483647, 0, 2},
                                 {16, 1, 8, 2, 6, 4, 20, 9, -128, 127, 1, 2},
                                 {9, 0, 4, 1, 1, 1, 3, 2, 0, 15, 1, 2},
                                 {16, 1, 8, 2, 4, 16, 30, 20, -128, 127, 0, 2},
                                 {12, 1, 8, 1, 5, 9, 20, 8, -128, 127, 0, 2, 3},
                                 {12, 0, 8, 2, 9, 9, 20, 8, 0, 255, 0, 4, 2},
                                 {12, 1, 8, 3, 4, 3, 20, 6, -128, 127, 1, 2, 12},
                                 {12, 1, 8, 4, 1, 9, 20, 8, -128, 127, 0, 2, 8},
                                 {4, 1, 3, 1, 2, 3, 4, 40, -4, 3, 0, 2}})
    all.push_back(rescale(values, s));
  for (int is_signed : {0, 1}) {
    all.push_back(lookup(values, 1, is_signed, 1, 1, 1));
    all.push_back(lookup(values, 5, is_signed, 11, 3, 2));
    all.push_back(lookup(values, 8, is_signed, 8, 2, 4));
    all.push_back(lookup(values, 12, is_signed, 16, 1, 2));
  }
  for (const auto& s : std::vector<PairShape>{{1, 0, 1, 0, 2, 1, 1, 1, 1},
                                              {8, 1, 8, 1, 9, 4, 2, 1, 1},
                                              {8, 0, 7, 1, 9, 3, 2, 1, 1},
                                              {8, 1, 5, 0, 14, 2, 3, 23, -9},
                                              {4, 0, 4, 0, 24, 1, 2, 40001, 3}})
    all.push_back(pair_unit(values, s, false));
  for (const auto& s : std::vector<PairShape>{{1, 0, 1, 0, 1, 1, 1},
                                              {1, 1, 1, 1, 2, 1, 2},
                                              {8, 1, 8, 1, 16, 4, 2},
                                              {8, 0, 5, 1, 20, 3, 2},
                                              {7, 1, 8, 0, 15, 2, 5},
                                              {8, 0, 8, 0, 16, 1, 2}})
    all.push_back(pair_unit(values, s, true));
  return all;
}

}  // namespace sluice::rtl_test
