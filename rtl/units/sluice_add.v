// y = A_MULTIPLIER * a + B_MULTIPLIER * b, exact, element by element; both inputs step together.
// Latency 2, II 1.
`default_nettype none

module sluice_add #(
  parameter A_BITS = 8,        // bits an element of a, >= 1
  parameter A_SIGNED = 1,      // 0 or 1
  parameter A_MULTIPLIER = 1,  // signed, 32 bits
  parameter B_BITS = 8,        // bits an element of b, >= 1
  parameter B_SIGNED = 1,      // 0 or 1
  parameter B_MULTIPLIER = 1,  // signed, 32 bits
  parameter OUT_BITS = 9,      // bits an output element, >= 1; holds every sum
  parameter LANES = 1,         // elements a beat, >= 1
  parameter DEPTH = 2          // output beats, >= 1
) (
  input  wire                      clk,
  input  wire                      rst,
  input  wire                      a_valid,
  output wire                      a_ready,
  input  wire [LANES*A_BITS-1:0]   a_data,
  input  wire                      b_valid,
  output wire                      b_ready,
  input  wire [LANES*B_BITS-1:0]   b_data,
  output wire                      out_valid,
  input  wire                      out_ready,
  output wire [LANES*OUT_BITS-1:0] out_data
);
  wire space;
  wire fire = a_valid && b_valid && space;
  assign a_ready = b_valid && space;
  assign b_ready = a_valid && space;

  wire [LANES*OUT_BITS-1:0] results;
  genvar l;
  generate
    if (LANES < 1 || LANES > 2048 || OUT_BITS < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (l = 0; l < LANES; l = l + 1) begin : g_lane
      wire [OUT_BITS-1:0] a_term;
      wire [OUT_BITS-1:0] b_term;
      sluice_scale #(
        .IN_BITS(A_BITS),
        .IN_SIGNED(A_SIGNED),
        .MULTIPLIER(A_MULTIPLIER),
        .OUT_BITS(OUT_BITS)
      ) scale_a (
        .clk(clk),
        .x(a_data[l*A_BITS +: A_BITS]),
        .y(a_term)
      );
      sluice_scale #(
        .IN_BITS(B_BITS),
        .IN_SIGNED(B_SIGNED),
        .MULTIPLIER(B_MULTIPLIER),
        .OUT_BITS(OUT_BITS)
      ) scale_b (
        .clk(clk),
        .x(b_data[l*B_BITS +: B_BITS]),
        .y(b_term)
      );
      assign results[l*OUT_BITS +: OUT_BITS] = a_term + b_term;
    end
  endgenerate

  sluice_fifo #(
    .WIDTH(LANES * OUT_BITS),
    .DEPTH(DEPTH),
    .LATENCY(2)
  ) fifo (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .space(space),
    .push_data(results),
    .out_valid(out_valid),
    .out_ready(out_ready),
    .out_data(out_data)
  );
endmodule

`default_nettype wire
