#!/bin/bash
# A whole design through one of Yosys's flows: no error, no latch, no net with two drivers, every multiplier a DSP block, deep memories
# block RAM. usage: synthesis.sh SLUICE DESIGN FLOW; FLOW: ice40, ecp5 or xilinx
set -euo pipefail
sluice=$1 design=$2 flow=$3
case $flow in
  ice40) command="synth_ice40 -dsp" dsp=SB_MAC16 ram=SB_RAM40_4K ;;
  ecp5) command="synth_ecp5" dsp=MULT18X18D ram=DP16KD ;;
  xilinx) command="synth_xilinx -family xc7 -flatten" dsp=DSP48E1 ram=RAMB18E1 ;;
esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "FAILED: $*"
  exit 1
}

cells() { awk -v cell="$1" '$1 == cell { n = $2 } END { print n + 0 }' "$scratch/stat"; }

read -r top multipliers <<< "$("$sluice" -e "local m = require('sluice').design('$design').manifest
  print(m.top, m.multipliers) os.exit(0)" - < /dev/null)"
cd "$design"
yosys -q -l "$scratch/log" -p "read_verilog rtl/*.v; $command -top $top; check -assert; tee -o $scratch/stat stat" \
  > /dev/null 2>&1 || fail "$(tail -5 "$scratch/log")"
if grep -E "LDCE|LDPE|LATCH|dlatch" "$scratch/stat"; then fail "latches"; fi
[ "$(cells $dsp)" -ge "$multipliers" ] || fail "$(cells $dsp) $dsp for $multipliers multipliers"
[ "$(cells $ram)" -gt 0 ] || fail "no $ram"
echo "$flow: $(cells $dsp) $dsp, $(cells $ram) $ram for $multipliers multipliers"
