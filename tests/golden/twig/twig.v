// twig: a network as a streaming core, made by Sluice.
// One frame in on every s_axis, its results out on every m_axis; frames follow each other
// every 32 cycles, the first result is whole after 98 cycles.
// aresetn is synchronous. tlast_error rises when an input frame's tlast is early or missing,
// and stays until reset. Memory images are read from mem/, relative to the tools' folder.
`default_nettype none

module twig (
  input  wire aclk,
  input  wire aresetn,
  input  wire s_axis_tvalid,
  output wire s_axis_tready,
  input  wire [7:0] s_axis_tdata,
  input  wire s_axis_tlast,
  output wire m_axis_tvalid,
  input  wire m_axis_tready,
  output wire [15:0] m_axis_tdata,
  output wire m_axis_tlast,
  output wire tlast_error
);
  wire rst = !aresetn;
  wire input_input_out_valid;
  wire input_input_out_ready;
  wire [7:0] input_input_out_data;
  wire conv_window_out_valid;
  wire conv_window_out_ready;
  wire [71:0] conv_window_out_data;
  wire conv_matvec_out_valid;
  wire conv_matvec_out_ready;
  wire [17:0] conv_matvec_out_data;
  wire relu_rescale_out_valid;
  wire relu_rescale_out_ready;
  wire [7:0] relu_rescale_out_data;
  wire pool_window_out_valid;
  wire pool_window_out_ready;
  wire [7:0] pool_window_out_data;
  wire pool_reduce_out_valid;
  wire pool_reduce_out_ready;
  wire [7:0] pool_reduce_out_data;
  wire fc_matvec_out_valid;
  wire fc_matvec_out_ready;
  wire [17:0] fc_matvec_out_data;
  wire fc_rescale_out_valid;
  wire fc_rescale_out_ready;
  wire [15:0] fc_rescale_out_data;

  // input of layer input
  twig__axis_in #(
    .BITS(8),
    .LANES(1),
    .BEATS(16),
    .DEPTH(1)
  ) input_input (
    .clk(aclk),
    .rst(rst),
    .s_axis_tvalid(s_axis_tvalid),
    .s_axis_tready(s_axis_tready),
    .s_axis_tdata(s_axis_tdata),
    .s_axis_tlast(s_axis_tlast),
    .out_valid(input_input_out_valid),
    .out_ready(input_input_out_ready),
    .out_data(input_input_out_data),
    .tlast_error(tlast_error)
  );

  // window of layer conv
  twig__window #(
    .BITS(8),
    .CHANNELS(1),
    .LANES(1),
    .IMAGE_H(4),
    .IMAGE_W(4),
    .KERNEL_H(3),
    .KERNEL_W(3),
    .STRIDE_H(1),
    .STRIDE_W(1),
    .PAD_TOP(1),
    .PAD_LEFT(1),
    .OUT_H(4),
    .OUT_W(4),
    .BUFFER_ROWS(6),
    .PARALLEL_H(1),
    .PARALLEL_W(1),
    .CHANNEL_ORDER(0),
    .PAD_VALUE(0),
    .DEPTH(2)
  ) conv_window (
    .clk(aclk),
    .rst(rst),
    .in_valid(input_input_out_valid),
    .in_ready(input_input_out_ready),
    .in_data(input_input_out_data),
    .out_valid(conv_window_out_valid),
    .out_ready(conv_window_out_ready),
    .out_data(conv_window_out_data)
  );

  // matvec of layer conv
  twig__matvec #(
    .ROWS(2),
    .COLS(9),
    .PE(1),
    .SIMD(9),
    .X_BITS(8),
    .X_SIGNED(1),
    .W_BITS(8),
    .ACC_BITS(18),
    .WEIGHTS("mem/twig__conv_matvec_weights.hex"),
    .DEPTH(7)
  ) conv_matvec (
    .clk(aclk),
    .rst(rst),
    .in_valid(conv_window_out_valid),
    .in_ready(conv_window_out_ready),
    .in_data(conv_window_out_data),
    .out_valid(conv_matvec_out_valid),
    .out_ready(conv_matvec_out_ready),
    .out_data(conv_matvec_out_data)
  );

  // rescale of layer conv
  twig__rescale #(
    .IN_BITS(18),
    .IN_SIGNED(1),
    .OUT_BITS(8),
    .LANES(1),
    .PERIOD(2),
    .HOLD(1),
    .M_BITS(16),
    .B_BITS(31),
    .SHIFT(22),
    .LOW(0),
    .HIGH(255),
    .POWER_OF_TWO(0),
    .CONSTANTS("mem/twig__relu_rescale_constants.hex"),
    .DEPTH(5)
  ) relu_rescale (
    .clk(aclk),
    .rst(rst),
    .in_valid(conv_matvec_out_valid),
    .in_ready(conv_matvec_out_ready),
    .in_data(conv_matvec_out_data),
    .out_valid(relu_rescale_out_valid),
    .out_ready(relu_rescale_out_ready),
    .out_data(relu_rescale_out_data)
  );

  // window of layer pool
  twig__window #(
    .BITS(8),
    .CHANNELS(2),
    .LANES(1),
    .IMAGE_H(4),
    .IMAGE_W(4),
    .KERNEL_H(2),
    .KERNEL_W(2),
    .STRIDE_H(2),
    .STRIDE_W(2),
    .PAD_TOP(0),
    .PAD_LEFT(0),
    .OUT_H(2),
    .OUT_W(2),
    .BUFFER_ROWS(4),
    .PARALLEL_H(0),
    .PARALLEL_W(0),
    .CHANNEL_ORDER(1),
    .PAD_VALUE(0),
    .DEPTH(4)
  ) pool_window (
    .clk(aclk),
    .rst(rst),
    .in_valid(relu_rescale_out_valid),
    .in_ready(relu_rescale_out_ready),
    .in_data(relu_rescale_out_data),
    .out_valid(pool_window_out_valid),
    .out_ready(pool_window_out_ready),
    .out_data(pool_window_out_data)
  );

  // reduce of layer pool
  twig__reduce #(
    .IN_BITS(8),
    .SIGNED(0),
    .OUT_BITS(8),
    .LANES(1),
    .PLACES(1),
    .COUNT(4),
    .MAX(1),
    .DEPTH(4)
  ) pool_reduce (
    .clk(aclk),
    .rst(rst),
    .in_valid(pool_window_out_valid),
    .in_ready(pool_window_out_ready),
    .in_data(pool_window_out_data),
    .out_valid(pool_reduce_out_valid),
    .out_ready(pool_reduce_out_ready),
    .out_data(pool_reduce_out_data)
  );

  // matvec of layer fc
  twig__matvec #(
    .ROWS(3),
    .COLS(8),
    .PE(1),
    .SIMD(1),
    .X_BITS(8),
    .X_SIGNED(0),
    .W_BITS(8),
    .ACC_BITS(18),
    .WEIGHTS("mem/twig__fc_matvec_weights.hex"),
    .DEPTH(1)
  ) fc_matvec (
    .clk(aclk),
    .rst(rst),
    .in_valid(pool_reduce_out_valid),
    .in_ready(pool_reduce_out_ready),
    .in_data(pool_reduce_out_data),
    .out_valid(fc_matvec_out_valid),
    .out_ready(fc_matvec_out_ready),
    .out_data(fc_matvec_out_data)
  );

  // rescale of layer fc
  twig__rescale #(
    .IN_BITS(18),
    .IN_SIGNED(1),
    .OUT_BITS(16),
    .LANES(1),
    .PERIOD(3),
    .HOLD(1),
    .M_BITS(16),
    .B_BITS(32),
    .SHIFT(16),
    .LOW(-32768),
    .HIGH(32767),
    .POWER_OF_TWO(0),
    .CONSTANTS("mem/twig__fc_rescale_constants.hex"),
    .DEPTH(1)
  ) fc_rescale (
    .clk(aclk),
    .rst(rst),
    .in_valid(fc_matvec_out_valid),
    .in_ready(fc_matvec_out_ready),
    .in_data(fc_matvec_out_data),
    .out_valid(fc_rescale_out_valid),
    .out_ready(fc_rescale_out_ready),
    .out_data(fc_rescale_out_data)
  );

  // output of layer soft
  twig__axis_out #(
    .BITS(16),
    .SIGNED(1),
    .LANES(1),
    .BEATS(3)
  ) soft_output (
    .clk(aclk),
    .rst(rst),
    .in_valid(fc_rescale_out_valid),
    .in_ready(fc_rescale_out_ready),
    .in_data(fc_rescale_out_data),
    .m_axis_tvalid(m_axis_tvalid),
    .m_axis_tready(m_axis_tready),
    .m_axis_tdata(m_axis_tdata),
    .m_axis_tlast(m_axis_tlast)
  );
endmodule

`default_nettype wire
