#!/usr/bin/env bash
# Runs `go test` with the given arguments, lets everything it prints through,
# and then names the slowest packages.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p build/.stamps
log=build/.stamps/gotest

go test "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

printf '\nSlowest packages\n'
awk '$1 == "ok" && $3 ~ /s$/ { print $3 + 0 "\t" $2 }' "$log" | sort -rn | head -n 8 |
    awk -F '\t' '{ printf "  %7.2f s  %s\n", $1, $2 }'
exit "$status"
