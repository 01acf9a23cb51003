#!/usr/bin/env bash
# Runs `go test` with the given arguments, lets everything it prints through,
# and then names the slowest packages. Folders of tests lie in memory where there
# is room: most of the time of databases and repositories is waiting for a disk,
# and no test takes the disk's power away. The folder has always the same name,
# since a cached result counts for that alone.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p build/.stamps
log=build/.stamps/gotest

# runs says whether programs in a folder may be run: tests put hooks and helpers below
# theirs, and in many containers the memory is mounted without.
runs() {
    local probe status
    probe=$(mktemp "$1/secondstory-probe-XXXXXX" 2>/dev/null) || return 1
    printf '#!/bin/sh\n' >"$probe"
    chmod 700 "$probe"
    "$probe" 2>/dev/null
    status=$?
    rm -f "$probe"
    return $status
}

memory=/dev/shm/secondstory-test-$(id -u)
room=4194304 # KiB
if command -v flock >/dev/null && runs /dev/shm && [ "$(df --output=avail /dev/shm | tail -n 1)" -gt $room ] &&
    [ "$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo)" -gt $room ]; then
    exec 9>"$memory.lock"
    flock -s 9
    mkdir -p "$memory"
    # Several runs may share the folder; the last one takes away what killed tests left. The
    # lock stays: a run that waits for one taken away would hold the lock of a file nobody sees.
    trap 'flock -xn 9 && rm -rf "$memory"' EXIT
    export GOTMPDIR=${GOTMPDIR:-${TMPDIR:-/tmp}} TMPDIR=$memory
fi

go test "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

printf '\nSlowest packages\n'
awk '$1 == "ok" && $3 ~ /s$/ { print $3 + 0 "\t" $2 }' "$log" | sort -rn | head -n 8 |
    awk -F '\t' '{ printf "  %7.2f s  %s\n", $1, $2 }'
exit "$status"
