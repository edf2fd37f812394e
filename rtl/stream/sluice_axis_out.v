// The core out to AXI4-Stream: every element is extended to whole bytes, element 0 in the low ones; tlast marks the last of each
// BEATS beats. Latency 1, II 1.
`default_nettype none

module sluice_axis_out #(
  parameter BITS = 8,    // bits an element, >= 1
  parameter SIGNED = 1,  // 0 or 1: how elements are extended
  parameter LANES = 1,   // elements a beat, >= 1
  parameter BEATS = 2    // a frame, 1 .. 2^30
) (
  input  wire                            clk,
  input  wire                            rst,
  input  wire                            in_valid,
  output wire                            in_ready,
  input  wire [LANES*BITS-1:0]           in_data,
  output wire                            m_axis_tvalid,
  input  wire                            m_axis_tready,
  output wire [LANES*8*((BITS+7)/8)-1:0] m_axis_tdata,
  output wire                            m_axis_tlast
);
  localparam integer SLOT_BITS = 8 * ((BITS + 7) / 8);
  localparam integer COUNT_BITS = BEATS > 1 ? $clog2(BEATS) : 1;

  wire last;
  wire fire = in_valid && in_ready;

  wire [COUNT_BITS-1:0] unused_place;
  sluice_counter #(
    .COUNT(BEATS)
  ) place (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .value(unused_place),
    .last(last)
  );

  wire [LANES*BITS-1:0] elements;
  sluice_fifo #(
    .WIDTH(LANES * BITS + 1),
    .DEPTH(2)
  ) fifo (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .space(in_ready),
    .push_data({last, in_data}),
    .out_valid(m_axis_tvalid),
    .out_ready(m_axis_tready),
    .out_data({m_axis_tlast, elements})
  );

  genvar i;
  generate
    if (BITS < 1 || LANES < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (i = 0; i < LANES; i = i + 1) begin : g_lane
      sluice_resize #(
        .IN_BITS(BITS),
        .SIGNED(SIGNED),
        .OUT_BITS(SLOT_BITS)
      ) element (
        .in(elements[i*BITS +: BITS]),
        .out(m_axis_tdata[i*SLOT_BITS +: SLOT_BITS])
      );
    end
  endgenerate
endmodule

`default_nettype wire
