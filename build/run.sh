#!/usr/bin/env bash
# Opens the window, or says why it cannot and what works without one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    cat >&2 <<'TEXT'

There is no display here (DISPLAY and WAYLAND_DISPLAY are both empty), so the
window cannot open. Everything is built. Without a display, use:

  build/bin/secondstory-cli help                 the commands, which need no window
  xvfb-run -a build/bin/secondstory --sample     the window on an invisible screen (package xvfb)
  make test                                      every test; it brings its own screen
TEXT
    exit 2
fi
printf '%s\n' "Opening the window. Close it to end this command."
exec build/bin/secondstory "$@"
