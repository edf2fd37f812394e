// y = the maximum (MAX 1) or the sum (MAX 0) of COUNT successive beats of in, lane by lane, exact. A beat holds PLACES operands a
// lane, ordered (place, lane), which a tree combines first.
// Pops in every step, pushes in the last of each COUNT. Latency 1 + ceil(log2(PLACES)/3), II COUNT a result.
`default_nettype none

module sluice_reduce #(
  parameter IN_BITS = 8,   // bits an input element, >= 1
  parameter SIGNED = 1,    // 0 or 1: input and output alike
  parameter OUT_BITS = 8,  // bits an output element, >= 1; holds every result
  parameter LANES = 1,     // results a beat, >= 1
  parameter PLACES = 1,    // operands a lane in a beat, 1 .. 2048
  parameter COUNT = 4,     // beats a result, >= 1
  parameter MAX = 1,       // 1 maximum, 0 sum
  parameter DEPTH = 2      // output beats, >= 1
) (
  input  wire                            clk,
  input  wire                            rst,
  input  wire                            in_valid,
  output wire                            in_ready,
  input  wire [PLACES*LANES*IN_BITS-1:0] in_data,
  output wire                            out_valid,
  input  wire                            out_ready,
  output wire [LANES*OUT_BITS-1:0]       out_data
);
  localparam integer COUNT_BITS = COUNT > 1 ? $clog2(COUNT) : 1;
  localparam integer TREE_LATENCY = ($clog2(PLACES) + 2) / 3;

  wire space;
  wire last;
  wire [COUNT_BITS-1:0] beat;
  wire fire = in_valid && in_ready;
  assign in_ready = !last || space;

  sluice_counter #(
    .COUNT(COUNT)
  ) counter (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .value(beat),
    .last(last)
  );

  // The step whose operands leave the tree now.
  wire first = beat == {COUNT_BITS{1'b0}};
  wire combined_fire;
  wire combined_first;
  wire [LANES*OUT_BITS-1:0] results;
  genvar l;
  genvar p;
  generate
    if (IN_BITS < 1 || OUT_BITS < 1 || LANES < 1 || LANES > 2048 || COUNT < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (TREE_LATENCY == 0) begin : g_at_once
      assign combined_fire = fire;
      assign combined_first = first;
    end else begin : g_after_tree
      reg [TREE_LATENCY-1:0] fires;
      reg [TREE_LATENCY-1:0] firsts;
      wire [TREE_LATENCY:0] fires_now = {fires, fire};
      wire [TREE_LATENCY:0] firsts_now = {firsts, first};
      always @(posedge clk) begin
        fires <= fires_now[TREE_LATENCY-1:0];
        firsts <= firsts_now[TREE_LATENCY-1:0];
      end
      assign combined_fire = fires_now[TREE_LATENCY];
      assign combined_first = firsts_now[TREE_LATENCY];
    end

    for (l = 0; l < LANES; l = l + 1) begin : g_lane
      wire [PLACES*OUT_BITS-1:0] operands;
      for (p = 0; p < PLACES; p = p + 1) begin : g_place
        sluice_resize #(
          .IN_BITS(IN_BITS),
          .SIGNED(SIGNED),
          .OUT_BITS(OUT_BITS)
        ) operand (
          .in(in_data[(p*LANES+l)*IN_BITS +: IN_BITS]),
          .out(operands[p*OUT_BITS +: OUT_BITS])
        );
      end

      wire [OUT_BITS-1:0] x;
      sluice_combine_tree #(
        .COUNT(PLACES),
        .BITS(OUT_BITS),
        .SIGNED(SIGNED),
        .MAX(MAX)
      ) tree (
        .clk(clk),
        .terms(operands),
        .result(x)
      );

      reg [OUT_BITS-1:0] kept;
      wire [OUT_BITS-1:0] combined;
      sluice_combine #(
        .BITS(OUT_BITS),
        .SIGNED(SIGNED),
        .MAX(MAX)
      ) combine (
        .a(kept),
        .b(x),
        .y(combined)
      );
      wire [OUT_BITS-1:0] result = combined_first ? x : combined;
      always @(posedge clk) if (combined_fire) kept <= result;
      assign results[l*OUT_BITS +: OUT_BITS] = result;
    end
  endgenerate

  sluice_fifo #(
    .WIDTH(LANES * OUT_BITS),
    .DEPTH(DEPTH),
    .LATENCY(1 + TREE_LATENCY)
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
