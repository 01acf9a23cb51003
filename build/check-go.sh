#!/usr/bin/env bash
# Formatting and vet for every Go file of the repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
: "${TAGS:=webkit2_41,sqlite_fts5}" # as in the Makefile, when run by hand

unformatted=$(find . -name '*.go' -not -path './frontend/node_modules/*' -print0 | xargs -0 gofmt -l)
if [ -n "$unformatted" ]; then
    printf 'gofmt would change:\n%s\n' "$unformatted" >&2
    exit 1
fi
go vet -tags "$TAGS" ./...
