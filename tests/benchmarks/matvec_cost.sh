#!/bin/bash
# Prints what the matrix-vector unit of 64 x 64, PE 8, SIMD 8, 8 x 8 bits costs in each of Yosys's flows, pseudo-random weights
# included: the table of docs/hardware.md. usage: matvec_cost.sh
set -euo pipefail
rtl=$(cd "$(dirname "$0")/../../rtl" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
ln -s "$rtl" rtl  # Yosys splits names at spaces
awk 'BEGIN { state = 1; for (word = 0; word < 64; ++word) { for (digit = 0; digit < 128; ++digit) {
  state = (state * 1103515245 + 12345) % 2147483648; printf "%x", int(state / 65536) % 16 } print "" } }' > weights.mem
cat > top.v << 'V'
module top (input wire clk, rst, in_valid, out_ready, input wire [63:0] in_data, output wire in_ready, out_valid,
            output wire [8*22-1:0] out_data);
  sluice_matvec #(.ROWS(64), .COLS(64), .PE(8), .SIMD(8), .X_BITS(8), .X_SIGNED(1), .W_BITS(8), .ACC_BITS(22),
    .WEIGHTS("weights.mem"), .DEPTH(2)) unit (.clk(clk), .rst(rst), .in_valid(in_valid), .in_ready(in_ready),
    .in_data(in_data), .out_valid(out_valid), .out_ready(out_ready), .out_data(out_data));
endmodule
V
for flow in "synth_xilinx -family xc7 -flatten -noiopad" "synth_xilinx -family xc7 -flatten -noiopad -nodsp" "synth_ecp5" \
  "synth_ice40 -dsp"; do
  yosys -q -p "read_verilog -defer rtl/*/*.v; read_verilog top.v; $flow -top top; tee -o stat stat" > /dev/null 2>&1
  awk -v flow="$flow" '
    $1 ~ /^(LUT[1-6]|LUT4|SB_LUT4)$/ { luts += $2 }
    $1 ~ /^(FD[RSCP]E.*|TRELLIS_FF|SB_DFF.*)$/ { registers += $2 }
    $1 ~ /^(DSP48E1|MULT18X18D|SB_MAC16)$/ { dsps += $2 }
    $1 ~ /^(RAM.*|CCU2C|TRELLIS_DPR.*|SB_CARRY|CARRY4)$/ { others = others " " $2 " " $1 }
    END { printf "%-48s %6d LUTs %6d registers %3d DSP blocks;%s\n", flow, luts, registers, dsps, others }' stat
done
