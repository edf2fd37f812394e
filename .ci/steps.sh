# What the scripts share: headed steps, a progress bar, installing Debian packages, building.
# Sourced by examples/quickstart.sh and tests/run.sh; works on Debian 12 as root or with sudo.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build
jobs=$(nproc)

# Everything the program, its tests and its checks need; the first list is enough to run the main job.
run_packages=(g++ make cmake ninja-build pkg-config libluajit-5.1-dev libopenblas-dev nlohmann-json3-dev
  libsystemc-dev verilator libedit-dev zlib1g-dev catch2)
test_packages=(git iverilog yosys lua-check lua-busted clang-format clang-tidy)

step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# bar LABEL DONE TOTAL STARTED: one line with percentage, rate and time left; STARTED is in seconds.
bar() {
  local label=$1 done=$2 total=$3 elapsed=$(($(date +%s) - $4)) width=30 fill left='--' rate='--'
  fill=$((total > 0 ? done * width / total : 0))
  if ((elapsed > 0 && done > 0)); then
    rate=$(awk "BEGIN{printf \"%.1f\", $done/$elapsed}")
    left=$(((total - done) * elapsed / done))s
  fi
  printf '%s [%s%s] %d/%d  %s/s  %s left' "$label" \
    "$(printf '%*s' "$fill" '' | tr ' ' '#')" "$(printf '%*s' $((width - fill)) '' | tr ' ' '.')" \
    "$done" "$total" "$rate" "$left"
}

# The files of the source, one a line; without git (an archive, somebody else's clone) all but what builds make.
source_files() {
  local files
  cd "$root"
  files=$(git ls-files -co --exclude-standard 2>/dev/null) || files=
  [ -n "$files" ] || files=$(find . -type f -not -path './build*' -not -path './.git/*' | sed 's|^\./||')
  while read -r file; do
    if [ -f "$file" ]; then echo "$file"; fi  # git lists deleted ones, too
  done <<<"$files"
}

# Reads lines "DONE TOTAL" and draws them: in place on a terminal, else every tenth part.
draw_bar() {
  local label=$1 started last=-1 part done total drawn=false
  started=$(date +%s)
  while read -r done total; do
    drawn=true
    if [ -t 1 ]; then
      printf '\r\033[K%s' "$(bar "$label" "$done" "$total" "$started")"
    else
      part=$((total > 0 ? done * 10 / total : 0))
      if ((part != last)); then printf '%s\n' "$(bar "$label" "$done" "$total" "$started")"; fi
      last=$part
    fi
  done
  if [ -t 1 ] && $drawn; then printf '\n'; fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else
    command -v sudo >/dev/null || fail "installing packages needs root or sudo: run 'apt-get install $*' as root"
    sudo "$@"
  fi
}

# install_missing PACKAGE...: installs those of Debian's packages that are not there yet.
install_missing() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  if [ ${#missing[@]} = 0 ]; then echo "all packages are there"; return; fi
  echo "installing: ${missing[*]}"
  local log=/tmp/sluice-apt.$$.log
  if ! as_root apt-get update -q >"$log" 2>&1; then tail -20 "$log"; fail "apt-get update failed"; fi
  local status=0
  # sudo passes no other descriptors on than these.
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o APT::Status-Fd=1 "${missing[@]}" 2>&1 | tee "$log" |
    sed -un -E 's/^dlstatus:[^:]*:([0-9]+).*/\1 200/p; s/^pmstatus:[^:]*:([0-9]+).*/\1+100 200/p' |
    while read -r share all; do echo "$((share)) $all"; done |
    draw_bar "packages (download, set up)" || status=$?
  if [ $status != 0 ]; then tail -20 "$log"; fail "apt-get install failed (log: $log)"; fi
  rm -f "$log"
}

# build_tree DIR "CMAKE OPTIONS" [TARGET...]: configures once and builds with a progress bar, several sources at a time,
# which takes half as long.
build_tree() {
  local tree=$1 options=$2 log=$1/build.log status=0
  shift 2
  mkdir -p "$tree"
  if [ ! -f "$tree/build.ninja" ]; then
    cmake -S "$root" -B "$tree" -G Ninja -DCMAKE_UNITY_BUILD=ON $options >"$log" 2>&1 ||
      { tail -30 "$log"; fail "cmake failed (log: $log)"; }
  fi
  NINJA_STATUS='[%f/%t] ' ninja -C "$tree" -j "$jobs" "$@" 2>&1 | tee "$log" |
    sed -un 's/^\[\([1-9][0-9]*\)\/\([0-9]*\)\].*/\1 \2/p' | draw_bar "compile" || status=$?
  if [ $status != 0 ]; then grep -m1 -A40 FAILED "$log" || tail -30 "$log"; fail "the build failed (log: $log)"; fi
  if grep -q 'no work to do' "$log"; then echo "all is built"; fi
}
