#!/bin/bash
# All cases of a group at once must pass Icarus and Yosys without a word (Verilator has built them with -Wall).
# usage: group.sh RTL FIXTURES FOLDER, which holds cases.v and the memory images
set -euo pipefail
cd "$3"
grep -q sluice_ cases.v
said=$(iverilog -g2005 -Wall -s cases -o lint.vvp cases.v "$1"/*/*.v "$2"/*.v 2>&1
       yosys -q -p "read_verilog -defer $1/*/*.v $2/*.v cases.v; hierarchy -check -top cases; proc; \
         opt_clean; check -assert" 2>&1)
echo "$said"
[ -z "$said" ]
