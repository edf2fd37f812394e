// A design built by Verilator, loaded into this process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/verilator/model_abi.h"

namespace sluice {

// One net's storage inside the model; little-endian.
struct NetHandle {
  unsigned char* data = nullptr;
  std::size_t bytes = 0;

  bool bit() const { return (*data & 1) != 0; }
  void set_bit(bool value) const { *data = value ? 1 : 0; }
};

// One instance. Its memory images are read relative to the current directory; $fatal and the like
// leave construction and eval() as std::runtime_error.
class RtlModel {
 public:
  RtlModel(const std::string& library, std::uint32_t seed);
  ~RtlModel();
  RtlModel(const RtlModel&) = delete;
  RtlModel& operator=(const RtlModel&) = delete;

  void eval() { model_.eval(model_.state); }
  // Throws Error when the design has no such net.
  NetHandle net(const std::string& name) const;

 private:
  const SluiceNet* find(const std::string& name) const;

  std::string library_;
  void* handle_ = nullptr;
  SluiceModel model_{};
};

}  // namespace sluice
