#!/usr/bin/env bash
# Prints the CPU speed of training, as ratios to OpenBLAS's own rate; exit status 0 when every bar is met.
#
#   tests/benchmarks/run.sh [ROUNDS]
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
OPENBLAS_NUM_THREADS=1 exec "${SLUICE:-$root/build/sluice}" "$root/tests/benchmarks/run.lua" "$@"
