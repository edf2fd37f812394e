// result = COUNT terms combined to one as sluice_combine does. A chain of stages by eights.
// Latency ceil(log2(COUNT)/3), II 1.
`default_nettype none

module sluice_combine_tree #(
  parameter COUNT = 9,   // terms, 1 .. 2048
  parameter BITS = 8,    // bits a term and the result, >= 1
  parameter SIGNED = 1,  // 0 or 1
  parameter MAX = 1      // 1 maximum, 0 sum
) (
  input  wire                  clk,
  input  wire [COUNT*BITS-1:0] terms,
  output wire [BITS-1:0]       result
);
  localparam integer COUNT_2 = (COUNT + 7) / 8;
  localparam integer COUNT_3 = (COUNT_2 + 7) / 8;
  localparam integer COUNT_4 = (COUNT_3 + 7) / 8;

  generate
    if (COUNT < 1 || COUNT > 2048) begin : g_illegal
      parameters_out_of_range illegal ();
    end
  endgenerate

  wire [COUNT_2*BITS-1:0] terms_2;
  sluice_combine_stage #(
    .COUNT(COUNT),
    .BITS(BITS),
    .SIGNED(SIGNED),
    .MAX(MAX)
  ) stage_1 (
    .clk(clk),
    .terms(terms),
    .results(terms_2)
  );

  wire [COUNT_3*BITS-1:0] terms_3;
  sluice_combine_stage #(
    .COUNT(COUNT_2),
    .BITS(BITS),
    .SIGNED(SIGNED),
    .MAX(MAX)
  ) stage_2 (
    .clk(clk),
    .terms(terms_2),
    .results(terms_3)
  );

  wire [COUNT_4*BITS-1:0] terms_4;
  sluice_combine_stage #(
    .COUNT(COUNT_3),
    .BITS(BITS),
    .SIGNED(SIGNED),
    .MAX(MAX)
  ) stage_3 (
    .clk(clk),
    .terms(terms_3),
    .results(terms_4)
  );

  sluice_combine_stage #(
    .COUNT(COUNT_4),
    .BITS(BITS),
    .SIGNED(SIGNED),
    .MAX(MAX)
  ) stage_4 (
    .clk(clk),
    .terms(terms_4),
    .results(result)
  );
endmodule

`default_nettype wire
