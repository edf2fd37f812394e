// Names of integer ops.
#include "compiler/quantize/integer_graph.hpp"

#include "compiler/tensor/overloaded.hpp"

namespace sluice {

const char* op_name(const IntegerOp& op) {
  return std::visit(Overloaded{[](const IntegerConvolution&) { return "convolution"; },
                               [](const IntegerLinear&) { return "linear"; },
                               [](const IntegerRescale&) { return "rescale"; },
                               [](const IntegerLookup&) { return "lookup"; },
                               [](const IntegerMaxPool&) { return "max_pool"; },
                               [](const IntegerSumPool&) { return "sum_pool"; },
                               [](const IntegerAdd&) { return "add"; },
                               [](const IntegerMultiply&) { return "multiply"; },
                               [](const IntegerConcat&) { return "concat"; },
                               [](const IntegerPad&) { return "pad"; },
                               [](const IntegerReshape&) { return "reshape"; }},
                    op);
}

const char* host_op_name(HostOp op) {
  switch (op) {
    case HostOp::kNone:
      return "none";
    case HostOp::kSoftMax:
      return "SoftMax";
    case HostOp::kLogSoftMax:
      return "LogSoftMax";
  }
  return "";
}

}  // namespace sluice
