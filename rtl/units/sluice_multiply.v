// y = a * b, exact, element by element; both inputs step together. y is signed when a or b is.
// Latency 2, II 1.
`default_nettype none

module sluice_multiply #(
  parameter A_BITS = 8,     // bits an element of a, >= 1
  parameter A_SIGNED = 1,   // 0 or 1
  parameter B_BITS = 8,     // bits an element of b, >= 1
  parameter B_SIGNED = 1,   // 0 or 1
  parameter OUT_BITS = 16,  // bits an output element, >= 1; holds every product
  parameter LANES = 1,      // elements a beat, >= 1
  parameter DEPTH = 2       // output beats, >= 1
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
  localparam integer PRODUCT_BITS = A_BITS + B_BITS;
  localparam integer OUT_SIGNED = A_SIGNED != 0 || B_SIGNED != 0 ? 1 : 0;

  wire space;
  wire fire = a_valid && b_valid && space;
  assign a_ready = b_valid && space;
  assign b_ready = a_valid && space;

  wire [LANES*OUT_BITS-1:0] results;
  genvar l;
  generate
    if (A_BITS < 1 || B_BITS < 1 || OUT_BITS < 1 || LANES < 1 || LANES > 2048 ||
        A_SIGNED < 0 || A_SIGNED > 1 || B_SIGNED < 0 || B_SIGNED > 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (l = 0; l < LANES; l = l + 1) begin : g_lane
      wire a_fill = A_SIGNED != 0 && a_data[l*A_BITS+A_BITS-1];
      wire b_fill = B_SIGNED != 0 && b_data[l*B_BITS+B_BITS-1];
      wire signed [PRODUCT_BITS-1:0] a_wide = {{B_BITS{a_fill}}, a_data[l*A_BITS +: A_BITS]};
      wire signed [PRODUCT_BITS-1:0] b_wide = {{A_BITS{b_fill}}, b_data[l*B_BITS +: B_BITS]};
      reg signed [PRODUCT_BITS-1:0] product;
      always @(posedge clk) product <= a_wide * b_wide;

      sluice_resize #(
        .IN_BITS(PRODUCT_BITS),
        .SIGNED(OUT_SIGNED),
        .OUT_BITS(OUT_BITS)
      ) fit_product (
        .in(product),
        .out(results[l*OUT_BITS +: OUT_BITS])
      );
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
