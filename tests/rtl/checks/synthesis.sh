#!/bin/bash
# A selection of units through one synthesis flow: no error, no latch, no net with two drivers; multipliers become DSP blocks, a deep
# memory block RAM; and the netlist, where its cells have models, does what the rules say.
# usage: synthesis.sh RTL FIXTURES FOLDER FLOW MULTIPLIERS; FOLDER holds cases.v and vectors; FLOW: ice40, ecp5 or xilinx
set -euo pipefail
checks=$(cd "$(dirname "$0")" && pwd)
cd "$3"
flow=$4
ln -sfn "$1" rtl  # Yosys splits names at spaces
ln -sfn "$2" fixtures
data=$(yosys-config --datdir 2>/dev/null || echo /usr/share/yosys)
cells=()
case $flow in
  ice40) command="synth_ice40 -dsp" dsp=SB_MAC16 ram=SB_RAM40
         cells=(-DNO_ICE40_DEFAULT_ASSIGNMENTS "$data/ice40/cells_sim.v") ;;
  ecp5) command="synth_ecp5" dsp=MULT18X18D ram=DP16KD ;;
  # Yosys has no model of Xilinx block RAM.
  xilinx) command="synth_xilinx -family xc7 -flatten" dsp=DSP48E1 ram=RAMB
          command_here="setattr -unset ram_style -unset rom_style */m:*; $command -nobram" cells=("$data/xilinx/cells_sim.v") ;;
esac

fail() {
  echo "FAILED: $*"
  exit 1
}

grep -q "sluice_matvec" cases.v || fail "nothing to synthesise"
yosys -q -l "$flow.log" -p "read_verilog -defer rtl/*/*.v fixtures/*.v; read_verilog cases.v; \
  hierarchy -check -top cases; proc; ${command_here:-$command} -top cases; check -assert; tee -o $flow.stat stat; \
  write_verilog -noattr ${flow}_netlist.v" > /dev/null || fail "$(tail -5 "$flow.log")"
if grep -E "LDCE|LDPE|LATCH|dlatch" "$flow.stat"; then fail "latches"; fi
found=$(awk -v cell="$dsp" '$1 == cell { n = $2 } END { print n + 0 }' "$flow.stat")
[ "$found" -ge "$5" ] || fail "$found $dsp for $5 multipliers"
echo "$flow: $found $dsp"

yosys -q -p "read_verilog -defer rtl/*/*.v; chparam -set WIDTH 16 -set DEPTH 500 sluice_ram; \
  $command -top sluice_ram; tee -o ram.stat stat" > /dev/null
grep -q "$ram" ram.stat || fail "no $ram for a deep memory"

[ ${#cells[@]} -eq 0 ] || "$checks/icarus.sh" . "${flow}_netlist.v" "${cells[@]}"
