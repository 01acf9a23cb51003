#!/bin/sh
# Writes the fixtures anew. Needs R and, for Python 3, SciPy, statsmodels and mpmath.
set -eu
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
Rscript --vanilla counts.R "$out"
Rscript --vanilla samples.R "$out"
Rscript --vanilla charts.R "$out"
"${PYTHON:-/usr/bin/python3}" tables.py "$out"
"${PYTHON:-/usr/bin/python3}" orders.py "$out"
for file in "$out"/*.csv; do
    gzip -9 -n -c "$file" >"../$(basename "$file").gz"
done
