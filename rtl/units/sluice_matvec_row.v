// One row of a matrix-vector unit: total <- (first ? 0 : total) + sum over s of x[s] * weight[s] for the operands of the
// cycle STAGES cycles before `add`. Modulo 2^ACC_BITS; the sum fits by contract. Latency STAGES + 1 with
// STAGES = 1 + ceil(log2(SIMD)/3), II 1.
`default_nettype none

module sluice_matvec_row #(
  parameter SIMD = 8,      // products a cycle, >= 1
  parameter X_BITS = 8,    // bits an input element, >= 1
  parameter X_SIGNED = 1,  // 0 or 1
  parameter W_BITS = 8,    // bits a weight, signed, >= 1
  parameter ACC_BITS = 24  // bits of the result, signed, >= 1
) (
  input  wire                   clk,
  input  wire [SIMD*X_BITS-1:0] x,
  input  wire [SIMD*W_BITS-1:0] weight,
  input  wire                   add,
  input  wire                   first,
  output reg  [ACC_BITS-1:0]    total
);
  localparam integer PRODUCT_BITS = X_BITS + W_BITS;
  localparam integer SUM_BITS = PRODUCT_BITS + $clog2(SIMD);

  wire [SIMD*PRODUCT_BITS-1:0] products;
  genvar s;
  generate
    if (SIMD < 1 || X_BITS < 1 || W_BITS < 1 || ACC_BITS < 1 || X_SIGNED < 0 || X_SIGNED > 1)
    begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (s = 0; s < SIMD; s = s + 1) begin : g_product
      wire x_fill = X_SIGNED != 0 && x[s*X_BITS+X_BITS-1];
      wire signed [PRODUCT_BITS-1:0] x_wide = {{W_BITS{x_fill}}, x[s*X_BITS +: X_BITS]};
      wire signed [PRODUCT_BITS-1:0] weight_wide =
          {{X_BITS{weight[s*W_BITS+W_BITS-1]}}, weight[s*W_BITS +: W_BITS]};
      reg signed [PRODUCT_BITS-1:0] product;
      always @(posedge clk) product <= x_wide * weight_wide;
      assign products[s*PRODUCT_BITS +: PRODUCT_BITS] = product;
    end
  endgenerate

  wire [SUM_BITS-1:0] sum;
  sluice_adder_tree #(
    .COUNT(SIMD),
    .IN_BITS(PRODUCT_BITS)
  ) tree (
    .clk(clk),
    .terms(products),
    .sum(sum)
  );

  wire [ACC_BITS-1:0] addend;
  sluice_resize #(
    .IN_BITS(SUM_BITS),
    .SIGNED(1),
    .OUT_BITS(ACC_BITS)
  ) fit (
    .in(sum),
    .out(addend)
  );

  always @(posedge clk)
    if (add) total <= (first ? {ACC_BITS{1'b0}} : total) + addend;
endmodule

`default_nettype wire
