#!/bin/sh
# Installs what is missing of the Debian packages that building and testing need.
set -eu

packages="gcc clang make pkg-config libc6-dev libarchive-dev libbrotli-dev libcmocka-dev
libcmark-dev libexpat1-dev libgumbo-dev libjpeg-dev liblzma-dev libpoppler-glib-dev libsodium-dev
libssl-dev libutf8proc-dev
libzstd-dev libyaml-dev zlib1g-dev libclang-rt-14-dev clang-format clang-tidy
libarchive-tools libimage-exiftool-perl mandoc minisign python3 python3-jsonschema
procps qpdf time valgrind zstd binutils"

missing=
for package in $packages; do
	case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || :) in
	*' installed') ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0

as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
echo "installing Debian packages:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq >&2
# shellcheck disable=SC2086  # a list of names
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
