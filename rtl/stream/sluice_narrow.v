// One beat of in makes FACTOR of out, its low bits first. Pops in the first of each FACTOR steps, pushes in every step.
// Latency 1, II 1 a step.
`default_nettype none

module sluice_narrow #(
  parameter WIDTH = 8,   // bits an output beat, >= 1
  parameter FACTOR = 2,  // output beats an input beat, >= 1
  parameter DEPTH = 2    // output beats, >= 1
) (
  input  wire                    clk,
  input  wire                    rst,
  input  wire                    in_valid,
  output wire                    in_ready,
  input  wire [FACTOR*WIDTH-1:0] in_data,
  output wire                    out_valid,
  input  wire                    out_ready,
  output wire [WIDTH-1:0]        out_data
);
  localparam integer COUNT_BITS = FACTOR > 1 ? $clog2(FACTOR) : 1;

  wire space;
  wire [COUNT_BITS-1:0] place;
  wire first = place == {COUNT_BITS{1'b0}};
  wire fire = space && (!first || in_valid);
  assign in_ready = space && first;

  wire unused_last;
  sluice_counter #(
    .COUNT(FACTOR)
  ) counter (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .value(place),
    .last(unused_last)
  );

  wire [WIDTH-1:0] part;
  generate
    if (WIDTH < 1 || FACTOR < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (FACTOR == 1) begin : g_same
      assign part = in_data;
    end else begin : g_split
      reg [(FACTOR-1)*WIDTH-1:0] rest;
      wire [FACTOR*WIDTH-1:0] left = first ? in_data : {{WIDTH{1'b0}}, rest};
      always @(posedge clk) if (fire) rest <= left[FACTOR*WIDTH-1:WIDTH];
      assign part = left[WIDTH-1:0];
    end
  endgenerate

  sluice_fifo #(
    .WIDTH(WIDTH),
    .DEPTH(DEPTH)
  ) fifo (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .space(space),
    .push_data(part),
    .out_valid(out_valid),
    .out_ready(out_ready),
    .out_data(out_data)
  );
endmodule

`default_nettype wire
