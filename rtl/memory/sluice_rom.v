// data in cycle t+1 = word[address in cycle t], the words read from FILE ($readmemh, word 0 first).
// Deep ones become block RAM, shallow ones LUTs. Latency 1, II 1.
`default_nettype none

module sluice_rom #(
  parameter WIDTH = 8,           // bits a word, >= 1
  parameter DEPTH = 2,           // words, 1 .. 2^24
  parameter FILE = "",           // path relative to the design's folder; "": none is read
  parameter ADDRESS_BITS = DEPTH > 1 ? $clog2(DEPTH) : 1  // derived, never set
) (
  input  wire                    clk,
  input  wire                    rst,
  input  wire [ADDRESS_BITS-1:0] address,
  output wire [WIDTH-1:0]        data
);
  localparam integer BLOCK_FROM = 65;   // words from which block RAM is used

  generate
    if (WIDTH < 1 || DEPTH < 1 || DEPTH > 16777216) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (DEPTH == 1) begin : g_word
      wire unused_inputs = &{1'b0, clk, rst, address};
      reg [WIDTH-1:0] words [0:0];
      initial if (FILE != "") $readmemh(FILE, words);
      assign data = words[0];
    end else if (DEPTH < BLOCK_FROM) begin : g_lut
      reg [WIDTH-1:0] words [0:DEPTH-1];
      initial if (FILE != "") $readmemh(FILE, words);
      // The address is held, not the wider word; inverted, or synthesis would turn that round.
      wire unused_rst = rst;
      reg [ADDRESS_BITS-1:0] address_not;
      always @(posedge clk) address_not <= ~address;
      assign data = words[~address_not];
    end else begin : g_block
      wire unused_rst = rst;
      (* rom_style = "block" *) reg [WIDTH-1:0] words [0:DEPTH-1];
      reg [WIDTH-1:0] word;
      initial if (FILE != "") $readmemh(FILE, words);
      always @(posedge clk) word <= words[address];
      assign data = word;
    end
  endgenerate
endmodule

`default_nettype wire
