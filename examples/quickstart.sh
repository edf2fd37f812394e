#!/usr/bin/env bash
# The main job on real data: installs what is missing, builds, trains a network on MNIST, compiles it to
# Verilog and verifies the Verilog bit for bit and cycle for cycle.
#
#   examples/quickstart.sh [EXAMPLE...] [--retrain] [--again]
#
# EXAMPLE: mnist_lenet (the default), mnist_mlp, mnist_resnet. --retrain trains anew, --again verifies anew.
source "$(dirname "${BASH_SOURCE[0]}")/../.ci/steps.sh"

names=() options=()
for argument in "$@"; do
  case $argument in
    -h | --help) sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" | sed '/^source/d'; exit 0 ;;
    --retrain | --again) options+=("$argument") ;;
    -*) fail "unknown option $argument (see --help)" ;;
    *) [ -f "$root/examples/$argument/main.lua" ] || fail "no example named $argument"; names+=("$argument") ;;
  esac
done
[ ${#names[@]} -gt 0 ] || names=(mnist_lenet)

step "packages"
install_missing "${run_packages[@]}"
step "build"
build_tree "$build" "" sluice
for name in "${names[@]}"; do
  step "$name"
  OPENBLAS_NUM_THREADS=${OPENBLAS_NUM_THREADS:-$jobs} "$build/sluice" "$root/examples/$name/main.lua" "${options[@]}"
done
