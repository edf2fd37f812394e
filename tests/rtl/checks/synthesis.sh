#!/bin/bash
# A selection of units through one synthesis flow: no error, no latch, no net with two drivers; the multipliers become DSP blocks and the
# deep memories block RAM. usage: synthesis.sh RTL FIXTURES FOLDER FLOW MULTIPLIERS; FOLDER holds cases.v; FLOW: ice40, ecp5 or xilinx
set -euo pipefail
cd "$3"
case $4 in
  ice40) command="synth_ice40 -dsp" dsp=SB_MAC16 ram=SB_RAM40 ;;
  ecp5) command="synth_ecp5" dsp=MULT18X18D ram=DP16KD ;;
  xilinx) command="synth_xilinx -family xc7 -flatten" dsp=DSP48E1 ram=RAMB ;;
esac

fail() {
  echo "FAILED: $*"
  exit 1
}

grep -q "sluice_matvec" cases.v || fail "nothing to synthesise"
yosys -q -l "$4.log" -p "read_verilog -defer $1/*/*.v $2/*.v; read_verilog cases.v; $command -top cases; \
  check -assert; tee -o $4.stat stat" || fail "$(tail -5 "$4.log")"
if grep -E "LDCE|LDPE|LATCH|dlatch" "$4.stat"; then fail "latches"; fi
grep -q "$ram" "$4.stat" || fail "no $ram among the cells"
found=$(awk -v cell="$dsp" '$1 == cell { n = $2 } END { print n + 0 }' "$4.stat")
[ "$found" -ge "$5" ] || fail "$found $dsp for $5 multipliers"
echo "$4: $found $dsp"
