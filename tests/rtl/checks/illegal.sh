#!/bin/bash
# Parameters out of range must stop elaboration in every tool. usage: illegal.sh RTL
source "$(dirname "$0")/common.sh"

checked=0
while read -r module parameters; do
  for tool in verilator iverilog yosys; do
    # shellcheck disable=SC2086
    if said=$(lint "$tool" "$module" $parameters); then
      fail "$tool takes $module $parameters"
    elif ! grep -q parameters_out_of_range <<< "$said"; then
      fail "$tool refuses $module $parameters for another reason: $said"
    fi
    checked=$((checked + 1))
  done
done << 'LIST'
sluice_counter COUNT=1073741825
sluice_fifo DEPTH=16777217
sluice_fifo LATENCY=0
sluice_rom DEPTH=16777217
sluice_ram DEPTH=16777217
sluice_resize SIGNED=2
sluice_axis_in LANES=0
sluice_axis_out SIGNED=2
sluice_fork WIDTH=0
sluice_widen FACTOR=0
sluice_narrow FACTOR=0
sluice_concat WIDTH=0
sluice_add LANES=0
sluice_add LANES=2049
sluice_add_pair BITS=0
sluice_replay BEATS=0
sluice_rotate COUNT=0
sluice_scale OUT_BITS=0
sluice_ring_add SIZE=1073741825
sluice_combine MAX=2
sluice_combine_tree COUNT=2049
sluice_adder_stage COUNT=0
sluice_combine_stage COUNT=0
sluice_matvec_row X_SIGNED=2
sluice_rescale_lane OUT_BITS=33
sluice_window_axis BANKS=2 KERNEL=3
sluice_window_level BUFFER_ROWS=0
sluice_window_read CHANNEL_ORDER=2
sluice_window_write BANKS_H=0
sluice_matvec ROWS=6 PE=4
sluice_matvec COLS=6 SIMD=4
sluice_matvec X_SIGNED=2
sluice_reduce MAX=2
sluice_matvec ROWS=2049 PE=2049
sluice_matvec COLS=2049 SIMD=2049
sluice_reduce PLACES=2049
sluice_reduce LANES=2049
sluice_rescale LANES=2049
sluice_lookup LANES=2049
sluice_multiply LANES=2049
sluice_rescale LANES=2 PERIOD=3
sluice_rescale LANES=2 HOLD=3
sluice_rescale LOW=5 HIGH=4
sluice_rescale OUT_BITS=4 LOW=0 HIGH=16
sluice_rescale HIGH=128
sluice_rescale OUT_BITS=7 HIGH=63
sluice_rescale OUT_BITS=33
sluice_rescale POWER_OF_TWO=1 M_BITS=7
sluice_lookup IN_BITS=17
sluice_multiply A_SIGNED=2
sluice_adder_tree COUNT=2049
sluice_window CHANNELS=3 LANES=2
sluice_window PARALLEL_H=1 BUFFER_ROWS=4
sluice_window PAD_TOP=8 OUT_H=6
sluice_window CHANNEL_ORDER=2
sluice_window BUFFER_ROWS=2
sluice_window KERNEL_H=2 BUFFER_ROWS=1
sluice_window PAD_TOP=1 KERNEL_H=5 STRIDE_H=2 OUT_H=2 BUFFER_ROWS=4
LIST
finish "$checked"
