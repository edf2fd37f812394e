// The reading sequencer of a window unit. Steps of a window: for ky, for kx, for channel chunk (CHANNEL_ORDER 0) or for channel
// chunk, for ky, for kx (CHANNEL_ORDER 1); without the loops over what the banks give at once. Windows row by row.
// One cycle after a step: the words to read and what of them is visible (the rest is padding).
`default_nettype none

module sluice_window_read #(
  parameter CHUNKS = 1,  // beats a pixel, >= 1
  parameter IMAGE_H = 8, // >= 1
  parameter IMAGE_W = 8, // >= 1
  parameter KERNEL_H = 3, // >= 1
  parameter KERNEL_W = 3, // >= 1
  parameter STRIDE_H = 1, // >= 1
  parameter STRIDE_W = 1, // >= 1
  parameter PAD_TOP = 0,  // signed
  parameter PAD_LEFT = 0, // signed
  parameter OUT_H = 6,    // >= 1
  parameter OUT_W = 6,    // >= 1
  parameter BANKS_H = 1,  // 1 or KERNEL_H
  parameter BANKS_W = 1,  // 1 or KERNEL_W
  parameter TURNS_H = 3,  // rows a bank, >= 1
  parameter TURNS_W = 8,  // columns a bank, >= IMAGE_W / BANKS_W
  parameter CHANNEL_ORDER = 0,  // 0 or 1
  parameter ADDRESS_BITS = TURNS_H * TURNS_W * CHUNKS > 1 ?
                           $clog2(TURNS_H * TURNS_W * CHUNKS) : 1,  // derived, never set
  parameter PHASE_H_BITS = BANKS_H > 1 ? $clog2(BANKS_H) : 1,  // derived, never set
  parameter PHASE_W_BITS = BANKS_W > 1 ? $clog2(BANKS_W) : 1,  // derived, never set
  parameter ROW_BITS = $clog2(IMAGE_H + 1),    // derived, never set
  parameter COLUMN_BITS = $clog2(IMAGE_W + 1)  // derived, never set
) (
  input  wire                    clk,
  input  wire                    rst,
  input  wire                    fire,
  output wire                    frame_read,
  output wire [ROW_BITS-1:0]     rows_needed,
  output wire [COLUMN_BITS-1:0]  columns_needed,
  output wire [ROW_BITS-1:0]     rows_freed,
  output reg  [BANKS_H*BANKS_W*ADDRESS_BITS-1:0] addresses,
  output reg  [BANKS_H-1:0]      rows_visible,
  output reg  [BANKS_W-1:0]      columns_visible,
  output reg  [PHASE_H_BITS-1:0] row_phase,
  output reg  [PHASE_W_BITS-1:0] column_phase
);
  localparam integer CHUNK_BITS = CHUNKS > 1 ? $clog2(CHUNKS) : 1;
  localparam integer COLUMN_WORDS = TURNS_W * CHUNKS;
  localparam integer COLUMN_ADDRESS_BITS = COLUMN_WORDS > 1 ? $clog2(COLUMN_WORDS) : 1;

  // Loops.
  wire last_chunk;
  wire row_inner_last;
  wire column_inner_last;
  wire last_row;
  wire last_column;
  wire chunk_step;
  wire row_inner;
  wire column_inner;
  wire window_read;
  wire row_read = window_read && last_column;
  assign frame_read = row_read && last_row;

  generate
    if (CHANNEL_ORDER < 0 || CHANNEL_ORDER > 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (CHANNEL_ORDER == 0) begin : g_by_place
      assign chunk_step = fire;
      assign column_inner = chunk_step && last_chunk;
      assign row_inner = column_inner && column_inner_last;
      assign window_read = row_inner && row_inner_last;
    end else begin : g_by_channel
      assign column_inner = fire;
      assign row_inner = column_inner && column_inner_last;
      assign chunk_step = row_inner && row_inner_last;
      assign window_read = chunk_step && last_chunk;
    end
  endgenerate

  wire [CHUNK_BITS-1:0] chunk;
  sluice_counter #(
    .COUNT(CHUNKS)
  ) chunk_counter (
    .clk(clk),
    .rst(rst),
    .step(chunk_step),
    .value(chunk),
    .last(last_chunk)
  );

  wire [ADDRESS_BITS-1:0] row_address;
  wire [ADDRESS_BITS-1:0] row_address_after;
  wire [PHASE_H_BITS-1:0] row_phase_now;
  wire [BANKS_H-1:0] rows_visible_now;
  sluice_window_axis #(
    .SIZE(IMAGE_H),
    .KERNEL(KERNEL_H),
    .STRIDE(STRIDE_H),
    .PAD(PAD_TOP),
    .OUT(OUT_H),
    .BANKS(BANKS_H),
    .RING(BANKS_H * TURNS_H),
    .RESTART(IMAGE_H - (OUT_H - 1) * STRIDE_H),
    .WORDS(COLUMN_WORDS)
  ) row_axis (
    .clk(clk),
    .rst(rst),
    .inner(row_inner),
    .next(row_read),
    .inner_last(row_inner_last),
    .last(last_row),
    .address(row_address),
    .address_after(row_address_after),
    .phase(row_phase_now),
    .visible(rows_visible_now),
    .needed(rows_needed),
    .freed(rows_freed)
  );

  wire [COLUMN_ADDRESS_BITS-1:0] column_address;
  wire [COLUMN_ADDRESS_BITS-1:0] column_address_after;
  wire [PHASE_W_BITS-1:0] column_phase_now;
  wire [BANKS_W-1:0] columns_visible_now;
  wire [COLUMN_BITS-1:0] unused_columns_freed;
  sluice_window_axis #(
    .SIZE(IMAGE_W),
    .KERNEL(KERNEL_W),
    .STRIDE(STRIDE_W),
    .PAD(PAD_LEFT),
    .OUT(OUT_W),
    .BANKS(BANKS_W),
    .RING(BANKS_W * TURNS_W),
    .RESTART(-(OUT_W - 1) * STRIDE_W),
    .WORDS(CHUNKS)
  ) column_axis (
    .clk(clk),
    .rst(rst),
    .inner(column_inner),
    .next(window_read),
    .inner_last(column_inner_last),
    .last(last_column),
    .address(column_address),
    .address_after(column_address_after),
    .phase(column_phase_now),
    .visible(columns_visible_now),
    .needed(columns_needed),
    .freed(unused_columns_freed)
  );

  always @(posedge clk) begin
    rows_visible <= rows_visible_now;
    columns_visible <= columns_visible_now;
    row_phase <= row_phase_now;
    column_phase <= column_phase_now;
  end

  // Every bank's word: of the window's own bank turn, or of the next where the window has wrapped past the last bank.
  genvar h;
  genvar w;
  generate
    for (h = 0; h < BANKS_H; h = h + 1) begin : g_bank_row
      wire row_wrapped;
      if (h < BANKS_H - 1) begin : g_row_turn
        assign row_wrapped = row_phase_now > h[PHASE_H_BITS-1:0];
      end else begin : g_last_row
        wire unused_row = &{1'b0, row_address_after};
        assign row_wrapped = 1'b0;
      end
      wire [ADDRESS_BITS-1:0] from_row = row_wrapped ? row_address_after : row_address;

      for (w = 0; w < BANKS_W; w = w + 1) begin : g_bank
        wire column_wrapped;
        if (w < BANKS_W - 1) begin : g_column_turn
          assign column_wrapped = column_phase_now > w[PHASE_W_BITS-1:0];
        end else begin : g_last_column
          wire unused_column = &{1'b0, column_address_after};
          assign column_wrapped = 1'b0;
        end
        wire [COLUMN_ADDRESS_BITS-1:0] from_column =
            column_wrapped ? column_address_after : column_address;

        wire [ADDRESS_BITS-1:0] column_part;
        sluice_resize #(
          .IN_BITS(COLUMN_ADDRESS_BITS),
          .SIGNED(0),
          .OUT_BITS(ADDRESS_BITS)
        ) fit_column (
          .in(from_column),
          .out(column_part)
        );
        wire [ADDRESS_BITS-1:0] chunk_part;
        sluice_resize #(
          .IN_BITS(CHUNK_BITS),
          .SIGNED(0),
          .OUT_BITS(ADDRESS_BITS)
        ) fit_chunk (
          .in(chunk),
          .out(chunk_part)
        );
        always @(posedge clk)
          addresses[(h*BANKS_W+w)*ADDRESS_BITS +: ADDRESS_BITS] <=
              from_row + column_part + chunk_part;
      end
    end
  endgenerate
endmodule

`default_nettype wire
