// y = table[x - smallest x], any function of one element; the table has 2^IN_BITS words (a signed x enters with its top bit
// flipped). Elements keep their order; one table a lane. Latency 2, II 1.
`default_nettype none

module sluice_lookup #(
  parameter IN_BITS = 8,          // bits an input element, 1 .. 16
  parameter IN_SIGNED = 1,        // 0 or 1
  parameter OUT_BITS = 8,         // bits an output element, >= 1
  parameter LANES = 1,            // elements a beat, >= 1
  parameter TABLE = "",  // 2^IN_BITS words
  parameter DEPTH = 2             // output beats, >= 1
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
  localparam integer WORDS = 1 << IN_BITS;
  localparam integer TOP = 1 << (IN_BITS - 1);

  wire fire = in_valid && in_ready;

  wire [LANES*OUT_BITS-1:0] results;
  genvar l;
  generate
    if (IN_BITS < 1 || IN_BITS > 16 || OUT_BITS < 1 || LANES < 1 || LANES > 2048 ||
        IN_SIGNED < 0 || IN_SIGNED > 1)
    begin : g_illegal
      parameters_out_of_range illegal ();
    end

    for (l = 0; l < LANES; l = l + 1) begin : g_lane
      wire [IN_BITS-1:0] x = in_data[l*IN_BITS +: IN_BITS];
      wire [IN_BITS-1:0] address = IN_SIGNED != 0 ? x ^ TOP[IN_BITS-1:0] : x;
      sluice_rom #(
        .WIDTH(OUT_BITS),
        .DEPTH(WORDS),
        .FILE(TABLE)
      ) table_rom (
        .clk(clk),
        .rst(rst),
        .address(address),
        .data(results[l*OUT_BITS +: OUT_BITS])
      );
    end
  endgenerate

  sluice_fifo #(
    .WIDTH(LANES * OUT_BITS),
    .DEPTH(DEPTH),
    .LATENCY(2)
  ) fifo (
    .clk(clk),
    .rst(rst),
    .step(fire),
    .space(in_ready),
    .push_data(results),
    .out_valid(out_valid),
    .out_ready(out_ready),
    .out_data(out_data)
  );
endmodule

`default_nettype wire
