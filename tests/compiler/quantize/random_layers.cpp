// One function a module, or for modules that differ little.
#include "tests/compiler/quantize/random_layers.hpp"

#include <algorithm>

#include "runtime/base/check.hpp"

namespace sluice::testing {
namespace {

// A vector of so many elements may have a square matrix.
constexpr std::int64_t kSmallVector = 64;

double number(std::int64_t value) { return static_cast<double>(value); }

std::vector<double> numbers(const Shape& shape) { return {shape.begin(), shape.end()}; }

}  // namespace

RandomLayers::RandomLayers(RandomSource& random, Network& network, std::int64_t most_channels)
    : random_(random), network_(network), most_channels_(most_channels) {}

void RandomLayers::start(const Shape& input) {
  network_.inputs = {{"input", input}};
  current_ = {"input", input, true};
}

void RandomLayers::grow(std::string_view module) {
  const std::string op(module);
  const auto is = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), module) != names.end();
  };
  if (module.substr(0, 7) == "Spatial" && !is_image()) make_image();
  if (is({"Linear"})) return linear();
  if (is({"SpatialConvolution", "SpatialConvolutionMM"})) return convolution(op);
  if (is({"SpatialMaxPooling", "SpatialAveragePooling"})) return pooling(op);
  if (is({"SpatialZeroPadding"})) return zero_padding();
  if (is({"BatchNormalization", "SpatialBatchNormalization"})) return normalization(op);
  if (is({"ReLU", "ReLU6", "Tanh", "Sigmoid", "Identity"})) return add_same(op);
  if (is({"LeakyReLU"})) return add_same(op, {{"negval", random_.real(0.01, 0.5)}});
  if (is({"HardTanh", "Clamp"})) {
    return add_same(op, {{"min_val", random_.real(-1, -0.1)}, {"max_val", random_.real(0.2, 2)}});
  }
  if (is({"Threshold"})) return threshold();
  if (is({"Dropout"})) return dropout();
  if (is({"View", "Reshape"})) return reshape(op);
  if (is({"CAddTable", "CMulTable"})) return elementwise_join(op);
  if (is({"JoinTable", "Concat"})) return join(op);
  if (is({"SoftMax", "LogSoftMax"})) return softmax(op);
  check(false, "random networks know module nn." + op);
}

void RandomLayers::grow_any() {
  static const std::vector<std::string> kActivations{"ReLU", "ReLU",      "ReLU6",   "LeakyReLU",
                                                     "Tanh", "HardTanh",  "Sigmoid", "Clamp",
                                                     "ReLU", "Threshold", "Identity"};
  static const std::vector<std::string> kImage{"SpatialMaxPooling",
                                               "SpatialAveragePooling",
                                               "SpatialZeroPadding",
                                               "CAddTable",
                                               "CMulTable",
                                               "SpatialBatchNormalization",
                                               "JoinTable",
                                               "Concat",
                                               "JoinTable",
                                               "Dropout",
                                               "View"};
  static const std::vector<std::string> kVector{
      "BatchNormalization", "CAddTable", "CMulTable", "JoinTable", "Concat", "Dropout", "Reshape"};
  if (random_.chance(0.45)) {
    if (!is_image()) return random_.chance(0.2) ? make_image() : linear();
    return convolution(random_.chance(0.7) ? "SpatialConvolution" : "SpatialConvolutionMM");
  }
  if (random_.chance(0.4)) return grow(random_.pick(kActivations));
  grow(random_.pick(is_image() ? kImage : kVector));
}

void RandomLayers::add(const std::string& op, std::vector<std::string> inputs, Shape shape,
                       Attributes attributes, Parameters parameters) {
  NetworkNode node;
  node.name = "l" + std::to_string(++count_) + "_" + op;
  node.op = op;
  node.location = {"random.lua", count_};
  node.inputs = std::move(inputs);
  node.attributes = std::move(attributes);
  node.parameters = std::move(parameters);
  current_.name = node.name;
  current_.shape = std::move(shape);
  network_.nodes.push_back(std::move(node));
}

void RandomLayers::add_same(const std::string& op, Attributes attributes, Parameters parameters) {
  const Shape shape = current_.shape;
  add(op, {current_.name}, shape, std::move(attributes), std::move(parameters));
}

// --- layers with weights

void RandomLayers::linear() {
  if (current_.shape.size() != 1) make_vector();
  const std::int64_t in = current_.shape[0], out = random_.integer(1, 12);
  Parameters parameters{{"weight", random_.array({out, in}, -1, 1)}};
  if (random_.chance(0.7)) parameters["bias"] = random_.array({out}, -1, 1);
  add("Linear", {current_.name}, {out}, {}, std::move(parameters));
  current_.in_order = current_.takes_any_order = true;
}

void RandomLayers::convolution(const std::string& op) {
  const Shape& in = current_.shape;
  std::int64_t pad_h = random_.integer(0, 2), pad_w = random_.integer(0, 2);
  const std::int64_t k_h = random_.integer(1, std::min<std::int64_t>(in[1] + 2 * pad_h, 4));
  const std::int64_t k_w = random_.integer(1, std::min<std::int64_t>(in[2] + 2 * pad_w, 4));
  // A window that sees nothing but padding is legal in Torch, and refused here.
  pad_h = std::min(pad_h, k_h - 1);
  pad_w = std::min(pad_w, k_w - 1);
  convolve(op, random_.integer(1, most_channels_), k_h, k_w, random_.integer(1, 3),
           random_.integer(1, 3), pad_h, pad_w);
}

void RandomLayers::convolve(const std::string& op, std::int64_t out, std::int64_t k_h,
                            std::int64_t k_w, std::int64_t d_h, std::int64_t d_w,
                            std::int64_t pad_h, std::int64_t pad_w) {
  const Shape in = current_.shape;
  Shape shape{out, in[0], k_h, k_w};
  if (op == "SpatialConvolutionMM") shape = {out, in[0] * k_h * k_w};
  Parameters parameters{{"weight", random_.array(shape, -1, 1)}};
  if (random_.chance(0.7)) parameters["bias"] = random_.array({out}, -1, 1);
  if (random_.chance(0.1))
    std::fill_n(parameters["weight"].values.begin(), in[0] * k_h * k_w, 0.0F);
  add(op, {current_.name},
      {out, (in[1] + 2 * pad_h - k_h) / d_h + 1, (in[2] + 2 * pad_w - k_w) / d_w + 1},
      {{"nInputPlane", number(in[0])},
       {"nOutputPlane", number(out)},
       {"kH", number(k_h)},
       {"kW", number(k_w)},
       {"dH", number(d_h)},
       {"dW", number(d_w)},
       {"padH", number(pad_h)},
       {"padW", number(pad_w)}},
      std::move(parameters));
}

// Something with weights that keeps the shape.
void RandomLayers::same_shape_layer() {
  const Shape in = current_.shape;
  if (in.size() == 1) {
    add("Linear", {current_.name}, in, {}, {{"weight", random_.array({in[0], in[0]}, -1, 1)}});
    return;
  }
  const std::int64_t k = random_.chance(0.5) ? 3 : 1;
  convolve("SpatialConvolution", in[0], k, k, 1, 1, k / 2, k / 2);
}

// --- windows

void RandomLayers::pooling(const std::string& op) {
  const Shape in = current_.shape;
  const bool maximum = op == "SpatialMaxPooling";
  const bool beyond_kernel = random_.chance(0.25);
  struct Side {
    std::int64_t size, kernel, stride, pad, out;
  };
  const auto side = [&](std::int64_t size) {
    const std::int64_t kernel = random_.integer(1, std::min<std::int64_t>(size, 3));
    const std::int64_t stride = random_.integer(1, kernel + (beyond_kernel ? 2 : 0));
    return Side{size, kernel, stride, random_.chance(0.5) ? kernel / 2 : 0, 0};
  };
  Side h = side(in[1]), w = side(in[2]);
  // Behind a stride beyond the kernel a window might lie wholly outside.
  const bool ceil_mode = !beyond_kernel && random_.chance(0.5);
  const bool padded = h.pad > 0 || w.pad > 0;
  for (Side* s : {&h, &w}) {
    const std::int64_t span = s->size + 2 * s->pad - s->kernel;
    s->out = (span + (ceil_mode ? s->stride - 1 : 0)) / s->stride + 1;
    if (padded && (s->out - 1) * s->stride >= s->size + s->pad) --s->out;
  }
  Attributes attributes{{"kH", number(h.kernel)}, {"kW", number(w.kernel)},
                        {"dH", number(h.stride)}, {"dW", number(w.stride)},
                        {"padH", number(h.pad)},  {"padW", number(w.pad)},
                        {"ceil_mode", ceil_mode}};
  if (!maximum && random_.chance(0.2)) attributes["divide"] = false;
  if (!maximum) attributes["count_include_pad"] = random_.chance(0.5);
  add(op, {current_.name}, {in[0], h.out, w.out}, std::move(attributes));
}

void RandomLayers::zero_padding() {
  const Shape& in = current_.shape;
  const auto side = [&](std::int64_t size) { return random_.integer(size > 3 ? -1 : 0, 2); };
  const std::int64_t t = side(in[1]), b = side(in[1]), l = side(in[2]), r = side(in[2]);
  add("SpatialZeroPadding", {current_.name}, {in[0], in[1] + t + b, in[2] + l + r},
      {{"pad_t", number(t)}, {"pad_b", number(b)}, {"pad_l", number(l)}, {"pad_r", number(r)}});
}

// --- element by element

void RandomLayers::normalization(const std::string& op) {
  if (op == "BatchNormalization" && current_.shape.size() != 1) make_vector();
  const std::int64_t features = current_.shape[0];
  Parameters parameters{{"running_mean", random_.array({features}, -0.5, 0.5)},
                        {"running_var", random_.array({features}, 0.2, 2)}};
  if (random_.chance(0.6)) {
    parameters["weight"] = random_.array({features}, -1.5, 1.5);
    parameters["bias"] = random_.array({features}, -1, 1);
  }
  add_same(op, {{"eps", 1e-5}}, std::move(parameters));
}

// Fused where threshold and value agree, else by table.
void RandomLayers::threshold() {
  const double edge = random_.real(-0.2, 0.3);
  const double value = random_.chance(0.5) ? edge : random_.real(-1, 0);
  add_same("Threshold", {{"threshold", edge}, {"val", value}});
}

// The first version scales.
void RandomLayers::dropout() {
  Attributes attributes{{"p", 0.5}};
  if (random_.chance(0.5)) attributes["v2"] = true;
  add_same("Dropout", std::move(attributes));
}

// --- shapes

void RandomLayers::make_vector() {
  const Shape in = current_.shape;
  const std::int64_t count = element_count(in);
  const bool in_order = in.size() < 3 || in[0] == 1 || in[1] * in[2] == 1;
  const bool view = random_.chance(0.6);
  const double size = view && random_.chance(0.3) ? -1 : number(count);
  add(view ? "View" : "Reshape", {current_.name}, {count}, {{"size", std::vector<double>{size}}});
  current_.in_order = current_.in_order && in_order;
  current_.takes_any_order = false;
}

void RandomLayers::make_small_vector() {
  if (current_.shape.size() != 1) make_vector();
  if (current_.shape[0] > kSmallVector) linear();
}

// By a linear layer, whose results are the image's elements in the image's order.
void RandomLayers::make_image() {
  if (current_.shape.size() != 1) make_vector();
  const Shape image{random_.integer(1, 3), random_.integer(3, 4), random_.integer(3, 4)};
  const std::int64_t in = current_.shape[0], out = element_count(image);
  add("Linear", {current_.name}, {out}, {}, {{"weight", random_.array({out, in}, -1, 1)}});
  if (random_.chance(0.5)) add_same("ReLU");
  add("View", {current_.name}, image, {{"size", numbers(image)}});
  current_.in_order = true;
  current_.takes_any_order = false;
}

// Without a change of the order in which elements are streamed.
void RandomLayers::reshape(const std::string& op) {
  Shape shape = current_.shape;
  if (is_image()) std::swap(shape[1], shape[2]);
  if (shape.size() == 2) shape = {element_count(shape)};
  if (shape.size() == 1 && random_.chance(0.5)) {
    if (current_.takes_any_order && shape[0] % 2 == 0) {
      shape = {2, 1, shape[0] / 2};
    } else if (current_.in_order) {
      shape = {1, 1, shape[0]};
    }
  }
  const bool flat = current_.shape.size() == 2;
  add(op, {current_.name}, shape, {{"size", numbers(shape)}});
  if (is_image() || flat) current_.in_order = true;
  current_.takes_any_order = false;
}

// --- joins

// Two or three paths of one shape: one through a layer or two, the others straight or through one.
void RandomLayers::elementwise_join(const std::string& op) {
  if (!is_image() || random_.chance(0.2)) make_small_vector();
  const Tensor fork = current_;
  same_shape_layer();
  if (random_.chance(0.5)) add_same("ReLU");
  std::vector<std::string> inputs{current_.name};
  current_ = fork;
  if (random_.chance(0.4)) same_shape_layer();
  inputs.push_back(current_.name);
  if (random_.chance(0.3)) inputs.push_back(fork.name);
  if (random_.chance(0.1)) inputs.push_back(inputs[0]);
  add(op, std::move(inputs), fork.shape);
  current_.in_order = fork.in_order;
  current_.takes_any_order = false;
}

// Another size along one dimension, so that the parts of a join differ.
void RandomLayers::change_size(std::size_t axis) {
  if (!is_image()) return linear();
  if (axis == 0) return convolve("SpatialConvolution", random_.integer(1, 3), 1, 1, 1, 1, 0, 0);
  const std::int64_t more = random_.integer(0, 2);
  Shape shape = current_.shape;
  shape[axis] += more;
  add("SpatialZeroPadding", {current_.name}, shape,
      {{"pad_t", 0.0},
       {"pad_b", number(axis == 1 ? more : 0)},
       {"pad_l", 0.0},
       {"pad_r", number(axis == 2 ? more : 0)}});
}

// Two or three parts that may differ along the dimension of the join; flattened parts may differ in
// every dimension before.
void RandomLayers::join(const std::string& op) {
  const bool flatten = is_image() && random_.chance(0.6);
  if (!is_image()) make_small_vector();
  const Tensor fork = current_;
  const auto rank = static_cast<std::int64_t>(flatten ? 1 : fork.shape.size());
  const std::int64_t axis = random_.integer(0, rank - 1);
  std::vector<Tensor> parts;
  const std::size_t count = random_.chance(0.3) ? 3 : 2;
  while (parts.size() < count) {
    current_ = fork;
    if (!parts.empty() && random_.chance(0.5)) add_same(random_.chance(0.5) ? "ReLU" : "Tanh");
    if (parts.empty()) same_shape_layer();
    const std::int64_t changed = flatten ? random_.integer(0, 2) : axis;
    if (random_.chance(0.6)) change_size(static_cast<std::size_t>(changed));
    if (flatten) make_vector();
    if (flatten && random_.chance(0.2)) linear();
    parts.push_back(current_);
  }
  Attributes attributes{{"dimension", number(axis + 2)}};  // counted over a batch
  if (op == "JoinTable" && random_.chance(0.4)) {
    attributes = {{"dimension", number(axis + 1)}, {"nInputDims", number(rank)}};
  } else if (op == "JoinTable" && random_.chance(0.3)) {
    attributes = {{"dimension", number(axis - rank)}};
  }
  add_join(op, parts, static_cast<std::size_t>(axis), std::move(attributes));
}

void RandomLayers::add_join(const std::string& op, const std::vector<Tensor>& parts,
                            std::size_t axis, Attributes attributes) {
  Shape joined = parts[0].shape;
  joined[axis] = 0;
  bool in_order = true;
  std::vector<std::string> inputs;
  for (const Tensor& part : parts) {
    joined[axis] += part.shape[axis];
    in_order = in_order && part.in_order;
    inputs.push_back(part.name);
  }
  add(op, std::move(inputs), std::move(joined), std::move(attributes));
  current_.in_order = in_order;
  current_.takes_any_order = false;
}

void RandomLayers::softmax(const std::string& op) {
  if (current_.shape.size() == 2) make_vector();
  add_same(op);
}

}  // namespace sluice::testing
