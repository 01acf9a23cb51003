#!/usr/bin/env bash
# The long runs: every TestSoak... of the Go packages, one package after another,
# as many seeds at once as there are cores, then every fuzz test for a while, then
# the window killed a hundred times while somebody types.
#
#   build/soak.sh             all of them
#   build/soak.sh REGEX       only the Go tests that fit, for example Trees
#   build/soak.sh --window    only the window
#   build/soak.sh --fuzz      only the fuzz tests, SECONDSTORY_SOAK_FUZZ=3m each
#
# SECONDSTORY_SOAK_SEED=N takes one seed, to look at a failure. What is said is
# also kept in build/soak.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
out=build/soak
mkdir -p "$out"
export SECONDSTORY_SOAK=1
: "${TAGS:=webkit2_41,sqlite_fts5}"

# A restart or a kill takes no memory away, so databases of tests lie in memory
# where that is possible: waiting for a disk is nine tenths of their time.
if [ -d /dev/shm ] && [ -w /dev/shm ]; then
    TMPDIR=$(mktemp -d /dev/shm/secondstory-soak.XXXXXX)
    trap 'rm -rf "$TMPDIR"' EXIT
    export TMPDIR
fi

failed=()
summary=()
stage() { # NAME COMMAND...
    local name=$1 began=$SECONDS result=passed
    shift
    printf '\n== %s\n' "$name"
    if ! nice -n 10 "$@" 2>&1 | tee "$out/$name.log"; then
        result=FAILED
        failed+=("$name")
    fi
    summary+=("$(printf '%-28s %s in %d min %02d s' "$name" "$result" $(((SECONDS - began) / 60)) $(((SECONDS - began) % 60)))")
}

go_package() { # FOLDER REGEX; straight from its own program, so that lines appear as they are said
    cd "$root/$1"
    exec "$root/$out/$(basename "$1").test" -test.run "$2" -test.timeout 6h
}
export -f go_package
export root out

only=${1:-}
if [ "$only" != --window ] && [ "$only" != --fuzz ]; then
    mapfile -t folders < <(grep -rl --include='*_test.go' "^func TestSoak.*${only}" backend | xargs -n1 dirname | sort -u)
    for folder in "${folders[@]}"; do
        go test -c -tags "$TAGS" -o "$out/$(basename "$folder").test" "./$folder"
        stage "$(basename "$folder")" bash -c "go_package '$folder' '^TestSoak.*${only}'"
    done
fi

# Every fuzz test beyond its seeds, a while each: what readers take comes from anywhere.
if [ -z "$only" ] || [ "$only" = --fuzz ]; then
    while IFS=: read -r file line; do
        folder=$(dirname "$file") name=${line#func }
        name=${name%%(*}
        stage "$(basename "$folder")-$name" go test -tags "$TAGS" -run '^$' -fuzz "^$name\$" -fuzztime "${SECONDSTORY_SOAK_FUZZ:-3m}" "./$folder"
    done < <(grep -ro --include='*_test.go' '^func Fuzz[A-Za-z]*(' backend | sort)
fi
if [ -z "$only" ] || [ "$only" = --window ]; then
    stage window build/e2e.sh --project chromium -g 'power cuts'
fi

printf '\n'
printf '%s\n' "${summary[@]}"
[ ${#failed[@]} -eq 0 ]
