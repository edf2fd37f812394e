#!/usr/bin/env bash
# Passes all tests: installs what is missing, builds, checks style, runs every test and repeats those of
# runtime, compiler and everything in Lua under the address and undefined-behaviour sanitizers.
#
#   tests/run.sh [--again] [STEP...]
#
# STEP: style, tidy, tests, sanitizers; all of them if none is given. A step that passed on exactly these files
# is not run again unless --again is given.
source "$(dirname "${BASH_SOURCE[0]}")/../.ci/steps.sh"

again=false chosen=()
for argument in "$@"; do
  case $argument in
    -h | --help) sed -n '2,/^source/p' "${BASH_SOURCE[0]}" | sed '/^source/d; s/^# \{0,1\}//'; exit 0 ;;
    --again) again=true ;;
    style | tidy | tests | sanitizers) chosen+=("$argument") ;;
    *) fail "unknown argument $argument (see --help)" ;;
  esac
done
[ ${#chosen[@]} -gt 0 ] || chosen=(style tidy tests sanitizers)

# A name for the exact content of the work tree, and of the tools that judge it.
fingerprint() {
  (cd "$root" && source_files | sort | tr '\n' '\0' | xargs -0 sha1sum
    dpkg-query -W "${run_packages[@]}" "${test_packages[@]}") | sha1sum | cut -d' ' -f1
}

cpp_files() { (source_files | grep -E '^(runtime|compiler|sim|lua|tests)/.*\.([ch]pp|h)$'); }

check_style() {
  step "style: clang-format, luacheck"
  (cd "$root" && cpp_files | tr '\n' '\0' | xargs -0 clang-format --dry-run -Werror) || fail "clang-format found differences"
  (cd "$root" && luacheck --quiet lua tests examples) || fail "luacheck found something"
}

# Reads a line for each thing done and writes "DONE TOTAL" (awk would wait for a whole buffer of them).
count_lines() {
  local done=0
  while read -r _; do echo "$((++done)) $1"; done
}

check_tidy() {
  step "clang-tidy"
  rm -rf "$build/tidy"
  mkdir -p "$build/tidy"
  # The commands of single sources, which the build does not compile one by one.
  cmake -S "$root" -B "$build/tidy" -G Ninja >"$build/tidy/cmake.log" 2>&1 ||
    { tail -30 "$build/tidy/cmake.log"; fail "cmake failed (log: $build/tidy/cmake.log)"; }
  local sources total
  sources=$(cpp_files | grep '\.cpp$' | grep -v '^tests/')
  total=$(wc -l <<<"$sources")
  (cd "$root" && xargs -P "$jobs" -I{} sh -c \
    'clang-tidy --quiet -p "$1" "$2" >"$1/$(echo "$2" | tr / _).log" 2>/dev/null || echo "$2" >>"$1/failed"; echo done' \
    sh "$build/tidy" {} <<<"$sources") | count_lines "$total" | draw_bar "clang-tidy"
  if [ -s "$build/tidy/failed" ]; then
    sort "$build/tidy/failed" | while read -r f; do cat "$build/tidy/$(tr / _ <<<"$f").log"; done | head -60
    fail "clang-tidy found something in: $(sort "$build/tidy/failed" | tr '\n' ' ')"
  fi
}

run_tests() {
  step "tests"
  ctest --test-dir "$build" --output-on-failure -j "$jobs" | tee "$build/ctest.log" | grep -vE '^ *Start|Passed' || true
  grep -q '^100% tests passed' "$build/ctest.log" || { report; fail "tests failed"; }
}

run_sanitizers() {
  step "sanitizers: tests of runtime, compiler and everything in Lua"
  build_tree "$root/build-sanitize" -DSLUICE_SANITIZE=ON test_runtime test_compiler test_host sluice
  local tree=$root/build-sanitize
  ctest --test-dir "$tree" --output-on-failure -j "$jobs" -R '^(runtime|compiler|host|lua):' | tee "$tree/ctest.log" |
    grep -vE '^ *Start|Passed' || true
  grep -q '^100% tests passed' "$tree/ctest.log" || { report; fail "tests failed under the sanitizers"; }
}

# ctest's own counts of both runs as one closing line.
report() {
  cat "$build"/ctest.log "$root"/build-sanitize/ctest.log 2>/dev/null |
    awk '/tests passed, / {failed += $4; total += $NF} END {printf "%d passed, %d failed\n", total - failed, failed}' || true
}

step "packages"
install_missing "${run_packages[@]}" "${test_packages[@]}"
step "build"
build_tree "$build" ""
mkdir -p "$build/passed"
now=$(fingerprint)
for name in "${chosen[@]}"; do
  if ! $again && [ "$(cat "$build/passed/$name" 2>/dev/null)" = "$now" ]; then
    step "$name: passed on exactly these files before (--again repeats it)"
    continue
  fi
  case $name in
    style) check_style ;;
    tidy) check_tidy ;;
    tests) run_tests ;;
    sanitizers) run_sanitizers ;;
  esac
  echo "$now" >"$build/passed/$name"
done
echo
report
