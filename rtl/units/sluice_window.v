// Sliding window over an image of IMAGE_H x IMAGE_W pixels of CHANNELS elements, LANES of them a beat, rows of pixels in raster order:
// for each of OUT_H x OUT_W windows (row by row) the pixels (oy*STRIDE_H - PAD_TOP + ky, ox*STRIDE_W - PAD_LEFT + kx), PAD_VALUE
// outside the image. Out, a window: for ky, kx, channel chunk (CHANNEL_ORDER 0) or for channel chunk, ky, kx (1).
// PARALLEL_H (PARALLEL_W) puts all ky (kx) into one beat, elements ordered (ky, kx, channel).
// A buffer of BUFFER_ROWS rows; writing and reading run side by side (docs/hardware.md says when each may).
// Latency of a reading step 3, II 1 a step.
`default_nettype none

module sluice_window #(
  parameter BITS = 8,         // an element, >= 1
  parameter CHANNELS = 1,     // a multiple of LANES
  parameter LANES = 1,        // elements an input beat, >= 1
  parameter IMAGE_H = 8,      // rows, >= 1
  parameter IMAGE_W = 8,      // columns, >= 1
  parameter KERNEL_H = 3,     // >= 1
  parameter KERNEL_W = 3,     // >= 1
  parameter STRIDE_H = 1,     // >= 1
  parameter STRIDE_W = 1,     // >= 1
  parameter PAD_TOP = 0,      // rows, negative: cropped
  parameter PAD_LEFT = 0,     // columns, negative: cropped
  parameter OUT_H = 6,        // >= 1; the last window must reach into the image
  parameter OUT_W = 6,        // >= 1
  parameter BUFFER_ROWS = 4,  // what a row of windows looks at, or more; with PARALLEL_H a multiple of KERNEL_H
  parameter PARALLEL_H = 0,   // 0 or 1
  parameter PARALLEL_W = 0,   // 0 or 1
  parameter CHANNEL_ORDER = 0,  // 0 or 1
  parameter PAD_VALUE = 0,    // signed, 32 bits
  parameter DEPTH = 4,        // output beats, >= 1
  parameter BANKS_H = PARALLEL_H != 0 ? KERNEL_H : 1,  // derived, never set
  parameter BANKS_W = PARALLEL_W != 0 ? KERNEL_W : 1   // derived, never set
) (
  input  wire                                  clk,
  input  wire                                  rst,
  input  wire                                  in_valid,
  output wire                                  in_ready,
  input  wire [LANES*BITS-1:0]                 in_data,
  output wire                                  out_valid,
  input  wire                                  out_ready,
  output wire [BANKS_H*BANKS_W*LANES*BITS-1:0] out_data
);
  localparam integer CHUNKS = CHANNELS / LANES;
  localparam integer WIDTH = LANES * BITS;
  localparam integer BANKS = BANKS_H * BANKS_W;
  localparam integer TURNS_H = BUFFER_ROWS / BANKS_H;
  localparam integer TURNS_W = (IMAGE_W + BANKS_W - 1) / BANKS_W;
  localparam integer WORDS = TURNS_H * TURNS_W * CHUNKS;
  localparam integer ADDRESS_BITS = WORDS > 1 ? $clog2(WORDS) : 1;
  localparam integer PHASE_H_BITS = BANKS_H > 1 ? $clog2(BANKS_H) : 1;
  localparam integer PHASE_W_BITS = BANKS_W > 1 ? $clog2(BANKS_W) : 1;
  localparam integer ROW_BITS = $clog2(IMAGE_H + 1);
  localparam integer COLUMN_BITS = $clog2(IMAGE_W + 1);
  localparam integer LAST_ROWS = (OUT_H - 1) * STRIDE_H - PAD_TOP + KERNEL_H;
  localparam integer LAST_COLUMNS = (OUT_W - 1) * STRIDE_W - PAD_LEFT + KERNEL_W;

  // The rows that output row `row` needs at once: to its windows' end, from where the row before it has freed them.
  function integer rows_held;
    input integer row;
    integer from, to;
    begin
      from = row * STRIDE_H - PAD_TOP;
      to = from + KERNEL_H;
      if (from < 0 || row == 0) from = 0;
      if (from > IMAGE_H) from = IMAGE_H;
      if (to > IMAGE_H) to = IMAGE_H;
      rows_held = to - from;
    end
  endfunction
  // They are most in the first row, in the first whose windows start inside the image, or in the one before it.
  localparam integer INSIDE = PAD_TOP > 0 && STRIDE_H > 0 ? (PAD_TOP + STRIDE_H - 1) / STRIDE_H : 0;
  localparam integer ROW = INSIDE < OUT_H ? INSIDE : OUT_H - 1;
  localparam integer ROWS_HELD_FIRST = rows_held(0);
  localparam integer ROWS_HELD_INSIDE = rows_held(ROW);
  localparam integer ROWS_HELD_BEFORE = rows_held(ROW > 0 ? ROW - 1 : 0);

  // When to write and when to read.
  wire space;
  wire readable;
  wire pixel_written;
  wire row_written;
  wire frame_read;
  wire [ROW_BITS-1:0] rows_needed;
  wire [COLUMN_BITS-1:0] columns_needed;
  wire [ROW_BITS-1:0] rows_freed;
  wire write_fire = in_valid && in_ready;
  wire read_fire = readable && space;
  sluice_window_level #(
    .IMAGE_H(IMAGE_H),
    .IMAGE_W(IMAGE_W),
    .BUFFER_ROWS(BUFFER_ROWS)
  ) level (
    .clk(clk),
    .rst(rst),
    .pixel_written(pixel_written),
    .row_written(row_written),
    .frame_read(frame_read),
    .rows_needed(rows_needed),
    .columns_needed(columns_needed),
    .rows_freed(rows_freed),
    .readable(readable),
    .writable(in_ready)
  );

  // Where. Both the write and the read reach the memories a cycle after their step, so a word written in one step can be read by
  // the next cycle's, and a word read in one step overwritten by the next cycle's.
  wire [BANKS-1:0] write_bank_now;
  wire [ADDRESS_BITS-1:0] write_address_now;
  sluice_window_write #(
    .CHUNKS(CHUNKS),
    .IMAGE_W(IMAGE_W),
    .BANKS_H(BANKS_H),
    .BANKS_W(BANKS_W),
    .TURNS_H(TURNS_H),
    .TURNS_W(TURNS_W)
  ) write_sequencer (
    .clk(clk),
    .rst(rst),
    .fire(write_fire),
    .pixel_written(pixel_written),
    .row_written(row_written),
    .bank(write_bank_now),
    .address(write_address_now)
  );

  reg [BANKS-1:0] write_bank;
  reg [ADDRESS_BITS-1:0] write_address;
  reg [WIDTH-1:0] write_data;
  always @(posedge clk)
    if (rst) write_bank <= {BANKS{1'b0}};
    else write_bank <= write_bank_now;
  always @(posedge clk) begin
    write_address <= write_address_now;
    write_data <= in_data;
  end

  wire [BANKS*ADDRESS_BITS-1:0] read_addresses;
  wire [BANKS_H-1:0] rows_visible;
  wire [BANKS_W-1:0] columns_visible;
  wire [PHASE_H_BITS-1:0] row_phase;
  wire [PHASE_W_BITS-1:0] column_phase;
  sluice_window_read #(
    .CHUNKS(CHUNKS),
    .IMAGE_H(IMAGE_H),
    .IMAGE_W(IMAGE_W),
    .KERNEL_H(KERNEL_H),
    .KERNEL_W(KERNEL_W),
    .STRIDE_H(STRIDE_H),
    .STRIDE_W(STRIDE_W),
    .PAD_TOP(PAD_TOP),
    .PAD_LEFT(PAD_LEFT),
    .OUT_H(OUT_H),
    .OUT_W(OUT_W),
    .BANKS_H(BANKS_H),
    .BANKS_W(BANKS_W),
    .TURNS_H(TURNS_H),
    .TURNS_W(TURNS_W),
    .CHANNEL_ORDER(CHANNEL_ORDER)
  ) read_sequencer (
    .clk(clk),
    .rst(rst),
    .fire(read_fire),
    .frame_read(frame_read),
    .rows_needed(rows_needed),
    .columns_needed(columns_needed),
    .rows_freed(rows_freed),
    .addresses(read_addresses),
    .rows_visible(rows_visible),
    .columns_visible(columns_visible),
    .row_phase(row_phase),
    .column_phase(column_phase)
  );

  wire [BANKS*WIDTH-1:0] words;
  genvar b;
  generate
    if (BITS < 1 || LANES < 1 || CHANNELS < 1 || CHANNELS % LANES != 0 || PARALLEL_H < 0 ||
        PARALLEL_H > 1 || PARALLEL_W < 0 || PARALLEL_W > 1 || BUFFER_ROWS % BANKS_H != 0 ||
        BUFFER_ROWS < 1 || BUFFER_ROWS < ROWS_HELD_FIRST || BUFFER_ROWS < ROWS_HELD_INSIDE ||
        BUFFER_ROWS < ROWS_HELD_BEFORE || LAST_ROWS < 1 || ((LAST_ROWS == 1 || IMAGE_H == 1) && LAST_COLUMNS < 1)) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (b = 0; b < BANKS; b = b + 1) begin : g_bank
      sluice_ram #(
        .WIDTH(WIDTH),
        .DEPTH(WORDS)
      ) bank (
        .clk(clk),
        .rst(rst),
        .write(write_bank[b]),
        .write_address(write_address),
        .write_data(write_data),
        .read_address(read_addresses[b*ADDRESS_BITS +: ADDRESS_BITS]),
        .read_data(words[b*WIDTH +: WIDTH])
      );
    end
  endgenerate

  // What was read, in the window's order.
  wire [BANKS*WIDTH-1:0] window;
  sluice_window_select #(
    .BITS(BITS),
    .LANES(LANES),
    .BANKS_H(BANKS_H),
    .BANKS_W(BANKS_W),
    .PAD_VALUE(PAD_VALUE)
  ) select (
    .clk(clk),
    .rows_visible(rows_visible),
    .columns_visible(columns_visible),
    .row_phase(row_phase),
    .column_phase(column_phase),
    .words(words),
    .window(window)
  );

  sluice_fifo #(
    .WIDTH(BANKS * WIDTH),
    .DEPTH(DEPTH),
    .LATENCY(3)
  ) fifo (
    .clk(clk),
    .rst(rst),
    .step(read_fire),
    .space(space),
    .push_data(window),
    .out_valid(out_valid),
    .out_ready(out_ready),
    .out_data(out_data)
  );
endmodule

`default_nettype wire
