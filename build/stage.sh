#!/usr/bin/env bash
# Runs one named stage of `make test` and says how long it took.
#
#   build/stage.sh --start           forgets the times of the run before
#   build/stage.sh NAME COMMAND...   runs the stage; its status is passed on
#   build/stage.sh --report          prints the times of all stages
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
times=build/.stamps/stages
mkdir -p build/.stamps

case ${1:-} in
--start)
    : >"$times"
    ;;
--report)
    printf '\nTime per stage\n'
    awk -F '\t' '{ printf "  %5d s  %s\n", $1, $2; all += $1 } END { printf "  %5d s  all\n", all }' "$times"
    ;;
*)
    name=$1
    shift
    printf '\n== %s\n' "$name"
    SECONDS=0
    "$@"
    status=$?
    printf '%s\t%s\n' "$SECONDS" "$name" >>"$times"
    if [ "$status" != 0 ]; then
        printf -- '-- %s failed after %s s (status %s)\n' "$name" "$SECONDS" "$status" >&2
        exit "$status"
    fi
    printf -- '-- %s: %s s\n' "$name" "$SECONDS"
    ;;
esac
