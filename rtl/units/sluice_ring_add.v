// sum = (a + b) mod SIZE for a < SIZE and b <= SIZE; wraps: a + b >= SIZE. Combinational.
`default_nettype none

module sluice_ring_add #(
  parameter SIZE = 2,  // 1 .. 2^30
  parameter BITS = SIZE > 1 ? $clog2(SIZE) : 1  // derived, never set
) (
  input  wire [BITS-1:0] a,
  input  wire [BITS:0]   b,
  output wire [BITS-1:0] sum,
  output wire            wraps
);
  localparam integer FULL_TURN = SIZE;

  wire [BITS:0] total = {1'b0, a} + b;
  wire [BITS:0] reduced = wraps ? total - FULL_TURN[BITS:0] : total;
  wire unused_top = reduced[BITS];
  assign wraps = total >= FULL_TURN[BITS:0];
  assign sum = reduced[BITS-1:0];

  generate
    if (SIZE < 1 || SIZE > 1073741824) begin : g_illegal
      parameters_out_of_range illegal ();
    end
  endgenerate
endmodule

`default_nettype wire
