#!/usr/bin/env bash
# Makes this machine ready: checks Go, Node and npm, installs the system
# packages that are missing, fetches front-end packages from the lock file and
# the Go modules. What is already there is left alone, so a second run needs
# neither the network nor root.
#
#   build/setup.sh run    what building and opening the window needs
#   build/setup.sh test   that, and what the tests need
#
# Exit status: 0 ready; 2 something is missing that cannot be installed here
# (the message names it and the exact command); 1 an installation failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

purpose=${1:-run}
case $purpose in
run | test) ;;
*)
    echo "usage: build/setup.sh run|test" >&2
    exit 2
    ;;
esac

# A compiler for cgo, and GTK with WebKit, which draw the window.
run_packages=(gcc libc6-dev pkg-config libgtk-3-dev libwebkit2gtk-4.1-dev)
# A screen, two browsers to drive, and readers for windows, pictures and PDF.
# iproute2 brings loopback up in the network test's namespace. git is the peer
# of the shared spaces: its daemon, its http backend and its fsck; openssh-server,
# gitolite3 and nginx (below) are others, which the tests start by themselves on
# loopback.
test_packages=(xvfb xauth webkit2gtk-driver x11-utils xdotool imagemagick poppler-utils iproute2 ripgrep git openssh-server gitolite3)

say() { printf '%s\n' "$*"; }

missing() {
    printf '\n' >&2
    printf '%s\n' "$@" >&2
    exit 2
}

# version_at_least HAVE WANT: compares dotted numbers.
version_at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

check_go() {
    local want have
    want=$(awk '$1 == "go" { print $2; exit }' go.mod)
    command -v go >/dev/null || missing \
        "Go is missing. Second Story needs Go $want or newer." \
        "Install it from https://go.dev/dl/ and make sure that 'go' is on the PATH."
    # From outside the module: an old Go refuses to answer inside a newer one.
    have=$(cd / && go env GOVERSION)
    have=${have#go}
    have=${have%%[!0-9.]*}
    version_at_least "$have" "$want" || missing \
        "Go $have is too old. Second Story needs Go $want or newer." \
        "Install it from https://go.dev/dl/ ('go' here is $(command -v go))."
}

check_node() {
    local want=20.19.0 have
    command -v node >/dev/null || missing \
        "Node is missing. Second Story needs Node ${want%.*} or newer." \
        "Install it from https://nodejs.org/ and make sure that 'node' is on the PATH."
    have=$(node -p 'process.versions.node')
    version_at_least "$have" "$want" || missing \
        "Node $have is too old. Second Story needs Node ${want%.*} or newer." \
        "Install it from https://nodejs.org/ ('node' here is $(command -v node))."
    command -v npm >/dev/null || missing \
        "npm is missing. It belongs to Node; on some systems it is a package of its own." \
        "Install npm and make sure that it is on the PATH."
}

# The toolkit's names elsewhere. Nothing is installed there: these systems are
# not tested, and a wrong guess with root rights is worse than a list.
other_platform() {
    local packages
    case $1 in
    darwin) packages="Xcode command line tools (xcode-select --install)" ;;
    windows) packages="a C compiler such as MinGW-w64, and the WebView2 runtime" ;;
    fedora | rhel | centos) packages="gcc pkgconf-pkg-config gtk3-devel webkit2gtk4.1-devel" ;;
    arch) packages="gcc pkgconf gtk3 webkit2gtk-4.1" ;;
    opensuse* | suse) packages="gcc pkgconf gtk3-devel webkit2gtk3-devel" ;;
    *) packages="a C compiler, pkg-config, GTK 3 and WebKitGTK 4.1 with their development files" ;;
    esac
    missing "This system ($1) is set up by hand: only Debian 12 and Ubuntu 24.04 are set up by this script." \
        "Install: $packages" \
        "For the tests also: Xvfb, xauth, WebKitWebDriver, Chromium, xdotool, xwininfo, ImageMagick, poppler-utils, iproute2, git, OpenSSH server." \
        "Then: make run SKIP_SYSTEM_PACKAGES=1, make test SKIP_SYSTEM_PACKAGES=1"
}

platform() {
    case $(uname -s) in
    Linux)
        # shellcheck disable=SC1091 # read where it runs
        (. /etc/os-release 2>/dev/null && printf '%s %s' "${ID:-linux}" "${ID_LIKE:-}") || printf 'linux'
        ;;
    Darwin) printf 'darwin' ;;
    MINGW* | MSYS* | CYGWIN*) printf 'windows' ;;
    *) uname -s ;;
    esac
}

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# as_root COMMAND...: runs it with root rights, or returns 1 having run nothing.
root_prefix() {
    if [ "$(id -u)" = 0 ]; then
        printf ''
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        # With a terminal sudo may ask for the password itself.
        printf 'sudo '
    else
        return 1
    fi
}

apt_get() {
    # Word splitting of the prefix is meant: it is empty or "sudo".
    # shellcheck disable=SC2086
    ${prefix}env DEBIAN_FRONTEND=noninteractive apt-get \
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -qq "$@"
}

# keep_down PACKAGE UNIT…: the tests want the program of a server, and nobody asked for
# one that listens on this machine from now on. Before the package can start it, its
# units are masked, or, where no systemd runs, starting services is forbidden for as
# long as packages are installed.
keep_down() {
    local package=$1
    shift
    # Word splitting of the prefix is meant here too.
    # shellcheck disable=SC2086
    if [ -d /run/systemd/system ]; then
        ${prefix}systemctl mask --quiet "$@"
        say "$package: kept from starting; 'systemctl unmask $*' allows it."
    elif [ ! -e /usr/sbin/policy-rc.d ]; then
        printf '#!/bin/sh\nexit 101\n' | ${prefix}sh -c 'cat >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d'
        policy="${prefix}rm -f /usr/sbin/policy-rc.d"
        trap allow_services EXIT
    fi
}

policy=
allow_services() {
    # shellcheck disable=SC2086 # it is a command
    $policy
    policy=
}

lists_are_empty() {
    ! find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' 2>/dev/null | grep -q .
}

install_system_packages() {
    local wanted=("${run_packages[@]}") absent=() package prefix
    [ "$purpose" = run ] || wanted+=("${test_packages[@]}")
    # Ubuntu's chromium is a snap, which a container and a bare session cannot
    # run; there the browser comes from Playwright (see install_browser).
    if [ "$purpose" = test ] && [ "$1" = debian ]; then
        wanted+=(chromium)
    fi
    # Whoever runs a server of these already keeps it as it is.
    if [ "$purpose" = test ]; then
        [ -x /usr/sbin/nginx ] || wanted+=(nginx-light)
        [ -x /usr/sbin/fcgiwrap ] || wanted+=(fcgiwrap)
    fi
    for package in "${wanted[@]}"; do
        is_installed "$package" || absent+=("$package")
    done
    if [ ${#absent[@]} = 0 ]; then
        say "System packages: all ${#wanted[@]} are installed."
        return
    fi
    prefix=$(root_prefix) || missing \
        "These system packages are missing and installing them needs root, which is not available here:" \
        "  ${absent[*]}" \
        "Run this as root, then try again:" \
        "  apt-get update && apt-get install -y --no-install-recommends ${absent[*]}"
    say "System packages: installing ${absent[*]}"
    if lists_are_empty; then
        apt_get update
    fi
    for package in "${absent[@]}"; do
        case $package in
        openssh-server) keep_down "$package" ssh.service ssh.socket ;;
        nginx-light) keep_down "$package" nginx.service ;;
        fcgiwrap) keep_down "$package" fcgiwrap.service fcgiwrap.socket ;;
        esac
    done
    if ! apt_get install -y --no-install-recommends "${absent[@]}" >/dev/null; then
        say "Refreshing the package lists and trying once more."
        apt_get update
        apt_get install -y --no-install-recommends "${absent[@]}" >/dev/null || {
            printf '%s\n' "apt-get could not install: ${absent[*]}" >&2
            exit 1
        }
    fi
    allow_services
}

# The stamp lies inside node_modules so that it goes when the folder goes.
front_end_packages() {
    local stamp=frontend/node_modules/.setup-stamp want
    want="$(sha256sum <frontend/package-lock.json | cut -d ' ' -f 1) node $(node -p 'process.versions.modules')"
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then
        say "Front-end packages: as in the lock file."
        return
    fi
    say "Front-end packages: npm ci"
    (cd frontend && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error) || {
        printf '%s\n' "The front-end packages could not be installed; a first run needs the npm registry." >&2
        exit 1
    }
    printf '%s\n' "$want" >"$stamp"
}

go_modules() {
    go mod download
    say "Go modules: as in go.sum."
}

# Where no system Chromium can be had, Playwright's own is tried; without it
# the flows in Chromium skip and say so, those in WebKit run all the same.
install_browser() {
    [ "$purpose" = test ] || return 0
    command -v chromium >/dev/null && return 0
    (cd frontend && timeout 300 npx --no-install playwright install --with-deps chromium >/dev/null 2>&1) ||
        say "Chromium: not available here (on Ubuntu it is a snap); the flows that need it will be skipped."
}

check_go
check_node
system=$(platform)
if [ -n "${SKIP_SYSTEM_PACKAGES:-}" ]; then
    say "System packages: not checked (SKIP_SYSTEM_PACKAGES is set)."
else
    case " $system " in
    *" debian "*) ;;
    *" ubuntu "*) ;;
    *) other_platform "${system%% *}" ;;
    esac
    command -v dpkg-query >/dev/null || other_platform "${system%% *}"
    install_system_packages "${system%% *}"
fi

# Both wait for the network, not for the processor.
go_modules &
modules=$!
front_end_packages
wait "$modules" || {
    printf '%s\n' "The Go modules could not be fetched; a first run needs the Go module proxy." >&2
    exit 1
}
install_browser
say "Ready."
