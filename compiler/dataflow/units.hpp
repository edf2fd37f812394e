// Facts about a unit that follow from its structure alone: its name, its work, its geometry.
#pragma once

#include <cstdint>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// "matvec", "window", ...: as manifests and messages say it.
const char* kind_name(const UnitKind& kind);

// Positions along each side, 0 where the kernel does not fit into the padded image.
int out_height(const WindowUnit& window);
int out_width(const WindowUnit& window);
// Whether the last window reaches the image's first row and column, as hardware needs, which starts
// it when they have come. For a kernel that fits.
bool sees_image(const WindowUnit& window);
// Elements that leave for one position, all channels: kernel_h * kernel_w * channels.
std::int64_t elements_per_position(const WindowUnit& window);
// Places of the window in one beat that leaves.
int places(const WindowUnit& window);
// Elements of one beat that leaves.
int lanes_out(const WindowUnit& window);

// Multiply-accumulates a frame; 0 for all but matrix-vector units.
std::int64_t macs(const UnitKind& kind);

// Hardware multipliers of a unit that works on `lanes` elements at once: pe * simd of a
// matrix-vector unit; one a lane of a multiplying rescale and of a multiply; one a lane and input
// of an add whose constant is not a power of two.
std::int64_t multipliers(const UnitKind& kind, int lanes);
std::int64_t multipliers(const Dataflow& dataflow, const Unit& unit);

std::int64_t elements(const Stream& stream);

}  // namespace sluice
