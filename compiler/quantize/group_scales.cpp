// Scales from samples, then moved onto common grids where tensors are added.
#include "compiler/quantize/group_scales.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "compiler/network/ids.hpp"

namespace sluice {
namespace {

// Outputs have bits to spare from here on: twice the range that calibration saw.
constexpr int kBitsWithHeadroom = 12;
// A finer step than this beside the coarsest one of a grid adds nothing to a sum.
constexpr int kMaxGridExponent = 12;

bool are_integers(const Samples& samples, const IntegerFormat& format) {
  const bool fit = static_cast<double>(samples.min) >= static_cast<double>(format.min()) &&
                   static_cast<double>(samples.max) <= static_cast<double>(format.max());
  return fit && samples.max > 1 &&
         std::all_of(samples.values.begin(), samples.values.end(),
                     [](float x) { return x == std::floor(x); });
}

class ScaleFinder {
 public:
  ScaleFinder(const TensorGraph& graph, const Plan& plan, const std::vector<Samples>& samples,
              const ScaleRule& rule)
      : graph_(graph), plan_(plan), samples_(samples), rule_(rule) {}

  std::vector<double> run() {
    for (const FormatGroup& group : plan_.groups) {
      group_samples_.push_back(samples_of(group));
      scales_.push_back(own_scale(group, group_samples_.back()));
    }
    align();
    return scales_;
  }

 private:
  Samples samples_of(const FormatGroup& group) const {
    Samples all;
    for (const TensorId id : group.leaves.empty() ? group.members : group.leaves) {
      all.add(samples_[index(id)]);
    }
    const double reach = table_reach(group);
    if (std::isfinite(reach))
      return all.clipped(static_cast<float>(-reach), static_cast<float>(reach));
    return all;
  }

  // How far a group that feeds nothing but tables needs to reach.
  double table_reach(const FormatGroup& group) const {
    double reach = 0;
    for (const TensorNode& node : graph_.nodes) {
      const bool uses = std::any_of(node.inputs.begin(), node.inputs.end(), [&](TensorId id) {
        return std::find(group.leaves.begin(), group.leaves.end(), id) != group.leaves.end();
      });
      if (!uses) continue;
      const auto* activation = std::get_if<Activation>(&node.op);
      if (activation == nullptr) return std::numeric_limits<double>::infinity();
      const int bits = plan_.groups[index(plan_.group_of[index(node.output)])].format.bits;
      reach = std::max(reach, saturation_of(*activation, bits));
    }
    return is_output(group) || reach == 0 ? std::numeric_limits<double>::infinity() : reach;
  }

  bool is_output(const FormatGroup& group) const {
    return std::any_of(
        plan_.outputs.begin(), plan_.outputs.end(), [&](const PlannedOutput& output) {
          return std::find(group.members.begin(), group.members.end(), output.value) !=
                     group.members.end() &&
                 !plan_.has_output_copy[index(output.value)];
        });
  }

  // The chain that makes all of the group, if it is one.
  const Chain* only_chain(const FormatGroup& group) const {
    for (const Chain& chain : plan_.chains) {
      if (group.sources.size() == 1 && group.sources[0] == chain.value) return &chain;
    }
    return nullptr;
  }

  bool is_input(const FormatGroup& group) const {
    return group.sources.size() == 1 && group.sources[0] == graph_.inputs[0];
  }

  double own_scale(const FormatGroup& group, const Samples& samples) const {
    const Chain* chain = only_chain(group);
    if (is_output(group) && chain != nullptr) {
      return output_scale(*chain, samples, group.format, rule_);
    }
    if (is_input(group) && are_integers(samples, group.format)) return 1;
    return choose_scale(samples, group.format, rule_);
  }

  void align() {
    std::map<int, double> coarsest;
    for (std::size_t g = 0; g < scales_.size(); ++g) {
      double& base = coarsest[plan_.groups[g].grid];
      base = std::max(base, scales_[g]);
    }
    for (std::size_t g = 0; g < scales_.size(); ++g) {
      scales_[g] = on_grid(coarsest[plan_.groups[g].grid], scales_[g], g);
    }
  }

  // The better one of the two neighbours on the grid.
  double on_grid(double base, double scale, std::size_t group) const {
    const double exponent =
        std::min(std::log2(base / scale), static_cast<double>(kMaxGridExponent));
    const double coarser = std::ldexp(base, -static_cast<int>(std::floor(exponent)));
    const double finer = std::ldexp(base, -static_cast<int>(std::ceil(exponent)));
    const IntegerFormat& format = plan_.groups[group].format;
    const auto error = [&](double candidate) {
      return squared_error(group_samples_[group].values, candidate, format.min(), format.max());
    };
    if (rule_.method != RangeMethod::kLeastSquares) return coarser;
    return error(finer) < error(coarser) ? finer : coarser;
  }

  const TensorGraph& graph_;
  const Plan& plan_;
  const std::vector<Samples>& samples_;
  const ScaleRule& rule_;
  std::vector<Samples> group_samples_;
  std::vector<double> scales_;
};

}  // namespace

double output_scale(const Chain& chain, const Samples& samples, const IntegerFormat& format,
                    const ScaleRule& rule) {
  if (format.bits < kBitsWithHeadroom) return choose_scale(samples, format, rule);
  const auto doubled = [&](float x) {
    return static_cast<float>(std::clamp(2.0 * static_cast<double>(x), chain.low, chain.high));
  };
  ScaleRule whole_range = rule;
  whole_range.method = RangeMethod::kMinMax;
  return choose_scale({doubled(samples.min), doubled(samples.max), samples.values}, format,
                      whole_range);
}

double saturation_of(const Activation& activation, int output_bits) {
  const double half_step = std::ldexp(1.0, -output_bits - 1);
  switch (activation.kind) {
    case ActivationKind::kTanh:
      return std::atanh(1 - half_step);
    case ActivationKind::kSigmoid:
      return -std::log(half_step);
    case ActivationKind::kLeaky:
    case ActivationKind::kThreshold:
      break;
  }
  return std::numeric_limits<double>::infinity();
}

std::vector<double> group_scales(const TensorGraph& graph, const Plan& plan,
                                 const std::vector<Samples>& samples, const ScaleRule& rule) {
  return ScaleFinder(graph, plan, samples, rule).run();
}

}  // namespace sluice
