// The tiny design: text, dataflow, values.
#include "tests/sim/verilator/tiny_design.hpp"

#include "runtime/files/file.hpp"

namespace sluice::tiny {
namespace {

const char* kEdgeUnits = R"(
  sluice_axis_in #(.BITS(5), .LANES(2), .BEATS(6), .DEPTH(2)) unit_in (
    .clk(aclk), .rst(rst), .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready),
    .s_axis_tdata(s_axis_tdata), .s_axis_tlast(s_axis_tlast), .out_valid(a__b_valid),
    .out_ready(a__b_ready), .out_data(a__b_data), .tlast_error(tlast_error));
  sluice_axis_out #(.BITS(5), .SIGNED(1), .LANES(2), .BEATS(6)) unit_out (
    .clk(aclk), .rst(rst), .in_valid(a__b_valid), .in_ready(a__b_ready), .in_data(a__b_data),
    .m_axis_tvalid(m_axis_tvalid), .m_axis_tready(m_axis_tready), .m_axis_tdata(m_axis_tdata),
    .m_axis_tlast(m_axis_tlast));
)";

std::vector<std::string> library() {
  std::vector<std::string> files;
  for (const char* folder : {"/rtl/stream", "/rtl/memory"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(SLUICE_ROOT + std::string(folder))) {
      if (entry.path().extension() == ".v") files.push_back(entry.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Dataflow dataflow() {
  Dataflow dataflow;
  dataflow.name = "tiny";
  dataflow.units = {{"in", "in", InputUnit{kBeats}, {}, {0}, {}},
                    {"out", "out", OutputUnit{kBeats}, {0}, {}, {}}};
  Stream stream;
  stream.name = "a__b";  // a name that Verilator has to mangle
  stream.format = {kBits, true};
  stream.lanes = kLanes;
  stream.beats = kBeats;
  stream.depth = 2;
  stream.producer = 0;
  stream.consumer = 1;
  dataflow.streams = {stream};
  return dataflow;
}

EdgeNames edges() { return {{"s_axis"}, {"m_axis"}}; }

std::string top(const std::string& body) {
  return R"(`default_nettype none
module tiny (
  input wire aclk, input wire aresetn,
  input wire s_axis_tvalid, output wire s_axis_tready, input wire [15:0] s_axis_tdata,
  input wire s_axis_tlast,
  output wire m_axis_tvalid, input wire m_axis_tready, output wire [15:0] m_axis_tdata,
  output wire m_axis_tlast, output wire tlast_error);
  wire rst = !aresetn;
  wire a__b_valid;
  wire a__b_ready;
  wire [9:0] a__b_data;
)" + (body.empty() ? kEdgeUnits : body) +
         "endmodule\n`default_nettype wire\n";
}

std::string build(const std::string& folder, const std::string& body) {
  std::filesystem::create_directories(folder);
  write_file(folder + "/tiny.v", top(body));
  std::vector<std::string> sources = library();
  sources.push_back(folder + "/tiny.v");
  const Dataflow graph = dataflow();
  const ObservedNets observed{"tiny", observed_ports(graph, edges()), observed_nets(graph)};
  return build_model(observed, sources, folder + "/build", 2, false).library;
}

std::vector<std::int64_t> elements(std::int64_t frame) {
  std::vector<std::int64_t> values;
  for (std::int64_t i = 0; i < kBeats * kLanes; ++i)
    values.push_back((frame * 7 + i * 5) % 32 - 16);
  return values;
}

}  // namespace sluice::tiny
