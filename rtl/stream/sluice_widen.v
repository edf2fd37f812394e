// FACTOR beats of in make one of out, the first in the low bits. Pops in every step, pushes in the last of each FACTOR.
// Latency 1, II 1 a step.
`default_nettype none

module sluice_widen #(
  parameter WIDTH = 8,   // bits an input beat, >= 1
  parameter FACTOR = 2,  // input beats an output beat, >= 1
  parameter DEPTH = 2    // output beats, >= 1
) (
  input  wire                    clk,
  input  wire                    rst,
  input  wire                    in_valid,
  output wire                    in_ready,
  input  wire [WIDTH-1:0]        in_data,
  output wire                    out_valid,
  input  wire                    out_ready,
  output wire [FACTOR*WIDTH-1:0] out_data
);
  localparam integer COUNT_BITS = FACTOR > 1 ? $clog2(FACTOR) : 1;

  wire space;
  wire last;
  wire fire = in_valid && in_ready;
  assign in_ready = !last || space;

  wire [COUNT_BITS-1:0] unused_place;
  sluice_counter #(
    .COUNT(FACTOR)
  ) place (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .value(unused_place),
    .last(last)
  );

  wire [FACTOR*WIDTH-1:0] joined;
  generate
    if (WIDTH < 1 || FACTOR < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (FACTOR == 1) begin : g_same
      assign joined = in_data;
    end else begin : g_join
      reg [(FACTOR-1)*WIDTH-1:0] held;
      always @(posedge clk) if (fire) held <= joined[FACTOR*WIDTH-1:WIDTH];
      assign joined = {in_data, held};
    end
  endgenerate

  sluice_fifo #(
    .WIDTH(FACTOR * WIDTH),
    .DEPTH(DEPTH)
  ) fifo (
    .clk(clk),
    .rst(rst),
    .step(fire && last),
    .space(space),
    .push_data(joined),
    .out_valid(out_valid),
    .out_ready(out_ready),
    .out_data(out_data)
  );
endmodule

`default_nettype wire
