#!/usr/bin/env bash
# Checks the directions of docs/architecture.md: which room may include what.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
findings=0 seen=0

# forbid FOLDER REGEX WHY: no C++ file below FOLDER may have an include line that matches REGEX.
forbid() {
  local files
  mapfile -t files < <(find "$1" -name '*.cpp' -o -name '*.hpp' | sort)
  seen=$((seen + ${#files[@]}))
  [ ${#files[@]} -gt 0 ] || return 0
  if grep -nE "^#include [<\"]($2)" "${files[@]}"; then
    echo "  ^ $1: $3"
    findings=$((findings + 1))
  fi
}

lua='lua/|lua\.h|luajit|lauxlib|lualib'
simulators='systemc|verilated|V[a-z_]*\.h'
forbid runtime "compiler/|sim/|nlohmann|$lua|$simulators" "runtime knows numbers only"
forbid compiler "sim/|$lua|$simulators|cblas" "the compiler knows neither Lua nor simulators"
forbid sim "$lua|cblas" "sim does not know Lua"
forbid lua "$simulators|cblas|compiler/[a-z]+/|sim/[a-z]+/" "lua calls the compiler and sim through their top headers"

# Inside the compiler each stage includes only what stands to its left.
stages=(network tensor quantize dataflow schedule netlist)
for ((i = 0; i < ${#stages[@]}; ++i)); do
  right=$(IFS='|'; echo "${stages[*]:i+1}")
  [ -n "$right" ] && forbid "compiler/${stages[i]}" "compiler/($right)/" "stages include only what stands to their left"
  forbid "compiler/${stages[i]}" 'compiler/[a-z_]+\.hpp' "only compile.cpp sees all stages"
done
forbid rtl '.' "rtl holds Verilog only"

# One file each names cblas.
cblas=$(grep -rlE '^#include [<"]cblas' runtime compiler sim lua --include='*.cpp' --include='*.hpp' | sort | tr '\n' ' ')
[ "$cblas" = "runtime/blas/blas.cpp " ] || { echo "cblas is included by: $cblas(expected runtime/blas/blas.cpp alone)"; findings=$((findings + 1)); }

# SystemC's headers want another C++ standard: its kernel's objects are apart.
systemc=$(grep -rlE '^#include [<"]systemc' runtime compiler sim lua --include='*.cpp' --include='*.hpp' |
  grep -v '^sim/systemc/kernel/')
[ -z "$systemc" ] || { echo "SystemC is included outside sim/systemc/kernel: $systemc"; findings=$((findings + 1)); }

# One file names RTL modules.
modules=$(grep -rlE 'module = "[a-z_]+"' compiler --include='*.cpp' | tr '\n' ' ')
[ "$modules" = "compiler/netlist/modules.cpp " ] || { echo "RTL modules are named in: $modules"; findings=$((findings + 1)); }

# Every folder says what it owns.
while read -r folder; do
  [ -f "$folder/README.md" ] || { echo "$folder has no README.md"; findings=$((findings + 1)); }
  if [ -f "$folder/README.md" ] && [ "$(wc -l <"$folder/README.md")" -gt 40 ] && [ "$folder" != . ]; then
    echo "$folder/README.md is longer than 40 lines"; findings=$((findings + 1))
  fi
done < <(find docs runtime compiler rtl sim lua tests examples -type d -not -path 'examples/data/*' | sort)

[ "$seen" -gt 50 ] || { echo "only $seen files looked at: the check is looking in the wrong place"; findings=$((findings + 1)); }
echo "$seen file look-ups, $findings findings"
[ "$findings" = 0 ]
