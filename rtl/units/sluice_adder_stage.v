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
        wire [4*(IN_BITS+1)-1:0] twos;
        wire [2*(IN_BITS+2)-1:0] fours;
        wire [FULL_BITS-1:0] eight;
        for (i = 0; i < 4; i = i + 1) begin : g_two
          sluice_add_pair #(
            .BITS(IN_BITS)
          ) pair (
            .left(filled[(8*g+2*i)*IN_BITS +: IN_BITS]),
            .right(filled[(8*g+2*i+1)*IN_BITS +: IN_BITS]),
            .sum(twos[i*(IN_BITS+1) +: IN_BITS+1])
          );
        end
        for (i = 0; i < 2; i = i + 1) begin : g_four
          sluice_add_pair #(
            .BITS(IN_BITS + 1)
          ) pair (
            .left(twos[2*i*(IN_BITS+1) +: IN_BITS+1]),
            .right(twos[(2*i+1)*(IN_BITS+1) +: IN_BITS+1]),
            .sum(fours[i*(IN_BITS+2) +: IN_BITS+2])
          );
        end
        sluice_add_pair #(
          .BITS(IN_BITS + 2)
        ) pair (
          .left(fours[0 +: IN_BITS+2]),
          .right(fours[IN_BITS+2 +: IN_BITS+2]),
          .sum(eight)
        );

        // Held no wider than its own terms need, then extended.
        localparam integer LEFT = COUNT - 8 * g;
        localparam integer OWN_BITS = IN_BITS + $clog2(LEFT < 8 ? LEFT : 8);
        wire [OWN_BITS-1:0] own;
        sluice_resize #(
          .IN_BITS(FULL_BITS),
          .SIGNED(1),
          .OUT_BITS(OWN_BITS)
        ) fit (
          .in(eight),
          .out(own)
        );
        reg [OWN_BITS-1:0] held;
        always @(posedge clk) held <= own;
        sluice_resize #(
          .IN_BITS(OWN_BITS),
          .SIGNED(1),
          .OUT_BITS(SUM_BITS)
        ) extend (
          .in(held),
          .out(sums[g*SUM_BITS +: SUM_BITS])
        );
      end
    end
  endgenerate
endmodule

`default_nettype wire
