// y = the maximum (MAX 1) or the sum (MAX 0) of COUNT successive beats of in, lane by lane, exact.
// Pops in every step, pushes in the last of each COUNT. Latency 1, II COUNT a result.
`default_nettype none

module sluice_reduce #(
  parameter IN_BITS = 8,   // bits an input element, >= 1
  parameter SIGNED = 1,    // 0 or 1: input and output alike
  parameter OUT_BITS = 8,  // bits an output element, >= 1; holds every result
  parameter LANES = 1,     // elements a beat, >= 1
  parameter COUNT = 4,     // beats a result, >= 1
  parameter MAX = 1,       // 1 maximum, 0 sum
  parameter DEPTH = 2      // output beats, >= 1
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
  localparam integer PLACE_BITS = COUNT > 1 ? $clog2(COUNT) : 1;

  wire space;
  wire last;
  wire [PLACE_BITS-1:0] place;
  wire fire = in_valid && in_ready;
  assign in_ready = !last || space;

  sluice_counter #(
    .COUNT(COUNT)
  ) counter (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .value(place),
    .last(last)
  );

  wire first = place == {PLACE_BITS{1'b0}};
  wire [LANES*OUT_BITS-1:0] results;
  genvar l;
  generate
    if (IN_BITS < 1 || OUT_BITS < 1 || LANES < 1 || COUNT < 1 || MAX < 0 || MAX > 1)
    begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (l = 0; l < LANES; l = l + 1) begin : g_lane
      wire [OUT_BITS-1:0] x;
      sluice_resize #(
        .IN_BITS(IN_BITS),
        .SIGNED(SIGNED),
        .OUT_BITS(OUT_BITS)
      ) operand (
        .in(in_data[l*IN_BITS +: IN_BITS]),
        .out(x)
      );

      reg [OUT_BITS-1:0] kept;
      wire [OUT_BITS-1:0] combined;
      if (MAX == 0) begin : g_sum
        assign combined = kept + x;
      end else if (SIGNED != 0) begin : g_signed_max
        assign combined = $signed(kept) > $signed(x) ? kept : x;
      end else begin : g_unsigned_max
        assign combined = kept > x ? kept : x;
      end

      wire [OUT_BITS-1:0] result = first ? x : combined;
      always @(posedge clk) if (fire) kept <= result;
      assign results[l*OUT_BITS +: OUT_BITS] = result;
    end
  endgenerate

  sluice_fifo #(
    .WIDTH(LANES * OUT_BITS),
    .DEPTH(DEPTH)
  ) fifo (
    .clk(clk),
    .rst(rst),
    .step(fire && last),
    .space(space),
    .push_data(results),
    .out_valid(out_valid),
    .out_ready(out_ready),
    .out_data(out_data)
  );
endmodule

`default_nettype wire
