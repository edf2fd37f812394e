// y = clamp((x * M[c] + B[c]) >> SHIFT, LOW, HIGH), >> flooring; c = the element's place in the stream / HOLD modulo PERIOD.
// Elements keep their order. HOLD 1: word k of CONSTANTS serves beat k of each PERIOD/LANES (PERIOD 1: every beat), lane l at
// [l*(M_BITS+B_BITS) +:] the multiplier, the offset above it. Else word k serves HOLD elements: one multiplier and offset.
// POWER_OF_TWO: the multiplier is 2^(that field, unsigned).
// Latency 4, II 1.
`default_nettype none

module sluice_rescale #(
  parameter IN_BITS = 24,    // bits an input element, >= 1
  parameter IN_SIGNED = 1,   // 0 or 1
  parameter OUT_BITS = 8,    // bits an output element, 1 .. 32
  parameter LANES = 1,       // elements a beat, >= 1
  parameter PERIOD = 1,      // constants; HOLD 1: 1 or a multiple of LANES
  parameter HOLD = 1,        // successive elements a constant, 1 or a multiple of LANES
  parameter M_BITS = 8,      // bits a multiplier, signed, >= 1; an exponent: 1 .. 6
  parameter B_BITS = 24,     // bits an offset, signed, >= 1
  parameter SHIFT = 8,       // bits, >= 0
  parameter LOW = -128,      // smallest result
  parameter HIGH = 127,      // largest result, >= LOW
  parameter POWER_OF_TWO = 0,  // 0 or 1
  parameter CONSTANTS = "",
  parameter DEPTH = 2        // output beats, >= 1
) (
  input  wire                      clk,
  input  wire                      rst,
  input  wire                      in_valid,
  output wire                      in_ready,
  input  wire [LANES*IN_BITS-1:0]  in_data,
  output wire                      out_valid,
  input  wire                      out_ready,
  output wire [LANES*OUT_BITS-1:0] out_data
);
  localparam integer ENTRIES = HOLD > 1 ? 1 : LANES;  // a word
  localparam integer WORDS = PERIOD > ENTRIES ? PERIOD / ENTRIES : 1;
  localparam integer HOLD_BEATS = HOLD > LANES ? HOLD / LANES : 1;
  localparam integer HOLD_BITS = HOLD_BEATS > 1 ? $clog2(HOLD_BEATS) : 1;
  localparam integer WORD_BITS = WORDS > 1 ? $clog2(WORDS) : 1;
  localparam integer PAIR_BITS = M_BITS + B_BITS;

  wire fire = in_valid && in_ready;

  wire [HOLD_BITS-1:0] unused_held;
  wire last_held;
  sluice_counter #(
    .COUNT(HOLD_BEATS)
  ) hold_counter (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .value(unused_held),
    .last(last_held)
  );

  wire [WORD_BITS-1:0] word;
  wire unused_last_word;
  sluice_counter #(
    .COUNT(WORDS)
  ) word_counter (
    .clk(clk),
    .rst(rst),
    .step(fire && last_held),
    .value(word),
    .last(unused_last_word)
  );

  wire [ENTRIES*PAIR_BITS-1:0] constant;
  sluice_rom #(
    .WIDTH(ENTRIES * PAIR_BITS),
    .DEPTH(WORDS),
    .FILE(CONSTANTS)
  ) constants (
    .clk(clk),
    .rst(rst),
    .address(word),
    .data(constant)
  );

  reg [LANES*IN_BITS-1:0] x;
  always @(posedge clk) x <= in_data;

  wire [LANES*OUT_BITS-1:0] results;
  genvar l;
  generate
    if (LANES < 1 || LANES > 2048 || PERIOD < 1 || (PERIOD != 1 && PERIOD % ENTRIES != 0) || HOLD < 1 ||
        (HOLD != 1 && HOLD % LANES != 0)) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (l = 0; l < LANES; l = l + 1) begin : g_lane
      localparam integer ENTRY = HOLD > 1 ? 0 : l;
      sluice_rescale_lane #(
        .IN_BITS(IN_BITS),
        .IN_SIGNED(IN_SIGNED),
        .OUT_BITS(OUT_BITS),
        .M_BITS(M_BITS),
        .B_BITS(B_BITS),
        .SHIFT(SHIFT),
        .LOW(LOW),
        .HIGH(HIGH),
        .POWER_OF_TWO(POWER_OF_TWO)
      ) lane (
        .clk(clk),
        .x(x[l*IN_BITS +: IN_BITS]),
        .multiplier(constant[ENTRY*PAIR_BITS +: M_BITS]),
        .offset(constant[ENTRY*PAIR_BITS+M_BITS +: B_BITS]),
        .result(results[l*OUT_BITS +: OUT_BITS])
      );
    end
  endgenerate

  sluice_fifo #(
    .WIDTH(LANES * OUT_BITS),
    .DEPTH(DEPTH),
    .LATENCY(4)
  ) fifo (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .space(in_ready),
    .push_data(results),
    .out_valid(out_valid),
    .out_ready(out_ready),
    .out_data(out_data)
  );
endmodule

`default_nettype wire
