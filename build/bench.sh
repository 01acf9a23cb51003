#!/usr/bin/env bash
# Runs the Go benchmarks and the whole-process comparison and writes
# build/bench/latest.md.
#
#   build/bench.sh [PATTERN]    benchmarks whose name matches, and the window
#   BENCH_HOME=FOLDER           a prepared home for the window, such as `make generated`
#                               makes (default: the sample)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
: "${TAGS:=webkit2_41,sqlite_fts5}" # as in the Makefile, when run by hand
mkdir -p build/bench
rm -f build/bench/process.md
packages=(./...)

go test -tags "$TAGS" -run '^$' -bench "${1:-.}" -benchmem -timeout 60m "${packages[@]}" | tee build/bench/go.txt

go build -tags "desktop,production,$TAGS" -ldflags '-s -w' -o build/bin/emptywindow ./build/emptywindow
build/e2e.sh --bench

{
    printf '# Benchmarks\n\n'
    printf -- '- machine: %s, %s processors, %s\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
        "$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)"
    printf -- '- versions: %s, Node %s, WebKitGTK %s, kernel %s\n' \
        "$(go env GOVERSION)" "$(node -p process.versions.node)" \
        "$(pkg-config --modversion webkit2gtk-4.1)" "$(uname -r)"
    printf -- '- commit: %s\n' "$(git describe --always --dirty 2>/dev/null || printf 'unknown')"
    printf -- '- on: %s\n\n' "$(date -u +%Y-%m-%dT%H:%MZ)"
    printf '## The window\n\n'
    cat build/bench/process.md
    printf '\n## Go\n\n'
    go run ./build/benchreport <build/bench/go.txt
} >build/bench/latest.md
printf 'Written: build/bench/latest.md\n'
