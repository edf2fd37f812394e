// What a front end needs beside compile(): networks from text, strict options, names
// of designs, the float meaning of a network.
#pragma once

#include "compiler/dataflow/names.hpp"
#include "compiler/network/json_reader.hpp"
#include "compiler/network/network.hpp"
#include "compiler/tensor/import.hpp"

namespace sluice {

// Each output of `frames` {N, ...}, as {N, elements in Torch's order}. Throws as compile() does for
// a network that cannot be understood.
std::vector<Array<float>> run_float(const Network& network, const Array<float>& frames);

}  // namespace sluice
