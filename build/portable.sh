#!/usr/bin/env bash
# The statistics on a processor of 32 bits and as WebAssembly under Node: every case of
# the other packages again, and the results of this machine's kind to twelve digits. The
# simulations try verdicts and not processors, so they are left out (-short).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
package=./backend/domain/stat

case $(go env GOHOSTARCH) in
amd64 | 386) env GOOS=linux GOARCH=386 CGO_ENABLED=0 go test -short "$package" ;;
*) echo "skipped on 32 bits: this processor cannot run such programs" ;;
esac

runner=$(go env GOROOT)/lib/wasm/go_js_wasm_exec
env GOOS=js GOARCH=wasm CGO_ENABLED=0 go test -short -exec "$runner" "$package"
