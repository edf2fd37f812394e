#!/bin/bash
# All cases of a group at once must pass Icarus and Yosys without a word (Verilator has built them with -Wall).
# usage: group.sh RTL FIXTURES FOLDER, which holds cases.v and the memory images
set -euo pipefail
cd "$3"
ln -sfn "$1" rtl  # Yosys splits names at spaces
ln -sfn "$2" fixtures
grep -q sluice_ cases.v
said=$(iverilog -g2005 -Wall -s cases -o lint.vvp cases.v rtl/*/*.v fixtures/*.v 2>&1
       yosys -q -p "read_verilog -defer rtl/*/*.v fixtures/*.v cases.v; hierarchy -check -top cases; proc; \
         opt_clean; check -assert" 2>&1)
echo "$said"
[ -z "$said" ]
