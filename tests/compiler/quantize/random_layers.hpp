// Random layers of every supported module, one behind the other.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/network/network.hpp"
#include "tests/compiler/quantize/random_source.hpp"

namespace sluice::testing {

// Grows a network from its input on. Every layer fits what is there: it takes the current tensor,
// and what it makes becomes the current one.
class RandomLayers {
 public:
  RandomLayers(RandomSource& random, Network& network, std::int64_t most_channels);

  void start(const Shape& input);
  // A layer of module nn.`module`, with whatever it needs in front of or beside it.
  void grow(std::string_view module);
  // Any layer that fits; most often one with weights.
  void grow_any();

  bool is_image() const { return current_.shape.size() == 3; }
  const std::string& current() const { return current_.name; }

 private:
  using Attributes = std::map<std::string, Attribute>;
  using Parameters = std::map<std::string, Array<float>>;

  // A tensor that further layers may use. Channels of an image are streamed last, so a vector made
  // of one does not leave in Torch's order and cannot become another image. What a linear layer
  // makes may leave in any order until it meets another tensor.
  struct Tensor {
    std::string name;
    Shape shape;
    bool in_order = true;
    bool takes_any_order = false;
  };

  void add(const std::string& op, std::vector<std::string> inputs, Shape shape,
           Attributes attributes = {}, Parameters parameters = {});
  void add_same(const std::string& op, Attributes attributes = {}, Parameters parameters = {});
  void convolve(const std::string& op, std::int64_t out, std::int64_t kernel_h,
                std::int64_t kernel_w, std::int64_t stride_h, std::int64_t stride_w,
                std::int64_t pad_h, std::int64_t pad_w);
  void make_vector();
  void make_small_vector();
  void make_image();
  void same_shape_layer();
  void change_size(std::size_t axis);

  void linear();
  void convolution(const std::string& op);
  void pooling(const std::string& op);
  void zero_padding();
  void normalization(const std::string& op);
  void threshold();
  void dropout();
  void reshape(const std::string& op);
  void elementwise_join(const std::string& op);
  void join(const std::string& op);
  void add_join(const std::string& op, const std::vector<Tensor>& parts, std::size_t axis,
                Attributes attributes);
  void softmax(const std::string& op);

  RandomSource& random_;
  Network& network_;
  std::int64_t most_channels_;
  Tensor current_;
  int count_ = 0;
};

}  // namespace sluice::testing
