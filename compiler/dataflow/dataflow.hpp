// The network as hardware sees it: units that work all at once, joined by streams with static
// rates.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "compiler/quantize/integer_graph.hpp"

namespace sluice {

using UnitId = int;
using StreamId = int;

// AXI4-Stream into the core: unpacks tdata, checks tlast, recovers at the frame's end.
struct InputUnit {
  std::int64_t beats = 0;  // a frame
};

// The core out to AXI4-Stream: packs tdata, makes tlast.
struct OutputUnit {
  std::int64_t beats = 0;
};

// Every beat goes to all outputs.
struct ForkUnit {
  std::int64_t beats = 0;
};

// Regroups a flat sequence of elements; one of the two lane counts divides the other.
struct WidthUnit {
  int in_lanes = 1, out_lanes = 1;
  std::int64_t elements = 0;  // a frame
};

// In which order a window's elements leave: kPosition: for ky, kx, channel chunk (a convolution's
// vector); kChannel: for channel chunk, ky, kx (a pool's operands).
enum class WindowOrder { kPosition, kChannel };

// Sliding window over {C,H,W}. The buffer holds `rows` whole rows. A beat carries
// places(window) * lanes elements ordered (ky, kx, c): of all kernel rows (columns) with parallel_h
// (parallel_w), else of one.
struct WindowUnit {
  int channels = 1, height = 1, width = 1;
  int lanes = 1;  // channels an input beat, divides channels
  WindowGeometry window;
  WindowOrder order = WindowOrder::kPosition;
  bool parallel_h = false, parallel_w = false;
  std::int64_t pad_value = 0;
  int rows = 1;  // chosen by the schedule
};

// y = W x for each of `vectors` vectors a frame. weight {rows, cols}, columns in stream order.
// pe divides rows, simd divides cols; output beats carry pe neighbouring rows.
struct MatrixVectorUnit {
  Array<std::int32_t> weight;
  int weight_bits = 8;
  std::int64_t vectors = 1;
  int pe = 1, simd = 1;
};

enum class ReduceKind { kMax, kSum };

// One result of every `count` successive beats, lane by lane. A beat in carries `places` operands
// of each lane, ordered (place, lane).
struct ReduceUnit {
  ReduceKind kind = ReduceKind::kMax;
  int places = 1;
  int count = 1;
  std::int64_t results = 1;  // beats out a frame
};

// IntegerRescale on a stream; multiplier and offset have one entry, or each the same number of
// entries in stream order, of which every one serves `hold` successive elements before the next
// one's turn.
struct RescaleUnit {
  IntegerRescale rescale;
  std::int64_t elements = 0;
  std::int64_t hold = 1;
};

// IntegerLookup, one table a lane.
struct LookupUnit {
  std::vector<std::int32_t> table;
  std::int64_t elements = 0;
};

// sum of multiplier[i] * input i.
struct AddUnit {
  std::vector<std::int64_t> multiplier;
  std::int64_t elements = 0;
};

// input 0 * input 1.
struct MultiplyUnit {
  std::int64_t elements = 0;
};

// Round after round: beats[0] beats of input 0, then beats[1] of input 1, and so on.
struct ConcatUnit {
  std::vector<std::int64_t> beats;
  std::int64_t rounds = 1;  // a frame
};

using UnitKind =
    std::variant<InputUnit, OutputUnit, ForkUnit, WidthUnit, WindowUnit, MatrixVectorUnit,
                 ReduceUnit, RescaleUnit, LookupUnit, AddUnit, MultiplyUnit, ConcatUnit>;

// `layer` is the network's own layer name; `inputs` and `outputs` are streams in port order. An
// InputUnit has no input stream and an OutputUnit no output stream here: those are AXI ports.
struct Unit {
  std::string name;  // unique, a Verilog identifier
  std::string layer;
  UnitKind kind;
  std::vector<StreamId> inputs;
  std::vector<StreamId> outputs;
  ScriptLocation location;
};

// What a stream's beats mean, so that a reference can say each one's value from the tensor alone:
// the raster of a value (elements in stream order), or the windows that a WindowUnit makes of it.
struct StreamContent {
  ValueId value = -1;  // in the IntegerGraph
  bool windows = false;
  UnitId window_unit = -1;  // whose geometry, order and parallelism apply
};

// One producer, one consumer. `depth` counts beats between the producer's step and the consumer's
// pop (docs/hardware.md); the FIFO sits at the producer's output.
struct Stream {
  std::string name;  // unique, a Verilog identifier
  IntegerFormat format;
  int lanes = 1;
  std::int64_t beats = 0;  // a frame
  int depth = 2;
  StreamContent content;
  UnitId producer = -1, consumer = -1;
  int producer_port = 0, consumer_port = 0;
};

// Units stand in topological order.
struct Dataflow {
  std::string name;
  std::vector<Unit> units;
  std::vector<Stream> streams;
};

}  // namespace sluice
