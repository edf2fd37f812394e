// sum = left + right, signed and exact; combinational. Both top bits are inverted, which changes nothing modulo 2^(BITS+1) but keeps
// Yosys 0.23 from fusing two registered products and their sum into one iCE40 DSP block (it loses a product) and a chain of
// sums into carry-save adders (which take twice the LUTs).
`default_nettype none

module sluice_add_pair #(
  parameter BITS = 8  // of an operand, >= 1
) (
  input  wire [BITS-1:0] left,
  input  wire [BITS-1:0] right,
  output wire [BITS:0]   sum
);
  wire left_top = left[BITS-1];
  wire right_top = right[BITS-1];
  wire [BITS:0] left_wide = {!left_top, left};
  wire [BITS:0] right_wide = {!right_top, right};
  assign sum = left_wide + right_wide;

  generate
    if (BITS < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end
  endgenerate
endmodule

`default_nettype wire
