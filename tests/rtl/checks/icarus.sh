#!/bin/bash
# The cases of a group in Icarus, on vectors that the timing rules and the reference give. usage: icarus.sh FOLDER SOURCE...; FOLDER
# holds vectors_bench.v and vectors.mem, the sources define the top `cases`
set -euo pipefail
cd "$1"
shift
iverilog -g2005-sv -s vectors_bench -o vectors.vvp vectors_bench.v "$@"
said=$(vvp -n vectors.vvp)
tail -5 <<< "$said"
grep -q '^PASSED' <<< "$said"
