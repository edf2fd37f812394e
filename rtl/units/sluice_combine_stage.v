// Group g = terms 8g .. 8g+7 (as many as there are) combined to one as sluice_combine does. One stage of a tree.
// Latency 1 (a single term: 0), II 1.
`default_nettype none

module sluice_combine_stage #(
  parameter COUNT = 8,   // terms, >= 1
  parameter BITS = 8,    // bits a term and a result, >= 1
  parameter SIGNED = 1,  // 0 or 1
  parameter MAX = 1,     // 1 maximum, 0 sum
  parameter GROUPS = (COUNT + 7) / 8  // derived, never set
) (
  input  wire                   clk,
  input  wire [COUNT*BITS-1:0]  terms,
  output wire [GROUPS*BITS-1:0] results
);
  genvar g;
  genvar i;
  generate
    if (COUNT < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (COUNT == 1) begin : g_single
      wire unused_clk = clk;
      assign results = terms;
    end else begin : g_several
      for (g = 0; g < GROUPS; g = g + 1) begin : g_group
        localparam integer LEFT = COUNT - 8 * g;
        localparam integer SIZE = LEFT < 8 ? LEFT : 8;

        // A balanced tree as a heap: node i is made of nodes 2i+1 and 2i+2, the terms are its last nodes.
        wire [(2*SIZE-1)*BITS-1:0] nodes;
        assign nodes[(SIZE-1)*BITS +: SIZE*BITS] = terms[8*g*BITS +: SIZE*BITS];
        for (i = 0; i < SIZE - 1; i = i + 1) begin : g_node
          sluice_combine #(
            .BITS(BITS),
            .SIGNED(SIGNED),
            .MAX(MAX)
          ) pair (
            .a(nodes[(2*i+1)*BITS +: BITS]),
            .b(nodes[(2*i+2)*BITS +: BITS]),
            .y(nodes[i*BITS +: BITS])
          );
        end

        reg [BITS-1:0] held;
        always @(posedge clk) held <= nodes[0 +: BITS];
        assign results[g*BITS +: BITS] = held;
      end
    end
  endgenerate
endmodule

`default_nettype wire
