// One lane of a rescale unit: result = clamp((x * multiplier + offset) >> SHIFT, LOW, HIGH), exact before the shift.
// Latency 2 (the clamp is combinational), II 1.
`default_nettype none

module sluice_rescale_lane #(
  parameter IN_BITS = 24,      // bits, >= 1
  parameter IN_SIGNED = 1,     // 0 or 1
  parameter OUT_BITS = 8,      // bits, 1 .. 32
  parameter M_BITS = 8,        // bits, >= 1; with POWER_OF_TWO 1 .. 6
  parameter B_BITS = 24,       // bits, >= 1
  parameter SHIFT = 8,         // bits, >= 0
  parameter LOW = -128,        // signed
  parameter HIGH = 127,        // signed, >= LOW
  parameter POWER_OF_TWO = 0   // 0 or 1
) (
  input  wire                clk,
  input  wire [IN_BITS-1:0]  x,
  input  wire [M_BITS-1:0]   multiplier,
  input  wire [B_BITS-1:0]   offset,
  output wire [OUT_BITS-1:0] result
);
  localparam integer GAIN_BITS = POWER_OF_TWO != 0 ? 1 << M_BITS : M_BITS;
  localparam integer PRODUCT_BITS = IN_BITS + GAIN_BITS;
  localparam integer TERM_BITS = PRODUCT_BITS > B_BITS ? PRODUCT_BITS : B_BITS;
  localparam integer SUM_BITS = TERM_BITS + 1;
  localparam integer SHIFTED_BITS = SUM_BITS > SHIFT ? SUM_BITS - SHIFT : 1;
  localparam integer LOST_BITS = SUM_BITS - SHIFTED_BITS;
  localparam integer CLAMP_BITS = (SHIFTED_BITS > OUT_BITS ? SHIFTED_BITS : OUT_BITS) + 2;

  wire x_fill = IN_SIGNED != 0 && x[IN_BITS-1];
  wire signed [PRODUCT_BITS-1:0] x_wide = {{GAIN_BITS{x_fill}}, x};
  reg signed [PRODUCT_BITS-1:0] product;
  reg [B_BITS-1:0] offset_held;
  reg signed [SUM_BITS-1:0] sum;

  // LOW and HIGH are within OUT_BITS, signed where LOW is negative.
  localparam integer MAGNITUDE_BITS = LOW < 0 ? OUT_BITS - 1 : OUT_BITS;
  localparam integer BEYOND = 1 << MAGNITUDE_BITS;
  localparam integer FITS = MAGNITUDE_BITS > 30 || (HIGH < BEYOND && LOW >= -BEYOND) ? 1 : 0;

  generate
    if (IN_BITS < 1 || OUT_BITS < 1 || OUT_BITS > 32 || M_BITS < 1 || B_BITS < 1 || SHIFT < 0 ||
        LOW > HIGH || FITS == 0 || IN_SIGNED < 0 || IN_SIGNED > 1 || POWER_OF_TWO < 0 || POWER_OF_TWO > 1 ||
        (POWER_OF_TWO != 0 && M_BITS > 6)) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (POWER_OF_TWO != 0) begin : g_shift
      always @(posedge clk) product <= x_wide <<< multiplier;
    end else begin : g_multiply
      wire signed [PRODUCT_BITS-1:0] multiplier_wide =
          {{IN_BITS{multiplier[M_BITS-1]}}, multiplier};
      always @(posedge clk) product <= x_wide * multiplier_wide;
    end
  endgenerate

  // Fused with its product, Yosys 0.23 gives this sum too few bits in an iCE40 DSP block.
  wire [TERM_BITS-1:0] product_term;
  wire [TERM_BITS-1:0] offset_term;
  wire [SUM_BITS-1:0] sum_next;
  sluice_resize #(
    .IN_BITS(PRODUCT_BITS),
    .SIGNED(1),
    .OUT_BITS(TERM_BITS)
  ) widen_product (
    .in(product),
    .out(product_term)
  );
  sluice_resize #(
    .IN_BITS(B_BITS),
    .SIGNED(1),
    .OUT_BITS(TERM_BITS)
  ) widen_offset (
    .in(offset_held),
    .out(offset_term)
  );
  sluice_add_pair #(
    .BITS(TERM_BITS)
  ) add_offset (
    .left(product_term),
    .right(offset_term),
    .sum(sum_next)
  );
  always @(posedge clk) begin
    offset_held <= offset;
    sum <= sum_next;
  end

  // Clamp.
  wire unused_fraction = &{1'b0, sum};
  wire signed [CLAMP_BITS-1:0] shifted =
      {{(CLAMP_BITS-SHIFTED_BITS){sum[SUM_BITS-1]}}, sum[SUM_BITS-1:LOST_BITS]};
  wire signed [CLAMP_BITS-1:0] low;
  wire signed [CLAMP_BITS-1:0] high;
  sluice_resize #(
    .IN_BITS(32),
    .SIGNED(1),
    .OUT_BITS(CLAMP_BITS)
  ) low_bound (
    .in(LOW[31:0]),
    .out(low)
  );
  sluice_resize #(
    .IN_BITS(32),
    .SIGNED(1),
    .OUT_BITS(CLAMP_BITS)
  ) high_bound (
    .in(HIGH[31:0]),
    .out(high)
  );
  wire signed [CLAMP_BITS-1:0] clamped = shifted < low ? low : shifted > high ? high : shifted;
  sluice_resize #(
    .IN_BITS(CLAMP_BITS),
    .SIGNED(1),
    .OUT_BITS(OUT_BITS)
  ) fit (
    .in(clamped),
    .out(result)
  );
endmodule

`default_nettype wire
