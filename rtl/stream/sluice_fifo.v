// The end of every unit's output: a FIFO of DEPTH beats with a credit counter. A step that makes a beat takes a credit in
// the cycle in which it fires; push_data is the beat LATENCY - 1 cycles later, when it is stored. A pop gives the credit
// back to steps from the next cycle on. space is a register: a step may fire in this cycle.
// Token order: first in, first out. A step's beat is visible LATENCY cycles after it, whatever DEPTH is. II 1.
`default_nettype none

module sluice_fifo #(
  parameter WIDTH = 8,   // bits a beat, >= 1
  parameter DEPTH = 2,   // beats, 1 .. 2^24
  parameter LATENCY = 1  // cycles from a step to its beat, >= 1
) (
  input  wire             clk,
  input  wire             rst,
  input  wire             step,
  output reg              space,
  input  wire [WIDTH-1:0] push_data,
  output reg              out_valid,
  input  wire             out_ready,
  output wire [WIDTH-1:0] out_data
);
  localparam integer COUNT_BITS = $clog2(DEPTH + 1);

  wire push;
  wire pop = out_valid && out_ready;

  // Credits: used counts beats that are stored or still on their way.
  reg [COUNT_BITS-1:0] used;
  wire [COUNT_BITS-1:0] used_next =
      step == pop ? used : step ? used + 1'b1 : used - 1'b1;

  reg [COUNT_BITS-1:0] stored;
  wire [COUNT_BITS-1:0] stored_next =
      push == pop ? stored : push ? stored + 1'b1 : stored - 1'b1;

  always @(posedge clk)
    if (rst) begin
      used <= {COUNT_BITS{1'b0}};
      space <= 1'b1;
      stored <= {COUNT_BITS{1'b0}};
      out_valid <= 1'b0;
    end else begin
      used <= used_next;
      space <= used_next != DEPTH[COUNT_BITS-1:0];
      stored <= stored_next;
      out_valid <= |stored_next;
    end

  generate
    if (WIDTH < 1 || DEPTH < 1 || DEPTH > 16777216 || LATENCY < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (LATENCY == 1) begin : g_now
      assign push = step;
    end else begin : g_later
      reg [LATENCY-2:0] under_way;
      wire [LATENCY-1:0] steps = {under_way, step};
      always @(posedge clk)
        if (rst) under_way <= {(LATENCY-1){1'b0}};
        else under_way <= steps[LATENCY-2:0];
      assign push = steps[LATENCY-1];
    end

    if (DEPTH == 1) begin : g_one
      reg [WIDTH-1:0] head;
      always @(posedge clk) if (push) head <= push_data;
      assign out_data = head;
    end else if (DEPTH == 2) begin : g_two
      reg [WIDTH-1:0] head;
      reg [WIDTH-1:0] tail;
      always @(posedge clk) begin
        if (pop || !out_valid) head <= stored[1] ? tail : push_data;
        if (push) tail <= push_data;
      end
      assign out_data = head;
    end else begin : g_memory
      sluice_fifo_memory #(
        .WIDTH(WIDTH),
        .DEPTH(DEPTH)
      ) storage (
        .clk(clk),
        .rst(rst),
        .push(push),
        .push_data(push_data),
        .pop(pop),
        .head(out_data)
      );
    end
  endgenerate
endmodule

`default_nettype wire
