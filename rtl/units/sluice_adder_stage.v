// sum g = the sum of terms 8g .. 8g+7, exact, all signed; terms beyond COUNT are zeros. One stage of an adder tree.
// Latency 1 (a single term: 0), II 1.
`default_nettype none

module sluice_adder_stage #(
  parameter COUNT = 8,    // terms, >= 1
  parameter IN_BITS = 8,  // bits a term, >= 1
  parameter SUMS = (COUNT + 7) / 8,                         // derived, never set
  parameter SUM_BITS = IN_BITS + $clog2(COUNT < 8 ? COUNT : 8)  // derived, never set
) (
  input  wire                     clk,
  input  wire [COUNT*IN_BITS-1:0] terms,
  output wire [SUMS*SUM_BITS-1:0] sums
);
  localparam integer FULL_BITS = IN_BITS + 3;

  genvar g;
  genvar i;
  generate
    if (COUNT < 1 || IN_BITS < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (COUNT == 1) begin : g_single
      wire unused_clk = clk;
      assign sums = terms;
    end else begin : g_several
      wire [SUMS*8*IN_BITS-1:0] filled;
      sluice_resize #(
        .IN_BITS(COUNT * IN_BITS),
        .SIGNED(0),
        .OUT_BITS(SUMS * 8 * IN_BITS)
      ) whole_groups (
        .in(terms),
        .out(filled)
      );

      for (g = 0; g < SUMS; g = g + 1) begin : g_sum
        wire signed [FULL_BITS-1:0] term [0:7];
        for (i = 0; i < 8; i = i + 1) begin : g_term
          assign term[i] = {{3{filled[(8*g+i)*IN_BITS+IN_BITS-1]}}, filled[(8*g+i)*IN_BITS +: IN_BITS]};
        end
        wire signed [FULL_BITS-1:0] low = (term[0] + term[1]) + (term[2] + term[3]);
        wire signed [FULL_BITS-1:0] high = (term[4] + term[5]) + (term[6] + term[7]);

        wire [SUM_BITS-1:0] fitted;
        sluice_resize #(
          .IN_BITS(FULL_BITS),
          .SIGNED(1),
          .OUT_BITS(SUM_BITS)
        ) fit (
          .in(low + high),
          .out(fitted)
        );
        reg [SUM_BITS-1:0] held;
        always @(posedge clk) held <= fitted;
        assign sums[g*SUM_BITS +: SUM_BITS] = held;
      end
    end
  endgenerate
endmodule

`default_nettype wire
