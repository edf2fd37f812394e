// out[i] = in[(i + phase) mod COUNT], entries of WIDTH bits; combinational.
`default_nettype none

module sluice_rotate #(
  parameter COUNT = 2,  // entries, >= 1
  parameter WIDTH = 8,  // bits an entry, >= 1
  parameter PHASE_BITS = COUNT > 1 ? $clog2(COUNT) : 1  // derived, never set
) (
  input  wire [COUNT*WIDTH-1:0] in,
  input  wire [PHASE_BITS-1:0]  phase,
  output wire [COUNT*WIDTH-1:0] out
);
  generate
    if (COUNT < 1 || WIDTH < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (COUNT == 1) begin : g_same
      wire unused_phase = phase;
      assign out = in;
    end else begin : g_turn
      wire [(2*COUNT-1)*WIDTH-1:0] twice = {in[(COUNT-1)*WIDTH-1:0], in};
      reg [COUNT*WIDTH-1:0] turned;
      integer p;
      always @* begin
        turned = twice[0 +: COUNT*WIDTH];
        for (p = 1; p < COUNT; p = p + 1)
          if (phase == p[PHASE_BITS-1:0]) turned = twice[p*WIDTH +: COUNT*WIDTH];
      end
      assign out = turned;
    end
  endgenerate
endmodule

`default_nettype wire
