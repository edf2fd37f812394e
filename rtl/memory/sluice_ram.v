// One write and one read port: read_data in cycle t+1 = word[read_address in cycle t] as written up to cycle t-1. No
// user may look at a word that is read in the cycle of its writing. Latency 1, II 1.
`default_nettype none

module sluice_ram #(
  parameter WIDTH = 8,  // bits a word, >= 1
  parameter DEPTH = 2,  // words, 1 .. 2^24
  parameter ADDRESS_BITS = DEPTH > 1 ? $clog2(DEPTH) : 1  // derived, never set
) (
  input  wire                    clk,
  input  wire                    rst,
  input  wire                    write,
  input  wire [ADDRESS_BITS-1:0] write_address,
  input  wire [WIDTH-1:0]        write_data,
  input  wire [ADDRESS_BITS-1:0] read_address,
  output reg  [WIDTH-1:0]        read_data
);
  localparam integer BLOCK_FROM = 65;  // words from which block RAM is used

  wire unused_rst = rst;

  generate
    if (WIDTH < 1 || DEPTH < 1 || DEPTH > 16777216) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (DEPTH == 1) begin : g_word
      wire unused_addresses = &{1'b0, write_address, read_address};
      reg [WIDTH-1:0] word;
      always @(posedge clk) begin
        if (write) word <= write_data;
        read_data <= word;
      end
    end else if (DEPTH < BLOCK_FROM) begin : g_lut
      reg [WIDTH-1:0] words [0:DEPTH-1];
      always @(posedge clk) begin
        if (write) words[write_address] <= write_data;
        read_data <= words[read_address];
      end
    end else begin : g_block
      (* ram_style = "block" *) reg [WIDTH-1:0] words [0:DEPTH-1];
      always @(posedge clk) begin
        if (write) words[write_address] <= write_data;
        read_data <= words[read_address];
      end
    end
  endgenerate
endmodule

`default_nettype wire
