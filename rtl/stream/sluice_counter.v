// Counts steps 0 .. COUNT-1 and starts again: value <- (value + 1) mod COUNT in every cycle with step.
// last: this step is the COUNT-th. Width of value: max(1, ceil(log2(COUNT))).
`default_nettype none

module sluice_counter #(
  parameter COUNT = 2,  // steps, 1 .. 2^30
  parameter VALUE_BITS = COUNT > 1 ? $clog2(COUNT) : 1  // derived, never set
) (
  input  wire                  clk,
  input  wire                  rst,
  input  wire                  step,
  output wire [VALUE_BITS-1:0] value,
  output wire                  last
);
  localparam integer FINAL = COUNT - 1;

  generate
    if (COUNT < 1 || COUNT > 1073741824) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (COUNT == 1) begin : g_constant
      wire unused_inputs = &{1'b0, clk, rst, step};
      assign value = 1'b0;
      assign last = 1'b1;
    end else begin : g_counting
      reg [VALUE_BITS-1:0] count;
      wire [VALUE_BITS-1:0] count_next = last ? {VALUE_BITS{1'b0}} : count + 1'b1;

      always @(posedge clk)
        if (rst) count <= {VALUE_BITS{1'b0}};
        else if (step) count <= count_next;

      assign value = count;
      assign last = count == FINAL[VALUE_BITS-1:0];
    end
  endgenerate
endmodule

`default_nettype wire
