// y[r] = sum over c of weight[r][c] * x[c], exact, for vector after vector; r < ROWS, c < COLS.
// In: COLS/SIMD beats a vector, SIMD neighbouring columns each. Out: ROWS/PE beats a vector, PE neighbouring rows each.
// Steps: for each group of PE rows, for each column beat. Pops in the first group (the beats are kept and replayed for the others),
// pushes in each group's last step. Latency 4 + ceil(log2(SIMD)/3), II (ROWS/PE) * (COLS/SIMD) a vector.
`default_nettype none

module sluice_matvec #(
  parameter ROWS = 8,      // >= 1
  parameter COLS = 8,      // >= 1
  parameter PE = 2,        // divides ROWS
  parameter SIMD = 2,      // divides COLS
  parameter X_BITS = 8,    // bits an input element, >= 1
  parameter X_SIGNED = 1,  // 0 or 1
  parameter W_BITS = 8,    // bits a weight, signed, >= 1
  parameter ACC_BITS = 24,  // bits an output element, signed, >= 1; holds every sum
  parameter WEIGHTS = "",  // word group * (COLS/SIMD) + beat: PE * SIMD weights
  parameter DEPTH = 2      // output beats, >= 1
) (
  input  wire                   clk,
  input  wire                   rst,
  input  wire                   in_valid,
  output wire                   in_ready,
  input  wire [SIMD*X_BITS-1:0] in_data,
  output wire                   out_valid,
  input  wire                   out_ready,
  output wire [PE*ACC_BITS-1:0] out_data
);
  localparam integer BEATS = COLS / SIMD;
  localparam integer WORDS = BEATS * (ROWS / PE);
  localparam integer PLACE_BITS = BEATS > 1 ? $clog2(BEATS) : 1;
  localparam integer WORD_BITS = WORDS > 1 ? $clog2(WORDS) : 1;
  localparam integer STAGES = 2 + ($clog2(SIMD) + 2) / 3;  // from a step to its addition

  // Sequencer.
  wire space;
  wire [PLACE_BITS-1:0] place;
  wire [WORD_BITS-1:0] word;
  wire last_place;
  wire last_word;
  reg first_group;
  wire fire = (!first_group || in_valid) && (!last_place || space);
  assign in_ready = first_group && (!last_place || space);

  always @(posedge clk)
    if (rst) first_group <= 1'b1;
    else if (fire && last_place) first_group <= last_word;

  sluice_counter #(
    .COUNT(BEATS)
  ) place_counter (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .value(place),
    .last(last_place)
  );

  sluice_counter #(
    .COUNT(WORDS)
  ) word_counter (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .value(word),
    .last(last_word)
  );

  // What follows a step through the arithmetic.
  reg [STAGES-1:0] fired;
  reg [STAGES-1:0] first;
  always @(posedge clk)
    if (rst) fired <= {STAGES{1'b0}};
    else fired <= {fired[STAGES-2:0], fire};
  always @(posedge clk) first <= {first[STAGES-2:0], place == {PLACE_BITS{1'b0}}};

  // Operands.
  wire [SIMD*X_BITS-1:0] x;
  wire [PE*SIMD*W_BITS-1:0] weight;
  sluice_rom #(
    .WIDTH(PE * SIMD * W_BITS),
    .DEPTH(WORDS),
    .FILE(WEIGHTS)
  ) weights (
    .clk(clk),
    .rst(rst),
    .address(word),
    .data(weight)
  );

  generate
    if (ROWS < 1 || COLS < 1 || PE < 1 || PE > 2048 || SIMD < 1 || SIMD > 2048 || ROWS % PE != 0 || COLS % SIMD != 0)
    begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (ROWS == PE) begin : g_once
      reg [SIMD*X_BITS-1:0] beat;
      always @(posedge clk) beat <= in_data;
      assign x = beat;
    end else begin : g_replay
      sluice_replay #(
        .WIDTH(SIMD * X_BITS),
        .BEATS(BEATS)
      ) replay (
        .clk(clk),
        .rst(rst),
        .fire(fire),
        .load(first_group),
        .place(place),
        .in(in_data),
        .x(x)
      );
    end
  endgenerate

  // Arithmetic.
  wire [PE*ACC_BITS-1:0] totals;
  genvar p;
  generate
    for (p = 0; p < PE; p = p + 1) begin : g_row
      sluice_matvec_row #(
        .SIMD(SIMD),
        .X_BITS(X_BITS),
        .X_SIGNED(X_SIGNED),
        .W_BITS(W_BITS),
        .ACC_BITS(ACC_BITS)
      ) row (
        .clk(clk),
        .x(x),
        .weight(weight[p*SIMD*W_BITS +: SIMD*W_BITS]),
        .add(fired[STAGES-1]),
        .first(first[STAGES-1]),
        .total(totals[p*ACC_BITS +: ACC_BITS])
      );
    end
  endgenerate

  sluice_fifo #(
    .WIDTH(PE * ACC_BITS),
    .DEPTH(DEPTH),
    .LATENCY(STAGES + 2)
  ) fifo (
    .clk(clk),
    .rst(rst),
    .step(fire && last_place),
    .space(space),
    .push_data(totals),
    .out_valid(out_valid),
    .out_ready(out_ready),
    .out_data(out_data)
  );
endmodule

`default_nettype wire
