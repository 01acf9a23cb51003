#!/usr/bin/env bash
# Drives the real program on an invisible screen.
#
#   build/e2e.sh [PLAYWRIGHT ARGS...]   the flows, for example --project chromium -g undo
#   build/e2e.sh --screens              pictures into build/screens
#   build/e2e.sh --pictures             pictures of README and help, into assets/pictures
#   build/e2e.sh --bench                the window beside an empty one, into build/bench
#
# The screen is always an own one, so that nothing opens on the person's
# display and every picture has the same size.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v xvfb-run >/dev/null || {
    printf '%s\n' "Xvfb is missing, so no window can open. Run: make setup-test" >&2
    exit 2
}
# The server begins anew when its last client goes, and turns away whoever comes in
# that moment ("failed to init GTK"): between two windows there is no client.
screen=(env -u WAYLAND_DISPLAY GDK_BACKEND=x11 xvfb-run -a -s '-screen 0 1920x1200x24 -nolisten tcp -noreset')
playwright=(e2e/node_modules/.bin/playwright test -c)

if [ "${1:-}" = --screens ]; then
    shift
    rm -rf build/screens
    mkdir -p build/screens
    "${screen[@]}" "${playwright[@]}" e2e/screens.config.ts "$@"
    printf 'Pictures: build/screens\n'
    exit
fi

if [ "${1:-}" = --pictures ]; then
    shift
    exec "${screen[@]}" "${playwright[@]}" e2e/pictures.config.ts "$@"
fi

if [ "${1:-}" = --bench ]; then
    shift
    exec "${screen[@]}" "${playwright[@]}" e2e/bench.config.ts "$@"
fi

exec "${screen[@]}" "${playwright[@]}" e2e/playwright.config.ts "$@"
