#!/bin/bash
# A whole design in Icarus on test images of MNIST, value for value and cycle for cycle.
# usage: icarus.sh SLUICE VECTORS DESIGN FRAMES PATTERN; VECTORS is the program icarus_vectors
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
sluice=$1 vectors=$2 design=$3 frames=$4 pattern=$5
[ -f "$design/manifest.json" ] || { echo "FAILED: no design in $design"; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$sluice" "$here/frames.lua" "$scratch/frames.npy" "$frames"
parameters=$("$vectors" "$design" "$scratch/frames.npy" "$frames" "$pattern" 1 "$scratch")
cd "$design"
# shellcheck disable=SC2086
said=$(iverilog -g2005 -Wall $parameters -DVECTORS="\"$scratch\"" -s bench -o "$scratch/bench.vvp" rtl/*.v 2>&1 \
  "$here/icarus_bench.v")
[ -z "$said" ] || { echo "FAILED: Icarus warns: $said"; exit 1; }
said=$(vvp -n "$scratch/bench.vvp")
tail -5 <<< "$said"
grep -q '^PASSED' <<< "$said"
