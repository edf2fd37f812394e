// AXI4-Stream into the core: element i of a beat is the low BITS of its bytes [i*bytes +: bytes], bytes = ceil(BITS/8).
// A frame has BEATS beats. A tlast that comes early, or not with the final beat, raises tlast_error until reset; the frame is
// completed with zeros, or what follows is dropped up to and including the next tlast. Latency 1, II 1.
`default_nettype none

module sluice_axis_in #(
  parameter BITS = 8,   // bits an element, >= 1
  parameter LANES = 1,  // elements a beat, >= 1
  parameter BEATS = 2,  // a frame, 1 .. 2^30
  parameter DEPTH = 2   // beats, >= 1
) (
  input  wire                              clk,
  input  wire                              rst,
  input  wire                              s_axis_tvalid,
  output wire                              s_axis_tready,
  input  wire [LANES*8*((BITS+7)/8)-1:0]   s_axis_tdata,
  input  wire                              s_axis_tlast,
  output wire                              out_valid,
  input  wire                              out_ready,
  output wire [LANES*BITS-1:0]             out_data,
  output reg                               tlast_error
);
  localparam integer SLOT_BITS = 8 * ((BITS + 7) / 8);
  localparam integer COUNT_BITS = BEATS > 1 ? $clog2(BEATS) : 1;

  wire space;
  wire last;
  reg filling;   // the rest of a frame that ended early
  reg dropping;  // what follows a frame that did not end
  wire take = s_axis_tvalid && s_axis_tready;
  wire fire = space && !dropping && (filling || s_axis_tvalid);
  assign s_axis_tready = dropping || (space && !filling);

  wire early = take && !dropping && s_axis_tlast && !last;
  wire missing = take && !dropping && !s_axis_tlast && last;

  wire [COUNT_BITS-1:0] unused_place;
  sluice_counter #(
    .COUNT(BEATS)
  ) place (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .value(unused_place),
    .last(last)
  );

  always @(posedge clk)
    if (rst) begin
      filling <= 1'b0;
      dropping <= 1'b0;
      tlast_error <= 1'b0;
    end else begin
      if (early) filling <= 1'b1;
      else if (fire && last) filling <= 1'b0;
      if (missing) dropping <= 1'b1;
      else if (take && s_axis_tlast) dropping <= 1'b0;
      if (early || missing) tlast_error <= 1'b1;
    end

  wire [LANES*BITS-1:0] elements;
  genvar i;
  generate
    if (BITS < 1 || LANES < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (i = 0; i < LANES; i = i + 1) begin : g_lane
      sluice_resize #(
        .IN_BITS(SLOT_BITS),
        .SIGNED(0),
        .OUT_BITS(BITS)
      ) element (
        .in(s_axis_tdata[i*SLOT_BITS +: SLOT_BITS]),
        .out(elements[i*BITS +: BITS])
      );
    end
  endgenerate

  sluice_fifo #(
    .WIDTH(LANES * BITS),
    .DEPTH(DEPTH)
  ) fifo (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .space(space),
    .push_data(filling ? {(LANES*BITS){1'b0}} : elements),
    .out_valid(out_valid),
    .out_ready(out_ready),
    .out_data(out_data)
  );
endmodule

`default_nettype wire
