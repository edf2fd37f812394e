// The last verification of a design, kept beside it with a key of all that went into it.
#pragma once

#include <optional>
#include <string>

#include "runtime/files/any_array.hpp"

namespace sluice {

struct ReportText {
  std::string json, summary;
  bool passed = false;
};

class KeptReport {
 public:
  // For a verification of the design in `folder` with these arrays and options.
  KeptReport(const std::string& folder, const AnyArray& input,
             const std::optional<AnyArray>& labels, const std::string& options);

  // Nothing unless the same verification passed before and neither the design nor this
  // program has changed since. Then DESIGN/verify.json holds it again.
  std::optional<ReportText> load() const;
  void save(const ReportText& report) const;
  void forget() const;

 private:
  std::string path_;
  std::string key_;
};

}  // namespace sluice
