// Where a window unit writes: beat after beat, row after row, frame after frame. Column x goes to column bank x mod BANKS_W, row Y
// (counted on through all frames) to row bank Y mod BANKS_H. Names are of the current step.
`default_nettype none

module sluice_window_write #(
  parameter CHUNKS = 1,   // beats a pixel, >= 1
  parameter IMAGE_W = 8,  // pixels a row, >= 1
  parameter BANKS_H = 1,  // >= 1
  parameter BANKS_W = 1,  // >= 1
  parameter TURNS_H = 3,  // rows a bank, >= 1
  parameter TURNS_W = 8,  // columns a bank, >= IMAGE_W / BANKS_W
  parameter ADDRESS_BITS = TURNS_H * TURNS_W * CHUNKS > 1 ?
                           $clog2(TURNS_H * TURNS_W * CHUNKS) : 1  // derived, never set
) (
  input  wire                       clk,
  input  wire                       rst,
  input  wire                       fire,
  output wire                       pixel_written,
  output wire                       row_written,
  output wire [BANKS_H*BANKS_W-1:0] bank,  // one bit set: bank row * BANKS_W + bank column
  output wire [ADDRESS_BITS-1:0]    address
);
  localparam integer ROW_WORDS = TURNS_W * CHUNKS;
  localparam integer PIXEL_WORDS = CHUNKS;
  localparam integer CHUNK_BITS = CHUNKS > 1 ? $clog2(CHUNKS) : 1;
  localparam integer COLUMN_BITS = IMAGE_W > 1 ? $clog2(IMAGE_W) : 1;
  localparam integer BANK_H_BITS = BANKS_H > 1 ? $clog2(BANKS_H) : 1;
  localparam integer BANK_W_BITS = BANKS_W > 1 ? $clog2(BANKS_W) : 1;
  localparam integer TURN_BITS = TURNS_H > 1 ? $clog2(TURNS_H) : 1;

  wire last_chunk;
  wire last_column;
  wire last_bank_w;
  wire last_bank_h;
  wire last_turn;
  assign pixel_written = fire && last_chunk;
  assign row_written = pixel_written && last_column;

  wire [CHUNK_BITS-1:0] chunk;
  sluice_counter #(
    .COUNT(CHUNKS)
  ) chunk_counter (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .value(chunk),
    .last(last_chunk)
  );

  wire [COLUMN_BITS-1:0] unused_column;
  sluice_counter #(
    .COUNT(IMAGE_W)
  ) column_counter (
    .clk(clk),
    .rst(rst),
    .step(pixel_written),
    .value(unused_column),
    .last(last_column)
  );

  wire [BANK_W_BITS-1:0] bank_w;
  sluice_counter #(
    .COUNT(BANKS_W)
  ) bank_w_counter (
    .clk(clk),
    .rst(rst || row_written),
    .step(pixel_written),
    .value(bank_w),
    .last(last_bank_w)
  );

  wire [BANK_H_BITS-1:0] bank_h;
  sluice_counter #(
    .COUNT(BANKS_H)
  ) bank_h_counter (
    .clk(clk),
    .rst(rst),
    .step(row_written),
    .value(bank_h),
    .last(last_bank_h)
  );

  wire [TURN_BITS-1:0] unused_turn;
  sluice_counter #(
    .COUNT(TURNS_H)
  ) turn_counter (
    .clk(clk),
    .rst(rst),
    .step(row_written && last_bank_h),
    .value(unused_turn),
    .last(last_turn)
  );

  reg [ADDRESS_BITS-1:0] row_address;
  reg [ADDRESS_BITS-1:0] column_address;
  always @(posedge clk)
    if (rst) begin
      row_address <= {ADDRESS_BITS{1'b0}};
      column_address <= {ADDRESS_BITS{1'b0}};
    end else begin
      if (row_written && last_bank_h)
        row_address <= last_turn ? {ADDRESS_BITS{1'b0}} :
                                   row_address + ROW_WORDS[ADDRESS_BITS-1:0];
      if (row_written) column_address <= {ADDRESS_BITS{1'b0}};
      else if (pixel_written && last_bank_w)
        column_address <= column_address + PIXEL_WORDS[ADDRESS_BITS-1:0];
    end

  wire [ADDRESS_BITS-1:0] chunk_address;
  sluice_resize #(
    .IN_BITS(CHUNK_BITS),
    .SIGNED(0),
    .OUT_BITS(ADDRESS_BITS)
  ) fit_chunk (
    .in(chunk),
    .out(chunk_address)
  );
  assign address = row_address + column_address + chunk_address;

  genvar h;
  genvar w;
  generate
    if (CHUNKS < 1 || IMAGE_W < 1 || BANKS_H < 1 || BANKS_W < 1 || TURNS_H < 1 ||
        TURNS_W * BANKS_W < IMAGE_W) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (h = 0; h < BANKS_H; h = h + 1) begin : g_bank_row
      for (w = 0; w < BANKS_W; w = w + 1) begin : g_bank
        assign bank[h*BANKS_W+w] =
            fire && bank_h == h[BANK_H_BITS-1:0] && bank_w == w[BANK_W_BITS-1:0];
      end
    end
  endgenerate
endmodule

`default_nettype wire
