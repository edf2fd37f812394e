// Round after round: BEATS[0] beats of input 0, then BEATS[1] beats of input 1, and so on.
// Pops the input whose turn it is, pushes in every step. Latency 1, II 1 a step.
`default_nettype none

module sluice_concat #(
  parameter WIDTH = 8,   // bits a beat, >= 1
  parameter INPUTS = 2,  // >= 1
  parameter [32*INPUTS-1:0] BEATS = {INPUTS{32'd1}},  // >= 1 each, 32 bits an input, input 0 low
  parameter DEPTH = 2    // output beats, >= 1
) (
  input  wire                    clk,
  input  wire                    rst,
  input  wire [INPUTS-1:0]       in_valid,
  output wire [INPUTS-1:0]       in_ready,
  input  wire [INPUTS*WIDTH-1:0] in_data,
  output wire                    out_valid,
  input  wire                    out_ready,
  output wire [WIDTH-1:0]        out_data
);
  wire space;
  wire fire = space && |(in_valid & in_ready);
  wire [INPUTS-1:0] last;  // the step is the last of input i's turn

  // One bit is set: whose turn it is.
  reg [INPUTS-1:0] turn;
  wire turn_ends = |(turn & last);
  localparam [INPUTS:0] START = 1;
  generate
    if (INPUTS == 1) begin : g_always
      always @(posedge clk) if (rst || (fire && turn_ends)) turn <= 1'b1;
    end else begin : g_turns
      always @(posedge clk)
        if (rst) turn <= START[INPUTS-1:0];
        else if (fire && turn_ends) turn <= {turn[INPUTS-2:0], turn[INPUTS-1]};
    end
  endgenerate

  assign in_ready = space ? turn : {INPUTS{1'b0}};

  reg [WIDTH-1:0] chosen;
  integer k;
  always @* begin
    chosen = {WIDTH{1'b0}};
    for (k = 0; k < INPUTS; k = k + 1)
      if (turn[k]) chosen = chosen | in_data[k*WIDTH +: WIDTH];
  end

  genvar i;
  generate
    if (WIDTH < 1 || INPUTS < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (i = 0; i < INPUTS; i = i + 1) begin : g_input
      localparam integer COUNT = BEATS[32*i +: 32];
      localparam integer PLACE_BITS = COUNT > 1 ? $clog2(COUNT) : 1;
      wire [PLACE_BITS-1:0] unused_place;
      sluice_counter #(
        .COUNT(COUNT)
      ) place (
        .clk(clk),
        .rst(rst),
        .step(fire && turn[i]),
        .value(unused_place),
        .last(last[i])
      );
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
    .push_data(chosen),
    .out_valid(out_valid),
    .out_ready(out_ready),
    .out_data(out_data)
  );
endmodule

`default_nettype wire
