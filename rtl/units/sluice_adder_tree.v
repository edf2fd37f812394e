// sum = the sum of COUNT signed terms, exact: IN_BITS + ceil(log2(COUNT)) bits. A chain of stages that sum by eights.
// Latency ceil(log2(COUNT)/3), II 1.
`default_nettype none

module sluice_adder_tree #(
  parameter COUNT = 8,   // terms, 1 .. 2048
  parameter IN_BITS = 8  // bits a term, >= 1
) (
  input  wire                             clk,
  input  wire [COUNT*IN_BITS-1:0]         terms,
  output wire [IN_BITS+$clog2(COUNT)-1:0] sum
);
  localparam integer COUNT_2 = (COUNT + 7) / 8;
  localparam integer COUNT_3 = (COUNT_2 + 7) / 8;
  localparam integer COUNT_4 = (COUNT_3 + 7) / 8;
  localparam integer BITS_2 = IN_BITS + $clog2(COUNT < 8 ? COUNT : 8);
  localparam integer BITS_3 = BITS_2 + $clog2(COUNT_2 < 8 ? COUNT_2 : 8);
  localparam integer BITS_4 = BITS_3 + $clog2(COUNT_3 < 8 ? COUNT_3 : 8);

  generate
    if (COUNT < 1 || COUNT > 2048 || IN_BITS < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end
  endgenerate

  wire [COUNT_2*BITS_2-1:0] sums_2;
  sluice_adder_stage #(
    .COUNT(COUNT),
    .IN_BITS(IN_BITS)
  ) stage_1 (
    .clk(clk),
    .terms(terms),
    .sums(sums_2)
  );

  wire [COUNT_3*BITS_3-1:0] sums_3;
  sluice_adder_stage #(
    .COUNT(COUNT_2),
    .IN_BITS(BITS_2)
  ) stage_2 (
    .clk(clk),
    .terms(sums_2),
    .sums(sums_3)
  );

  wire [COUNT_4*BITS_4-1:0] sums_4;
  sluice_adder_stage #(
    .COUNT(COUNT_3),
    .IN_BITS(BITS_3)
  ) stage_3 (
    .clk(clk),
    .terms(sums_3),
    .sums(sums_4)
  );

  sluice_adder_stage #(
    .COUNT(COUNT_4),
    .IN_BITS(BITS_4)
  ) stage_4 (
    .clk(clk),
    .terms(sums_4),
    .sums(sum)
  );
endmodule

`default_nettype wire
