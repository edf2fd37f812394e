# What the checks share: a scratch folder with the memory images of the default parameters. Expects RTL, the path of rtl/.
set -euo pipefail
rtl=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
ln -s "$rtl" rtl  # Yosys splits names at spaces
for image in image weights constants table; do
  for _ in $(seq 256); do echo 0; done > "$image.mem"
done
failures=0

fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

finish() {
  echo "$1 checked, $failures failed"
  [ "$1" -gt 0 ] && [ "$failures" -eq 0 ]
}

# lint TOOL TOP [PARAMETER=VALUE ...]: prints what the tool has to say; success when the tool takes it.
lint() {
  local tool=$1 top=$2 arguments=() pair
  shift 2
  for pair in "$@"; do
    case $tool in
      verilator) arguments+=("-G$pair") ;;
      iverilog) arguments+=("-P$top.$pair") ;;
      yosys) arguments+=(-chparam "${pair%%=*}" "${pair#*=}") ;;
    esac
  done
  case $tool in
    verilator) verilator --lint-only -Wall "-y" "$rtl/stream" -y "$rtl/memory" -y "$rtl/units" \
      --top-module "$top" "${arguments[@]}" "$rtl"/*/"$top.v" 2>&1 ;;
    iverilog) iverilog -g2005 -Wall -s "$top" "${arguments[@]}" -o lint.vvp "$rtl"/*/*.v 2>&1 ;;
    yosys) yosys -q -p "read_verilog -defer rtl/*/*.v; hierarchy -check -top $top ${arguments[*]}; \
      proc; opt_clean; check -assert" 2>&1 ;;
  esac
}
