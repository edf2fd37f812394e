// out = in, sign- or zero-extended to OUT_BITS or cut to its low OUT_BITS; combinational.
`default_nettype none

module sluice_resize #(
  parameter IN_BITS = 8,   // bits, >= 1
  parameter SIGNED = 1,    // 0 or 1: whether in is signed
  parameter OUT_BITS = 16  // bits, >= 1
) (
  input  wire [IN_BITS-1:0]  in,
  output wire [OUT_BITS-1:0] out
);
  generate
    if (IN_BITS < 1 || OUT_BITS < 1 || SIGNED < 0 || SIGNED > 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (OUT_BITS > IN_BITS) begin : g_extend
      wire fill = SIGNED != 0 && in[IN_BITS-1];
      assign out = {{(OUT_BITS-IN_BITS){fill}}, in};
    end else if (OUT_BITS == IN_BITS) begin : g_same
      assign out = in;
    end else begin : g_cut
      wire unused_bits = &{1'b0, in[IN_BITS-1:OUT_BITS]};
      assign out = in[OUT_BITS-1:0];
    end
  endgenerate
endmodule

`default_nettype wire
