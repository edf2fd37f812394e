// Lua's calls of compile, simulate and verify.
#include "lua/host/design/design_core.hpp"

#include <iostream>

#include "compiler/compile.hpp"
#include "compiler/front_end.hpp"
#include "lua/host/bind/handle.hpp"
#include "lua/host/data/array_tensor.hpp"
#include "lua/host/design/json_value.hpp"
#include "lua/host/design/kept_report.hpp"
#include "lua/host/design/options.hpp"
#include "runtime/base/check.hpp"
#include "runtime/files/file.hpp"
#include "sim/design.hpp"
#include "sim/simulate.hpp"
#include "sim/verify.hpp"

namespace sluice {
namespace {

// A mistake comes back as nil, its text, and whether the text names a place: the Lua side knows
// best whose line it is.
template <int (*Function)(lua_State*)>
int returning_errors(lua_State* lua) {
  try {
    return Function(lua);
  } catch (const Error& error) {
    lua_settop(lua, 0);
    lua_pushnil(lua);
    lua_pushstring(lua, error.what());
    lua_pushboolean(lua, error.location.known());
  } catch (const std::exception& error) {
    lua_settop(lua, 0);
    lua_pushnil(lua);
    lua_pushstring(lua, error.what());
    lua_pushboolean(lua, false);
  }
  return 3;
}

std::string text_argument(lua_State* lua, int index) {
  std::size_t size = 0;
  const char* text = lua_tolstring(lua, index, &size);
  check(text != nullptr, "lua/sluice passes a string here");
  return {text, size};
}

AnyArray array_argument(lua_State* lua, int index, const char* what) {
  const Tensor* tensor = bind::to_tensor(lua, index);
  if (tensor == nullptr) {
    throw Error(std::string(what) + ": found a " + bind::type_name(lua, index) +
                ", expected a tensor");
  }
  return array_from_tensor(*tensor, what);
}

Array<float> float_argument(lua_State* lua, int index, const char* what) {
  AnyArray array = array_argument(lua, index, what);
  auto* floats = std::get_if<Array<float>>(&array);
  check(floats != nullptr, "lua/sluice passes floats here");
  return std::move(*floats);
}

// The network of arguments 1 (JSON) and 2 (weights, nil where there are none).
Network network_argument(lua_State* lua) {
  Array<float> weights;
  if (!lua_isnil(lua, 2)) weights = float_argument(lua, 2, "weights");
  return parse_network(text_argument(lua, 1), weights.values);
}

// run_float(json, weights, frames): for each output a tensor with the frames' results in Torch's
// order.
int run_in_float(lua_State* lua) {
  const auto outputs = run_float(network_argument(lua), float_argument(lua, 3, "frames"));
  lua_newtable(lua);
  int place = 0;
  for (const Array<float>& output : outputs) {
    bind::push_tensor(lua, tensor_from_array(output));
    lua_rawseti(lua, -2, ++place);
  }
  return 1;
}

// design_name_fault(name): why Verilog would not take the name, or nothing.
int find_name_fault(lua_State* lua) {
  try {
    refuse_module_name(text_argument(lua, 1));
  } catch (const Error& error) {
    lua_pushstring(lua, error.what());
    return 1;
  }
  return 0;
}

// layer_name_fault(name): what is expected instead, or nothing where it can be a layer's name.
int find_layer_name_fault(lua_State* lua) {
  const std::string expected = layer_name_fault(text_argument(lua, 1));
  if (expected.empty()) return 0;
  lua_pushlstring(lua, expected.data(), expected.size());
  return 1;
}

// compile(json, weights, calibration, options, folder): the manifest and the report.
int compile_design(lua_State* lua) {
  const CompileOptions options = parse_compile_options(text_argument(lua, 4));
  const std::string folder = text_argument(lua, 5);
  refuse_target(folder);
  const Design design =
      compile(network_argument(lua), float_argument(lua, 3, "calibrate"), options);
  write_design(design, folder);
  push_json(lua, design.manifest, "manifest.json");
  lua_pushlstring(lua, design.report.data(), design.report.size());
  return 2;
}

// open(folder): the manifest and the report of a design that is there already.
int open_folder(lua_State* lua) {
  const std::string folder = text_argument(lua, 1);
  open_design(folder);  // believes nothing that it can derive
  push_json(lua, read_file(folder + "/manifest.json"), folder + "/manifest.json");
  const std::string report = read_file(folder + "/report.txt");
  lua_pushlstring(lua, report.data(), report.size());
  return 2;
}

// simulate(folder, tensor, options): a list of names and a list of tensors.
int simulate_design(lua_State* lua) {
  const SimulateOptions options = parse_simulate_options(text_argument(lua, 3));
  const SimulateResult result =
      simulate(text_argument(lua, 1), array_argument(lua, 2, "input"), options);
  if (options.progress) std::cerr << saturation_text(result.input_saturated);
  lua_newtable(lua);
  lua_newtable(lua);
  int place = 0;
  for (const SimulatedOutput& output : result.outputs) {
    ++place;
    lua_pushstring(lua, output.name.c_str());
    lua_rawseti(lua, -3, place);
    bind::push_tensor(lua, tensor_from_array(output.values));
    lua_rawseti(lua, -2, place);
  }
  return 2;
}

// verify(folder, tensor, labels or nil, options, keep): the report as a table, its summary, whether
// it passed, whether it was kept from before.
int verify_design(lua_State* lua) {
  const std::string folder = text_argument(lua, 1);
  const std::string options_text = text_argument(lua, 4);
  const VerifyOptions options = parse_verify_options(options_text);
  const AnyArray input = array_argument(lua, 2, "input");
  std::optional<AnyArray> labels;
  if (!lua_isnil(lua, 3)) labels = array_argument(lua, 3, "labels");
  const bool keep = lua_toboolean(lua, 5) != 0;
  const KeptReport kept(folder, input, labels, options_text);
  std::optional<ReportText> report = keep ? kept.load() : std::nullopt;
  const bool was_kept = report.has_value();
  if (!was_kept) {
    kept.forget();  // none outlives one that breaks off
    const VerifyReport fresh = verify(folder, input, labels, options);
    report = ReportText{to_json(fresh), summary(fresh), fresh.passed()};
    kept.save(*report);
  }
  push_json(lua, report->json, "verify.json");
  lua_pushlstring(lua, report->summary.data(), report->summary.size());
  lua_pushboolean(lua, report->passed);
  lua_pushboolean(lua, was_kept);
  return 4;
}

// supported_modules(): the list of the modules' names and remarks.
int list_modules(lua_State* lua) {
  lua_newtable(lua);
  int place = 0;
  for (const SupportedModule& module : supported_modules()) {
    lua_createtable(lua, 0, 2);
    lua_pushstring(lua, module.name);
    lua_setfield(lua, -2, "name");
    lua_pushstring(lua, module.remark);
    lua_setfield(lua, -2, "remark");
    lua_rawseti(lua, -2, ++place);
  }
  return 1;
}

}  // namespace

int open_design_core(lua_State* lua) {
  constexpr luaL_Reg kFunctions[] = {{"run_float", returning_errors<run_in_float>},
                                     {"design_name_fault", returning_errors<find_name_fault>},
                                     {"layer_name_fault", returning_errors<find_layer_name_fault>},
                                     {"compile", returning_errors<compile_design>},
                                     {"open", returning_errors<open_folder>},
                                     {"simulate", returning_errors<simulate_design>},
                                     {"verify", returning_errors<verify_design>},
                                     {"supported_modules", returning_errors<list_modules>},
                                     {nullptr, nullptr}};
  lua_newtable(lua);
  luaL_register(lua, nullptr, kFunctions);
  return 1;
}

}  // namespace sluice
