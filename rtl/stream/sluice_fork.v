// Every beat of in goes to all OUTPUTS outputs, in order; a beat moves on when every output has room. Output i has a
// FIFO of DEPTHS[i] beats. Latency 1, II 1.
`default_nettype none

module sluice_fork #(
  parameter WIDTH = 8,    // bits a beat, >= 1
  parameter OUTPUTS = 2,  // >= 1
  parameter [32*OUTPUTS-1:0] DEPTHS = {OUTPUTS{32'd2}}  // beats, 32 bits an output, output 0 low
) (
  input  wire                     clk,
  input  wire                     rst,
  input  wire                     in_valid,
  output wire                     in_ready,
  input  wire [WIDTH-1:0]         in_data,
  output wire [OUTPUTS-1:0]       out_valid,
  input  wire [OUTPUTS-1:0]       out_ready,
  output wire [OUTPUTS*WIDTH-1:0] out_data
);
  wire [OUTPUTS-1:0] space;
  wire fire = in_valid && in_ready;
  assign in_ready = &space;

  genvar i;
  generate
    if (WIDTH < 1 || OUTPUTS < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (i = 0; i < OUTPUTS; i = i + 1) begin : g_output
      sluice_fifo #(
        .WIDTH(WIDTH),
        .DEPTH(DEPTHS[32*i +: 32])
      ) fifo (
        .clk(clk),
        .rst(rst),
        .step(fire),
        .space(space[i]),
        .push_data(in_data),
        .out_valid(out_valid[i]),
        .out_ready(out_ready[i]),
        .out_data(out_data[i*WIDTH +: WIDTH])
      );
    end
  endgenerate
endmodule

`default_nettype wire
