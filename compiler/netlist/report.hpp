// report.txt: a design for people.
#pragma once

#include <string>

#include "compiler/schedule/schedule.hpp"

namespace sluice {

std::string report_text(const IntegerGraph& graph, const ScheduledDataflow& scheduled);

}  // namespace sluice
