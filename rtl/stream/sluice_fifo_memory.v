// The storage of a FIFO of three beats or more: head is the oldest beat, from the cycle after its push. Shallow ones are read
// as LUT RAM; deep ones as block RAM, whose next head is read ahead, past it where it is only just being written.
`default_nettype none

module sluice_fifo_memory #(
  parameter WIDTH = 8,  // bits a beat, >= 1
  parameter DEPTH = 3   // beats, >= 2
) (
  input  wire             clk,
  input  wire             rst,
  input  wire             push,
  input  wire [WIDTH-1:0] push_data,
  input  wire             pop,
  output wire [WIDTH-1:0] head
);
  localparam integer ADDRESS_BITS = $clog2(DEPTH);
  localparam integer BLOCK_FROM = 65;  // beats from which block RAM is used
  localparam integer FINAL = DEPTH - 1;

  wire [ADDRESS_BITS-1:0] write_address;
  wire unused_write_last;
  sluice_counter #(
    .COUNT(DEPTH)
  ) write_counter (
    .clk(clk),
    .rst(rst),
    .step(push),
    .value(write_address),
    .last(unused_write_last)
  );

  reg [ADDRESS_BITS-1:0] read_address;
  wire [ADDRESS_BITS-1:0] read_address_next =
      !pop ? read_address :
      read_address == FINAL[ADDRESS_BITS-1:0] ? {ADDRESS_BITS{1'b0}} : read_address + 1'b1;
  always @(posedge clk)
    if (rst) read_address <= {ADDRESS_BITS{1'b0}};
    else read_address <= read_address_next;

  generate
    if (DEPTH < BLOCK_FROM) begin : g_lut
      reg [WIDTH-1:0] beats [0:DEPTH-1];
      always @(posedge clk) if (push) beats[write_address] <= push_data;
      assign head = beats[read_address];
    end else begin : g_block
      wire [WIDTH-1:0] stored_head;
      sluice_ram #(
        .WIDTH(WIDTH),
        .DEPTH(DEPTH)
      ) storage (
        .clk(clk),
        .rst(rst),
        .write(push),
        .write_address(write_address),
        .write_data(push_data),
        .read_address(read_address_next),
        .read_data(stored_head)
      );

      reg passing;
      reg [WIDTH-1:0] passing_data;
      always @(posedge clk) begin
        passing <= push && write_address == read_address_next;
        passing_data <= push_data;
      end
      assign head = passing ? passing_data : stored_head;
    end
  endgenerate
endmodule

`default_nettype wire
