#!/bin/bash
# Every module alone, with its default parameters, must pass each tool without a word. usage: lint.sh RTL
source "$(dirname "$0")/common.sh"

checked=0
for file in "$rtl"/*/*.v; do
  module=$(basename "$file" .v)
  for tool in verilator iverilog yosys; do
    if ! said=$(lint "$tool" "$module") || [ -n "$said" ]; then fail "$tool $module: $said"; fi
    checked=$((checked + 1))
  done
done
finish "$checked"
