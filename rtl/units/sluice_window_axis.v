// Where a window unit reads along one axis, rows or columns: the lines OUT windows cover one after the other, window o those from
// o * STRIDE - PAD on. Line y of the image is kept in bank y mod BANKS of a ring of RING lines, so that BANKS = KERNEL
// gives all lines of a window at once; with BANKS = 1 they come one by one with `inner`. Names are of the current step.
`default_nettype none

module sluice_window_axis #(
  parameter SIZE = 8,     // lines of the image, >= 1
  parameter KERNEL = 3,   // lines of a window, >= 1
  parameter STRIDE = 1,   // lines, >= 1
  parameter PAD = 0,      // lines before the image, signed
  parameter OUT = 6,      // windows, >= 1
  parameter BANKS = 1,    // 1 or KERNEL
  parameter RING = 8,     // lines, a multiple of BANKS
  parameter RESTART = 0,  // lines from the last window's first to the first window's that follows, signed
  parameter WORDS = 1,    // of a line in a bank, >= 1
  parameter ADDRESS_BITS = RING / BANKS * WORDS > 1 ? $clog2(RING / BANKS * WORDS) : 1,  // derived
  parameter PHASE_BITS = BANKS > 1 ? $clog2(BANKS) : 1,  // derived
  parameter COUNT_BITS = $clog2(SIZE + 1)                // derived
) (
  input  wire                    clk,
  input  wire                    rst,
  input  wire                    inner,       // to the window's next line, after the last one to its first
  input  wire                    next,        // to the next window, after the last one to the first
  output wire                    inner_last,  // at the window's last line
  output wire                    last,        // at the last window
  output wire [ADDRESS_BITS-1:0] address,        // of the line, in banks >= phase
  output wire [ADDRESS_BITS-1:0] address_after,  // in banks < phase
  output wire [PHASE_BITS-1:0]   phase,          // the bank of the window's first line
  output wire [BANKS-1:0]        visible,        // line i of those at hand lies in the image
  output reg  [COUNT_BITS-1:0]   needed,  // lines of the image up to the window's end
  output reg  [COUNT_BITS-1:0]   freed    // lines of the image that no window needs any more
);
  localparam integer TOTAL = RING / BANKS * WORDS;
  localparam integer REACH =
      (PAD < 0 ? -PAD : PAD) + OUT * STRIDE + KERNEL + SIZE + 1;
  localparam integer LINE_BITS = $clog2(REACH) + 1;

  // Moves, in lines modulo RING, as whole turns through the banks and the rest.
  localparam integer FIRST = ((-PAD) % RING + RING) % RING;
  localparam integer AHEAD = STRIDE % RING;
  localparam integer BACK = (RESTART % RING + RING) % RING;
  localparam integer FIRST_ADDRESS = FIRST / BANKS * WORDS;
  localparam integer AHEAD_WORDS = AHEAD / BANKS * WORDS;
  localparam integer BACK_WORDS = BACK / BANKS * WORDS;
  localparam integer LINE_WORDS = WORDS;
  localparam integer FIRST_LINE = -PAD;
  localparam integer STEP = STRIDE;
  localparam integer LENGTH = KERNEL;
  localparam integer LIMIT = SIZE;
  localparam integer FIRST_END = KERNEL - PAD;
  localparam integer FIRST_NEEDED = FIRST_END < 0 ? 0 : FIRST_END > SIZE ? SIZE : FIRST_END;

  function [COUNT_BITS-1:0] clamp;
    input signed [LINE_BITS-1:0] line;
    clamp = line[LINE_BITS-1] ? {COUNT_BITS{1'b0}} :
            line > $signed(LIMIT[LINE_BITS-1:0]) ? LIMIT[COUNT_BITS-1:0] : line[COUNT_BITS-1:0];
  endfunction

  localparam integer OUT_BITS = OUT > 1 ? $clog2(OUT) : 1;
  wire [OUT_BITS-1:0] unused_window;
  sluice_counter #(
    .COUNT(OUT)
  ) window_counter (
    .clk(clk),
    .rst(rst),
    .step(next),
    .value(unused_window),
    .last(last)
  );

  // The window's first line: its place in the image, bank and address.
  reg signed [LINE_BITS-1:0] base_line;
  wire signed [LINE_BITS-1:0] base_line_next =
      last ? $signed(FIRST_LINE[LINE_BITS-1:0]) : base_line + $signed(STEP[LINE_BITS-1:0]);
  reg [ADDRESS_BITS-1:0] base_address;
  wire [ADDRESS_BITS-1:0] base_address_next;
  wire turn;  // one bank turn more than the move's own
  wire [ADDRESS_BITS:0] move_words =
      (last ? BACK_WORDS[ADDRESS_BITS:0] : AHEAD_WORDS[ADDRESS_BITS:0]) +
      (turn ? LINE_WORDS[ADDRESS_BITS:0] : {(ADDRESS_BITS+1){1'b0}});
  wire unused_move_wraps;
  sluice_ring_add #(
    .SIZE(TOTAL)
  ) move (
    .a(base_address),
    .b(move_words),
    .sum(base_address_next),
    .wraps(unused_move_wraps)
  );

  always @(posedge clk)
    if (rst) begin
      base_line <= FIRST_LINE[LINE_BITS-1:0];
      base_address <= FIRST_ADDRESS[ADDRESS_BITS-1:0];
      needed <= FIRST_NEEDED[COUNT_BITS-1:0];
      freed <= {COUNT_BITS{1'b0}};
    end else if (next) begin
      base_line <= base_line_next;
      base_address <= base_address_next;
      needed <= clamp(base_line_next + $signed(LENGTH[LINE_BITS-1:0]));
      freed <= last ? {COUNT_BITS{1'b0}} : clamp(base_line_next);
    end

  // The line at hand, and the one after it.
  wire signed [LINE_BITS-1:0] line;
  wire unused_after_wraps;
  sluice_ring_add #(
    .SIZE(TOTAL)
  ) after (
    .a(address),
    .b(LINE_WORDS[ADDRESS_BITS:0]),
    .sum(address_after),
    .wraps(unused_after_wraps)
  );

  genvar i;
  generate
    if (SIZE < 1 || KERNEL < 1 || STRIDE < 1 || OUT < 1 || WORDS < 1 || RING < 1 ||
        (BANKS != 1 && BANKS != KERNEL) || RING % BANKS != 0) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (BANKS > 1) begin : g_banks
      localparam integer FIRST_PHASE = FIRST % BANKS;
      localparam integer AHEAD_PHASE = AHEAD % BANKS;
      localparam integer BACK_PHASE = BACK % BANKS;
      reg [PHASE_BITS-1:0] base_phase;
      wire [PHASE_BITS-1:0] base_phase_next;
      sluice_ring_add #(
        .SIZE(BANKS)
      ) move_phase (
        .a(base_phase),
        .b(last ? BACK_PHASE[PHASE_BITS:0] : AHEAD_PHASE[PHASE_BITS:0]),
        .sum(base_phase_next),
        .wraps(turn)
      );
      always @(posedge clk)
        if (rst) base_phase <= FIRST_PHASE[PHASE_BITS-1:0];
        else if (next) base_phase <= base_phase_next;
      assign phase = base_phase;
    end else begin : g_one_bank
      assign turn = 1'b0;
      assign phase = 1'b0;
    end

    if (BANKS == 1 && KERNEL > 1) begin : g_line_by_line
      localparam integer INNER_BITS = $clog2(KERNEL);
      wire [INNER_BITS-1:0] unused_place;
      sluice_counter #(
        .COUNT(KERNEL)
      ) inner_counter (
        .clk(clk),
        .rst(rst),
        .step(inner),
        .value(unused_place),
        .last(inner_last)
      );

      reg signed [LINE_BITS-1:0] this_line;
      reg [ADDRESS_BITS-1:0] this_address;
      always @(posedge clk)
        if (rst) begin
          this_line <= FIRST_LINE[LINE_BITS-1:0];
          this_address <= FIRST_ADDRESS[ADDRESS_BITS-1:0];
        end else if (next) begin
          this_line <= base_line_next;
          this_address <= base_address_next;
        end else if (inner) begin
          this_line <= inner_last ? base_line : this_line + 1'b1;
          this_address <= inner_last ? base_address : address_after;
        end
      assign line = this_line;
      assign address = this_address;
    end else begin : g_at_once
      wire unused_inner = inner;
      assign inner_last = 1'b1;
      assign line = base_line;
      assign address = base_address;
    end

    for (i = 0; i < BANKS; i = i + 1) begin : g_inside
      localparam integer FROM = -i;
      localparam integer TO = SIZE - i;
      assign visible[i] = line >= $signed(FROM[LINE_BITS-1:0]) && line < $signed(TO[LINE_BITS-1:0]);
    end
  endgenerate
endmodule

`default_nettype wire
