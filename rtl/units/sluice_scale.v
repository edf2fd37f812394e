// y in cycle t+1 = MULTIPLIER * x in cycle t, modulo 2^OUT_BITS. Latency 1, II 1.
`default_nettype none

module sluice_scale #(
  parameter IN_BITS = 8,     // bits, >= 1
  parameter IN_SIGNED = 1,   // 0 or 1
  parameter MULTIPLIER = 1,  // signed, 32 bits
  parameter OUT_BITS = 8     // bits, >= 1
) (
  input  wire                clk,
  input  wire [IN_BITS-1:0]  x,
  output reg  [OUT_BITS-1:0] y
);
  wire signed [OUT_BITS-1:0] operand;
  sluice_resize #(
    .IN_BITS(IN_BITS),
    .SIGNED(IN_SIGNED),
    .OUT_BITS(OUT_BITS)
  ) fit_operand (
    .in(x),
    .out(operand)
  );

  generate
    if (IN_BITS < 1 || OUT_BITS < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (MULTIPLIER == 1) begin : g_same
      always @(posedge clk) y <= operand;
    end else begin : g_product
      wire signed [OUT_BITS-1:0] multiplier;
      sluice_resize #(
        .IN_BITS(32),
        .SIGNED(1),
        .OUT_BITS(OUT_BITS)
      ) fit_multiplier (
        .in(MULTIPLIER[31:0]),
        .out(multiplier)
      );
      always @(posedge clk) y <= operand * multiplier;
    end
  endgenerate
endmodule

`default_nettype wire
