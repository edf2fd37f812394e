// How far a window unit's writing and reading may go: rows and pixels written are counted relative to the frame being read.
// readable: all rows and columns that the current window needs are there. writable: the next row has a place in the buffer.
`default_nettype none

module sluice_window_level #(
  parameter IMAGE_H = 8,      // rows, >= 1
  parameter IMAGE_W = 8,      // columns, >= 1
  parameter BUFFER_ROWS = 3,  // rows, >= 1
  parameter ROW_BITS = $clog2(IMAGE_H + 1),    // derived, never set
  parameter COLUMN_BITS = $clog2(IMAGE_W + 1)  // derived, never set
) (
  input  wire                   clk,
  input  wire                   rst,
  input  wire                   pixel_written,
  input  wire                   row_written,  // that pixel was its row's last
  input  wire                   frame_read,
  input  wire [ROW_BITS-1:0]    rows_needed,
  input  wire [COLUMN_BITS-1:0] columns_needed,
  input  wire [ROW_BITS-1:0]    rows_freed,
  output wire                   readable,
  output wire                   writable
);
  localparam integer LEVEL_BITS = $clog2(BUFFER_ROWS + 2 * IMAGE_H + 2) + 1;
  localparam integer FRAME_ROWS = IMAGE_H;
  localparam integer FIRST_ROW = 1;
  localparam integer CAPACITY = BUFFER_ROWS;

  generate
    if (IMAGE_H < 1 || IMAGE_W < 1 || BUFFER_ROWS < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end
  endgenerate

  // Whole rows written of the frame being read; negative while the writing is still in the one before.
  reg signed [LEVEL_BITS-1:0] rows;
  wire signed [LEVEL_BITS-1:0] rows_next =
      rows + (row_written ? $signed({{(LEVEL_BITS-1){1'b0}}, 1'b1}) : {LEVEL_BITS{1'b0}}) -
      (frame_read ? FRAME_ROWS[LEVEL_BITS-1:0] : {LEVEL_BITS{1'b0}});

  // Pixels written of the row that follows them.
  reg [COLUMN_BITS-1:0] columns;
  always @(posedge clk)
    if (rst) begin
      rows <= {LEVEL_BITS{1'b0}};
      columns <= {COLUMN_BITS{1'b0}};
    end else begin
      rows <= rows_next;
      if (pixel_written) columns <= row_written ? {COLUMN_BITS{1'b0}} : columns + 1'b1;
    end

  wire signed [LEVEL_BITS-1:0] above = rows - {{(LEVEL_BITS-ROW_BITS){1'b0}}, rows_needed};
  wire signed [LEVEL_BITS-1:0] held = rows - {{(LEVEL_BITS-ROW_BITS){1'b0}}, rows_freed};
  wire nothing_needed = rows_needed == {ROW_BITS{1'b0}} ||
      (rows_needed == FIRST_ROW[ROW_BITS-1:0] && columns_needed == {COLUMN_BITS{1'b0}});
  assign readable = nothing_needed || !above[LEVEL_BITS-1] ||
                    (&above && columns >= columns_needed);
  assign writable = held < $signed(CAPACITY[LEVEL_BITS-1:0]);
endmodule

`default_nettype wire
