// y = the larger of a and b (MAX 1) or their sum modulo 2^BITS (MAX 0). Latency 0.
`default_nettype none

module sluice_combine #(
  parameter BITS = 8,    // bits an operand and the result, >= 1
  parameter SIGNED = 1,  // 0 or 1
  parameter MAX = 1      // 1 maximum, 0 sum
) (
  input  wire [BITS-1:0] a,
  input  wire [BITS-1:0] b,
  output wire [BITS-1:0] y
);
  generate
    if (BITS < 1 || SIGNED < 0 || SIGNED > 1 || MAX < 0 || MAX > 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (MAX == 0) begin : g_sum
      assign y = a + b;
    end else if (SIGNED != 0) begin : g_signed_max
      assign y = $signed(a) > $signed(b) ? a : b;
    end else begin : g_unsigned_max
      assign y = a > b ? a : b;
    end
  endgenerate
endmodule

`default_nettype wire
