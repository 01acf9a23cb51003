#!/usr/bin/env bash
# Runs the Go benchmarks and the measurements in the window and writes
# build/bench/latest.md: what is promised and whether it holds, growth, all figures.
#
#   build/bench.sh [PATTERN]    benchmarks whose name matches, and the window
#   BENCH_HOME=FOLDER           a prepared home for the window, such as `make generated`
#                               makes (default: the sample)
#   BENCH_PARTS='go window'     only these parts ("": none); the others' last figures stay
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
: "${TAGS:=webkit2_41,sqlite_fts5}" # as in the Makefile, when run by hand
: "${BENCH_PARTS=go window}"
mkdir -p build/bench
load() { cut -d ' ' -f 1-3 /proc/loadavg; }
began=$SECONDS
before=$(load)

if [[ " $BENCH_PARTS " == *" window "* ]]; then
    rm -f build/bench/window.txt
    go build -tags "desktop,production,$TAGS" -ldflags '-s -w' -o build/bin/emptywindow ./build/emptywindow
    # A measurement that fails leaves its line out; the page says that it is missing.
    build/e2e.sh --bench || failed=1
fi

if [[ " $BENCH_PARTS " == *" go "* ]]; then
    # Only where there are benchmarks: the others would be compiled for nothing.
    mapfile -t packages < <(grep -rl --include='*_test.go' '^func Benchmark' backend | xargs -n 1 dirname | sort -u | sed 's|^|./|')
    # Nor does a benchmark that fails take the others' figures with it.
    go test -tags "$TAGS" -run '^$' -bench "${1:-.}" -benchmem -timeout 60m "${packages[@]}" | tee build/bench/go.txt || failed=1
fi

{
    printf '# Benchmarks\n\n'
    printf 'Each figure stands beside a peer that was measured in the same run, or beside itself at a smaller size:\n'
    printf 'times alone say more about the machine than about the program. Files are in the cache unless a line says cold.\n\n'
    printf -- '- machine: %s, %s processors, %s\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
        "$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)"
    printf -- '- versions: %s, Node %s, WebKitGTK %s, %s, %s, kernel %s\n' \
        "$(go env GOVERSION)" "$(node -p process.versions.node)" "$(pkg-config --modversion webkit2gtk-4.1)" \
        "$({ chromium --version 2>/dev/null || printf 'no Chromium\n'; } | sed 's/ built.*//' | head -n 1)" \
        "$({ rg --version 2>/dev/null || printf 'no ripgrep\n'; } | head -n 1)" "$(uname -r)"
    printf -- '- workspace of the window: %s\n' "$(basename "${BENCH_HOME:-the sample}")"
    printf -- '- commit: %s\n' "$(git describe --always --dirty 2>/dev/null || printf 'unknown')"
    printf -- '- on: %s, in %s minutes\n' "$(date -u +%Y-%m-%dT%H:%MZ)" "$(((SECONDS - began + 30) / 60))"
    printf -- '- load of the machine before and after (1, 5 and 15 minutes): %s; %s\n\n' "$before" "$(load)"
    if [ "${before%%.*}" -ge "$(nproc)" ]; then
        printf '**Others were at work on the machine.** Every time is longer than on a quiet one, so a bar in milliseconds\n'
        printf 'that is missed here may hold there; what stands beside a peer of the same run is slowed alike.\n\n'
    fi
    cat build/bench/window.txt build/bench/go.txt 2>/dev/null | go run ./build/benchreport
} >build/bench/latest.md
printf 'Written: build/bench/latest.md\n'
exit "${failed:-0}"
