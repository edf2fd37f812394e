// The words of all banks, one cycle after what describes them, turned into the window's order: line i of the window comes from bank
// (phase + i) mod BANKS, and what is not visible is PAD_VALUE.
`default_nettype none

module sluice_window_select #(
  parameter BITS = 8,       // an element, >= 1
  parameter LANES = 1,      // elements a bank, >= 1
  parameter BANKS_H = 1,    // >= 1
  parameter BANKS_W = 1,    // >= 1
  parameter PAD_VALUE = 0,  // signed, 32 bits
  parameter PHASE_H_BITS = BANKS_H > 1 ? $clog2(BANKS_H) : 1,  // derived, never set
  parameter PHASE_W_BITS = BANKS_W > 1 ? $clog2(BANKS_W) : 1   // derived, never set
) (
  input  wire                                  clk,
  input  wire [BANKS_H-1:0]                    rows_visible,
  input  wire [BANKS_W-1:0]                    columns_visible,
  input  wire [PHASE_H_BITS-1:0]               row_phase,
  input  wire [PHASE_W_BITS-1:0]               column_phase,
  input  wire [BANKS_H*BANKS_W*LANES*BITS-1:0] words,
  output wire [BANKS_H*BANKS_W*LANES*BITS-1:0] window
);
  localparam integer WIDTH = LANES * BITS;

  reg [BANKS_H-1:0] rows_visible_held;
  reg [BANKS_W-1:0] columns_visible_held;
  reg [PHASE_H_BITS-1:0] row_phase_held;
  reg [PHASE_W_BITS-1:0] column_phase_held;
  always @(posedge clk) begin
    rows_visible_held <= rows_visible;
    columns_visible_held <= columns_visible;
    row_phase_held <= row_phase;
    column_phase_held <= column_phase;
  end

  wire [BITS-1:0] padding;
  sluice_resize #(
    .IN_BITS(32),
    .SIGNED(1),
    .OUT_BITS(BITS)
  ) fit_padding (
    .in(PAD_VALUE[31:0]),
    .out(padding)
  );

  wire [BANKS_H*BANKS_W*WIDTH-1:0] rows;
  sluice_rotate #(
    .COUNT(BANKS_H),
    .WIDTH(BANKS_W * WIDTH)
  ) rotate_rows (
    .in(words),
    .phase(row_phase_held),
    .out(rows)
  );

  genvar h;
  genvar w;
  generate
    for (h = 0; h < BANKS_H; h = h + 1) begin : g_row
      wire [BANKS_W*WIDTH-1:0] places;
      sluice_rotate #(
        .COUNT(BANKS_W),
        .WIDTH(WIDTH)
      ) rotate_columns (
        .in(rows[h*BANKS_W*WIDTH +: BANKS_W*WIDTH]),
        .phase(column_phase_held),
        .out(places)
      );

      for (w = 0; w < BANKS_W; w = w + 1) begin : g_place
        assign window[(h*BANKS_W+w)*WIDTH +: WIDTH] =
            rows_visible_held[h] && columns_visible_held[w] ? places[w*WIDTH +: WIDTH] :
                                                              {LANES{padding}};
      end
    end
  endgenerate
endmodule

`default_nettype wire
