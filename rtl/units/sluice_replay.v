// Keeps the last vector of BEATS beats: with load, x in the next cycle is in and word `place` keeps it; without, x in the next
// cycle is what word `place` keeps. Latency 1, II 1.
`default_nettype none

module sluice_replay #(
  parameter WIDTH = 8,  // bits a beat, >= 1
  parameter BEATS = 2,  // a vector, >= 1
  parameter PLACE_BITS = BEATS > 1 ? $clog2(BEATS) : 1  // derived, never set
) (
  input  wire                  clk,
  input  wire                  rst,
  input  wire                  fire,
  input  wire                  load,
  input  wire [PLACE_BITS-1:0] place,
  input  wire [WIDTH-1:0]      in,
  output wire [WIDTH-1:0]      x
);
  generate
    if (WIDTH < 1 || BEATS < 1) begin : g_illegal
      parameters_out_of_range illegal ();
    end

    if (BEATS == 1) begin : g_one
      wire unused_inputs = &{1'b0, rst, place};
      reg [WIDTH-1:0] beat;
      always @(posedge clk) if (fire && load) beat <= in;
      assign x = beat;
    end else begin : g_memory
      reg loaded;
      reg [WIDTH-1:0] loaded_beat;
      wire [WIDTH-1:0] kept_beat;
      always @(posedge clk) begin
        loaded <= load;
        loaded_beat <= in;
      end

      sluice_ram #(
        .WIDTH(WIDTH),
        .DEPTH(BEATS)
      ) memory (
        .clk(clk),
        .rst(rst),
        .write(fire && load),
        .write_address(place),
        .write_data(in),
        .read_address(place),
        .read_data(kept_beat)
      );
      assign x = loaded ? loaded_beat : kept_beat;
    end
  endgenerate
endmodule

`default_nettype wire
