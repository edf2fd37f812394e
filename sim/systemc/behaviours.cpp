// One small class a kind of unit.
#include "sim/systemc/behaviours.hpp"

#include <algorithm>

#include "runtime/base/check.hpp"
#include "runtime/integer/arithmetic.hpp"

namespace sluice {
namespace {

using cycle_model::Behaviour;
using Beats = const std::int64_t* const*;
using Places = std::int64_t* const*;
using Elements = std::vector<std::int64_t>;

std::size_t size(std::int64_t count) { return static_cast<std::size_t>(count); }

// The input beat, as it is, to every output.
class Copy : public Behaviour {
 public:
  Copy(int lanes, std::size_t outputs) : lanes_(lanes), outputs_(outputs) {}
  void fire(std::int64_t, Beats popped, Places pushed) override {
    for (std::size_t i = 0; i < outputs_; ++i) std::copy_n(popped[0], lanes_, pushed[i]);
  }

 private:
  int lanes_;
  std::size_t outputs_;
};

class Widen : public Behaviour {
 public:
  Widen(int in_lanes, int out_lanes) : in_lanes_(in_lanes), beat_(size(out_lanes)) {}
  void fire(std::int64_t, Beats popped, Places pushed) override {
    std::copy_n(popped[0], in_lanes_, beat_.begin() + filled_);
    filled_ += in_lanes_;
    if (pushed[0] == nullptr) return;
    std::copy(beat_.begin(), beat_.end(), pushed[0]);
    filled_ = 0;
  }

 private:
  int in_lanes_, filled_ = 0;
  Elements beat_;
};

class Narrow : public Behaviour {
 public:
  Narrow(int in_lanes, int out_lanes) : out_lanes_(out_lanes), beat_(size(in_lanes)) {}
  void fire(std::int64_t, Beats popped, Places pushed) override {
    if (popped[0] != nullptr) {
      std::copy_n(popped[0], beat_.size(), beat_.begin());
      given_ = 0;
    }
    std::copy_n(beat_.begin() + given_, out_lanes_, pushed[0]);
    given_ += out_lanes_;
  }

 private:
  int out_lanes_, given_ = 0;
  Elements beat_;
};

// Gathers a vector in the steps that pop; every push is the products of the next pe rows.
class MatrixVector : public Behaviour {
 public:
  explicit MatrixVector(const MatrixVectorUnit& unit)
      : unit_(unit), x_(size(unit.weight.shape.at(1))) {}
  void fire(std::int64_t, Beats popped, Places pushed) override {
    if (popped[0] != nullptr) gather(popped[0]);
    if (pushed[0] != nullptr) multiply(pushed[0]);
  }

 private:
  void gather(const std::int64_t* beat) {
    std::copy_n(beat, unit_.simd, x_.begin() + gathered_);
    gathered_ = (gathered_ + unit_.simd) % static_cast<std::ptrdiff_t>(x_.size());
  }
  void multiply(std::int64_t* out) {
    const std::int32_t* weights = unit_.weight.values.data() + row_ * x_.size();
    for (int p = 0; p < unit_.pe; ++p, weights += x_.size()) {
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < x_.size(); ++i) sum += weights[i] * x_[i];
      out[p] = sum;
    }
    row_ = (row_ + size(unit_.pe)) % size(unit_.weight.shape.at(0));
  }

  const MatrixVectorUnit& unit_;
  Elements x_;
  std::ptrdiff_t gathered_ = 0;
  std::size_t row_ = 0;
};

class Reduce : public Behaviour {
 public:
  Reduce(const ReduceUnit& unit, int lanes)
      : kind_(unit.kind), places_(unit.places), result_(size(lanes)) {}
  void fire(std::int64_t, Beats popped, Places pushed) override {
    const std::int64_t* operand = popped[0];
    for (int place = 0; place < places_; ++place) {
      for (std::int64_t& result : result_) take(*operand++, result);
      first_ = false;
    }
    first_ = pushed[0] != nullptr;
    if (first_) std::copy(result_.begin(), result_.end(), pushed[0]);
  }

 private:
  void take(std::int64_t x, std::int64_t& result) const {
    if (first_) {
      result = x;
    } else {
      result = kind_ == ReduceKind::kMax ? std::max(result, x) : result + x;
    }
  }

  ReduceKind kind_;
  int places_;
  Elements result_;
  bool first_ = true;
};

class Rescale : public Behaviour {
 public:
  Rescale(const RescaleUnit& unit, int lanes)
      : rescale_(unit.rescale), hold_(unit.hold), lanes_(lanes) {}
  void fire(std::int64_t step, Beats popped, Places pushed) override {
    for (int lane = 0; lane < lanes_; ++lane) {
      const std::size_t place = size((step * lanes_ + lane) / hold_);
      pushed[0][lane] = rescale(popped[0][lane], entry(rescale_.multiplier, place),
                                entry(rescale_.offset, place));
    }
  }

 private:
  static std::int64_t entry(const Elements& entries, std::size_t place) {
    return entries[place % entries.size()];
  }
  std::int64_t rescale(std::int64_t x, std::int64_t multiplier, std::int64_t offset) const {
    return sluice::rescale(x, multiplier, offset, rescale_.shift, rescale_.low, rescale_.high);
  }

  const IntegerRescale& rescale_;
  std::int64_t hold_;
  int lanes_;
};

class Lookup : public Behaviour {
 public:
  Lookup(const LookupUnit& unit, IntegerFormat format, int lanes)
      : unit_(unit), format_(format), lanes_(lanes) {}
  void fire(std::int64_t, Beats popped, Places pushed) override {
    for (int lane = 0; lane < lanes_; ++lane) {
      pushed[0][lane] = look_up(unit_.table, format_, popped[0][lane]);
    }
  }

 private:
  const LookupUnit& unit_;
  IntegerFormat format_;
  int lanes_;
};

class Add : public Behaviour {
 public:
  Add(const AddUnit& unit, int lanes) : unit_(unit), lanes_(lanes) {}
  void fire(std::int64_t, Beats popped, Places pushed) override {
    std::fill_n(pushed[0], lanes_, 0);
    for (std::size_t input = 0; input < unit_.multiplier.size(); ++input) {
      for (int lane = 0; lane < lanes_; ++lane) {
        pushed[0][lane] += unit_.multiplier[input] * popped[input][lane];
      }
    }
  }

 private:
  const AddUnit& unit_;
  int lanes_;
};

class Multiply : public Behaviour {
 public:
  explicit Multiply(int lanes) : lanes_(lanes) {}
  void fire(std::int64_t, Beats popped, Places pushed) override {
    for (int lane = 0; lane < lanes_; ++lane) {
      pushed[0][lane] = popped[0][lane] * popped[1][lane];
    }
  }

 private:
  int lanes_;
};

// The one input whose turn it is.
class Concat : public Behaviour {
 public:
  Concat(std::size_t inputs, int lanes) : inputs_(inputs), lanes_(lanes) {}
  void fire(std::int64_t, Beats popped, Places pushed) override {
    for (std::size_t i = 0; i < inputs_; ++i) {
      if (popped[i] != nullptr) std::copy_n(popped[i], lanes_, pushed[0]);
    }
  }

 private:
  std::size_t inputs_;
  int lanes_;
};

class MakeBehaviour {
 public:
  MakeBehaviour(const Dataflow& dataflow, const Unit& unit) : dataflow_(dataflow), unit_(unit) {}

  using Result = std::shared_ptr<Behaviour>;

  Result operator()(const InputUnit&) const { return std::make_shared<Copy>(output().lanes, 1); }
  Result operator()(const OutputUnit&) const { return std::make_shared<Copy>(input().lanes, 1); }
  Result operator()(const ForkUnit&) const {
    return std::make_shared<Copy>(input().lanes, unit_.outputs.size());
  }
  Result operator()(const WidthUnit& unit) const {
    if (unit.out_lanes >= unit.in_lanes) {
      return std::make_shared<Widen>(unit.in_lanes, unit.out_lanes);
    }
    return std::make_shared<Narrow>(unit.in_lanes, unit.out_lanes);
  }
  Result operator()(const WindowUnit&) const {
    check(false, "a window unit has two sequencers");
    return nullptr;
  }
  Result operator()(const MatrixVectorUnit& unit) const {
    return std::make_shared<MatrixVector>(unit);
  }
  Result operator()(const ReduceUnit& unit) const {
    return std::make_shared<Reduce>(unit, output().lanes);
  }
  Result operator()(const RescaleUnit& unit) const {
    return std::make_shared<Rescale>(unit, input().lanes);
  }
  Result operator()(const LookupUnit& unit) const {
    return std::make_shared<Lookup>(unit, input().format, input().lanes);
  }
  Result operator()(const AddUnit& unit) const {
    return std::make_shared<Add>(unit, output().lanes);
  }
  Result operator()(const MultiplyUnit&) const {
    return std::make_shared<Multiply>(output().lanes);
  }
  Result operator()(const ConcatUnit&) const {
    return std::make_shared<Concat>(unit_.inputs.size(), output().lanes);
  }

 private:
  const Stream& input() const { return dataflow_.streams[size(unit_.inputs.at(0))]; }
  const Stream& output() const { return dataflow_.streams[size(unit_.outputs.at(0))]; }

  const Dataflow& dataflow_;
  const Unit& unit_;
};

}  // namespace

std::shared_ptr<cycle_model::Behaviour> behaviour_of(const Dataflow& dataflow, const Unit& unit) {
  return std::visit(MakeBehaviour(dataflow, unit), unit.kind);
}

}  // namespace sluice
