// Runs the design TOP (one input, one output) on the vectors of icarus_vectors.cpp: every output beat must come in its
// cycle with its value and tlast, and none too many. VECTORS is their folder; it runs in the design's.
`default_nettype none
module bench;
  parameter IN_BITS = 8;    // of tdata
  parameter OUT_BITS = 16;
  parameter IN_BEATS = 1;   // of all frames
  parameter OUT_BEATS = 1;
  parameter CYCLES = 1;

  reg [IN_BITS+3:0] sent [0:IN_BEATS-1];         // tlast in four bits, tdata
  reg [64+OUT_BITS+3:0] due [0:OUT_BEATS-1];     // cycle, tlast in four bits, tdata
  reg [3:0] stalls [0:CYCLES-1];                 // bit 0: the source may offer, bit 1: the sink is ready
  integer cycle, offered, taken, failures;
  reg moves;

  reg aclk = 0, aresetn = 0;
  reg in_valid = 0, in_last = 0, out_ready = 0;
  reg [IN_BITS-1:0] in_data = 0;
  wire in_ready, out_valid, out_last, tlast_error;
  wire [OUT_BITS-1:0] out_data;
  wire [63:0] due_cycle;
  wire [3:0] due_last;
  wire [OUT_BITS-1:0] due_data;
  assign {due_cycle, due_last, due_data} = due[taken];

  `TOP top (
    .aclk(aclk), .aresetn(aresetn), .tlast_error(tlast_error),
    .s_axis_tvalid(in_valid), .s_axis_tready(in_ready), .s_axis_tdata(in_data), .s_axis_tlast(in_last),
    .m_axis_tvalid(out_valid), .m_axis_tready(out_ready), .m_axis_tdata(out_data), .m_axis_tlast(out_last)
  );

  task drive;
    begin
      if (!in_valid && offered < IN_BEATS && stalls[cycle][0]) begin
        in_valid = 1;
        in_last = sent[offered][IN_BITS];
        in_data = sent[offered][IN_BITS-1:0];
      end
      out_ready = stalls[cycle][1];
    end
  endtask

  task check;
    if (out_valid === 1'bx || in_ready === 1'bx || tlast_error !== 1'b0) begin
      failures = failures + 1;
      if (failures < 4) $display("cycle %0d: valid, ready or tlast_error is not what it must be", cycle);
    end else if (out_valid && out_ready) begin
      if (taken >= OUT_BEATS || cycle != due_cycle || {3'b0, out_last} !== due_last || out_data !== due_data) begin
        failures = failures + 1;
        if (failures < 4)
          $display("beat %0d: found %h, tlast %b in cycle %0d, expected %h, tlast %b in cycle %0d", taken, out_data,
                   out_last, cycle, due_data, due_last[0], due_cycle);
      end
      taken = taken + 1;
    end
  endtask

  initial begin
    $readmemh({`VECTORS, "/sent.mem"}, sent);
    $readmemh({`VECTORS, "/due.mem"}, due);
    $readmemh({`VECTORS, "/stalls.mem"}, stalls);
    offered = 0;
    taken = 0;
    failures = 0;
    for (cycle = 0; cycle < 5; cycle = cycle + 1) #5 aclk = 0;
    for (cycle = 0; cycle < 5; cycle = cycle + 1) begin
      #5 aclk = 1;
      #5 aclk = 0;
    end
    aresetn = 1;
    for (cycle = 0; cycle < CYCLES; cycle = cycle + 1) begin
      drive;
      #4 check;
      moves = in_valid && in_ready;
      #1 aclk = 1;
      #5 aclk = 0;
      if (moves) begin
        in_valid = 0;
        offered = offered + 1;
      end
    end
    if (failures == 0 && taken == OUT_BEATS) $display("PASSED %0d beats in %0d cycles", taken, CYCLES);
    else $display("FAILED: %0d of %0d beats, %0d failures", taken, OUT_BEATS, failures);
    $finish;
  end
endmodule
`default_nettype wire
