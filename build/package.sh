#!/usr/bin/env bash
# Writes packages of this version into build/packages.
#
#   build/package.sh deb       secondstory_*.deb (the window and all commands) and
#                              secondstory-cli_*.deb (the commands alone, which need no
#                              window, and the verifier)
#   build/package.sh windows   secondstory-*-windows.zip and, where makensis is there, an
#                              installer; needs the MinGW compiler of the distribution
#   build/package.sh macos     secondstory-*-macos-*.zip with Second Story.app and the commands;
#                              on a Mac alone, as the window needs Apple's own compiler and
#                              frameworks. NOT TRIED: no Mac was at hand (README, "On a Mac")
#
# The same commit gives the same bytes: times inside are those of the commit.
# Exit status: 0 written; 2 something is missing here (the message names it).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=$(sed -n 's/.*"productVersion": "\(.*\)".*/\1/p' wails.json)
comment=$(sed -n 's/.*"comments": "\(.*\)".*/\1/p' wails.json)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
packages=build/packages
maker='The makers of Second Story <maintainers@secondstory.invalid>'
link="-s -w -X main.version=$version"

missing() {
    printf '%s\n' "$@" >&2
    exit 2
}

# put MODE FROM TO: a copy with a mode, below folders that everybody may read.
put() { install -D -m "$1" "$2" "$3"; }

# page ROOT NAME: the manual page of a command.
page() {
    mkdir -p "$1/usr/share/man/man1"
    gzip -9n <"build/man/$2.1" >"$1/usr/share/man/man1/$2.1.gz"
    chmod 644 "$1/usr/share/man/man1/$2.1.gz"
}

# papers NAME ROOT: the licence and the changes where Debian looks for them.
papers() {
    local doc=$2/usr/share/doc/$1
    mkdir -p "$doc"
    {
        printf 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n'
        printf 'Upstream-Name: Second Story\n\nFiles: *\nCopyright: the makers of Second Story\nLicense: Apache-2.0\n'
        printf ' On Debian systems the text of this licence is in /usr/share/common-licenses/Apache-2.0.\n\n'
        printf 'Files: usr/bin/*\nCopyright: the makers of Inter and of Geist Mono, whose fonts are inside\nLicense: OFL-1.1\n'
        cat assets/fonts/OFL-*.txt | sed 's/^$/./; s/^/ /'
    } >"$doc/copyright"
    gzip -9n <CHANGELOG.md >"$doc/NEWS.md.gz"
    printf 'secondstory (%s) stable; urgency=medium\n\n  * What changed stands in NEWS.md.gz.\n\n -- %s  %s\n' \
        "$version" "$maker" "$(date -uRd "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$doc/changelog.gz"
    chmod 644 "$doc"/*
}

# needs BINARY: the packages whose libraries a program is linked with, by the
# package manager's own reckoning.
needs() {
    local room
    room=$(mktemp -d)
    mkdir "$room/debian"
    printf 'Source: secondstory\n\nPackage: secondstory\nArchitecture: any\n' >"$room/debian/control"
    (cd "$room" && dpkg-shlibdeps -O -e"$1" 2>/dev/null) | sed -n 's/^shlibs:Depends=//p'
    rm -rf "$room"
}

# deb NAME ROOT DESCRIPTION FIELDS: writes the package of a tree.
deb() {
    local name=$1 root=$2 target arch
    arch=$(dpkg --print-architecture)
    target=$packages/${name}_${version}_$arch.deb
    mkdir -p "$root/DEBIAN"
    {
        printf 'Package: %s\nVersion: %s\nArchitecture: %s\n' "$name" "$version" "$arch"
        printf 'Maintainer: %s\n' "$maker"
        printf 'Installed-Size: %s\nSection: misc\nPriority: optional\n' "$(du -sk --exclude=DEBIAN "$root" | cut -f1)"
        printf '%s' "$4"
        printf 'Description: %s\n' "$3"
    } >"$root/DEBIAN/control"
    (cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
    find "$root" -type d -exec chmod 755 {} +
    chmod 644 "$root"/DEBIAN/*
    find "$root" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz --build "$root" "$target" >/dev/null
    printf '%s\n' "$target"
}

make_deb() {
    command -v dpkg-deb >/dev/null || missing "dpkg-deb is missing: Debian packages are made on Debian or Ubuntu."
    command -v dpkg-shlibdeps >/dev/null || missing "dpkg-shlibdeps is missing. Install it: apt-get install dpkg-dev"
    local room bin
    room=$(mktemp -d)
    # shellcheck disable=SC2064 # the folder of now
    trap "rm -rf '$room'" EXIT
    bin=$room/bin
    go build -trimpath -tags "desktop,production,$TAGS" -ldflags "$link" -o "$bin/secondstory" .
    go build -trimpath -tags sqlite_fts5 -ldflags "$link" -o "$bin/secondstory-cli" ./backend/cmd/secondstory-cli
    go build -trimpath -ldflags '-s -w' -o "$bin/secondstory-verify" ./backend/cmd/secondstory-verify

    local root=$room/window
    put 755 "$bin/secondstory" "$root/usr/bin/secondstory"
    put 644 assets/icon/secondstory.svg "$root/usr/share/icons/hicolor/scalable/apps/secondstory.svg"
    put 644 assets/icon/secondstory.png "$root/usr/share/icons/hicolor/256x256/apps/secondstory.png"
    put 644 assets/icon/secondstory-48.png "$root/usr/share/icons/hicolor/48x48/apps/secondstory.png"
    put 644 build/secondstory.desktop "$root/usr/share/applications/secondstory.desktop"
    page "$root" secondstory
    papers secondstory "$root"
    deb secondstory "$root" "$comment
 Leads through a review after something broke, draws its causes, prints its
 report and shares it between teams. Everything stays on this computer until
 a person shares it." "Depends: $(needs "$bin/secondstory")
Recommends: xdg-utils
Suggests: secondstory-cli
"

    root=$room/commands
    put 755 "$bin/secondstory-cli" "$root/usr/bin/secondstory-cli"
    put 755 "$bin/secondstory-verify" "$root/usr/bin/secondstory-verify"
    page "$root" secondstory-cli
    page "$root" secondstory-verify
    papers secondstory-cli "$root"
    deb secondstory-cli "$root" "Commands of Second Story without a window
 Everything the window of Second Story can do, for servers and scripts, and
 secondstory-verify, which checks evidence packs by itself." "Depends: $(needs "$bin/secondstory-cli")
"
}

make_windows() {
    local cc=x86_64-w64-mingw32-gcc room name=secondstory-$version-windows
    command -v $cc >/dev/null || missing "The compiler for Windows is missing. Install it: apt-get install gcc-mingw-w64-x86-64"
    command -v zip >/dev/null || missing "zip is missing. Install it: apt-get install zip"
    room=$(mktemp -d)
    # shellcheck disable=SC2064
    trap "rm -rf '$room'" EXIT
    local folder=$room/$name
    mkdir -p "$folder"
    export GOOS=windows GOARCH=amd64 CGO_ENABLED=1 CC=$cc
    go build -trimpath -tags desktop,production,sqlite_fts5 -ldflags "$link -H windowsgui" -o "$folder/secondstory.exe" .
    go build -trimpath -tags sqlite_fts5 -ldflags "$link" -o "$folder/secondstory-cli.exe" ./backend/cmd/secondstory-cli
    go build -trimpath -ldflags '-s -w' -o "$folder/secondstory-verify.exe" ./backend/cmd/secondstory-verify
    cp LICENSE assets/fonts/OFL-*.txt "$folder/"
    find "$folder" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
    rm -f "$packages/$name.zip"
    (cd "$room" && find "$name" -type f | sort | TZ=UTC zip -qX "$OLDPWD/$packages/$name.zip" -@)
    printf '%s\n' "$packages/$name.zip"
    if command -v makensis >/dev/null; then
        makensis -V2 -DVERSION="$version" -DFROM="$folder" -DTO="$PWD/$packages/secondstory-$version-setup.exe" build/windows.nsi
        printf '%s\n' "$packages/secondstory-$version-setup.exe"
    else
        printf 'No installer: makensis is missing (apt-get install nsis).\n' >&2
    fi
}

# What is used here is in macOS itself or in its command line tools: no GNU program.
make_macos() {
    [ "$(uname -s)" = Darwin ] ||
        missing "The package for macOS is made on a Mac: the window needs Apple's compiler and frameworks. README.md, \"On a Mac\", has the steps."
    xcrun --find clang >/dev/null 2>&1 || missing "The compiler is missing. Install it: xcode-select --install"
    local room name app bin size
    # Programs of Go 1.26 run on no older one.
    export MACOSX_DEPLOYMENT_TARGET=${MACOSX_DEPLOYMENT_TARGET:-12.0}
    name=secondstory-$version-macos-$(go env GOARCH)
    room=$(mktemp -d)
    # shellcheck disable=SC2064
    trap "rm -rf '$room'" EXIT
    app="$room/$name/Second Story.app/Contents"
    bin=$room/$name
    mkdir -p "$app/MacOS" "$app/Resources" "$room/secondstory.iconset"
    export CGO_ENABLED=1
    CGO_LDFLAGS='-framework UniformTypeIdentifiers' \
        go build -trimpath -tags desktop,production,sqlite_fts5 -ldflags "$link" -o "$app/MacOS/secondstory" .
    go build -trimpath -tags sqlite_fts5 -ldflags "$link" -o "$bin/secondstory-cli" ./backend/cmd/secondstory-cli
    go build -trimpath -ldflags '-s -w' -o "$bin/secondstory-verify" ./backend/cmd/secondstory-verify
    sed "s/@VERSION@/$version/; s/@LEAST@/$MACOSX_DEPLOYMENT_TARGET/" build/macos.plist >"$app/Info.plist"
    plutil -lint -s "$app/Info.plist"
    for size in 16 32 128 256; do
        sips -z $size $size assets/icon/secondstory.png --out "$room/secondstory.iconset/icon_${size}x$size.png" >/dev/null
    done
    iconutil -c icns -o "$app/Resources/secondstory.icns" "$room/secondstory.iconset"
    cp LICENSE assets/fonts/OFL-*.txt "$bin/"
    # Signed by nobody ("-"), without which a Mac with Apple's processor starts nothing.
    codesign --force --sign - "$bin/secondstory-cli" "$bin/secondstory-verify" "$bin/Second Story.app"
    rm -f "$packages/$name.zip"
    ditto -c -k --keepParent "$room/$name" "$packages/$name.zip"
    printf '%s\n' "$packages/$name.zip"
    printf 'Neither signed by a known maker nor tried by the makers: see README.md, "On a Mac".\n' >&2
}

mkdir -p "$packages"
case ${1:-} in
deb) make_deb ;;
windows) make_windows ;;
macos) make_macos ;;
*)
    echo "usage: build/package.sh deb|windows|macos" >&2
    exit 2
    ;;
esac
