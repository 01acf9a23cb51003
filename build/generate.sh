#!/usr/bin/env bash
# Writes the TypeScript bindings of the bound services, or checks that the
# committed ones still say what the Go code says.
#
#   build/generate.sh           writes frontend/wailsjs
#   build/generate.sh --check   exit 1 and the difference when it is out of date
#
# The toolkit's command line would only compile the program with the tag
# `bindings` and run it; doing so directly needs no second tool chain. In such
# a build the program writes its bindings and ends; it opens no workspace.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
: "${TAGS:=webkit2_41,sqlite_fts5}" # as in the Makefile, when run by hand

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -tags "$TAGS,bindings" -o "$work/bindings" .

# The program reads wails.json in its working folder and writes beside it.
printf '{"name":"secondstory","wailsjsdir":"%s"}\n' "$work" >"$work/wails.json"
(cd "$work" && HOME="$work" tsoutputtype=interfaces ./bindings >"$work/log" 2>&1) || {
    cat "$work/log" >&2
    exit 1
}
find "$work/wailsjs" -type f -exec chmod 644 {} +

if [ "${1:-}" = --check ]; then
    if ! diff -ru frontend/wailsjs "$work/wailsjs"; then
        printf '%s\n' "frontend/wailsjs is out of date. Run: make generate" >&2
        exit 1
    fi
    printf '%s\n' "Bindings: frontend/wailsjs is up to date."
else
    rm -rf frontend/wailsjs
    cp -R "$work/wailsjs" frontend/wailsjs
    printf '%s\n' "Bindings: written to frontend/wailsjs."
fi
