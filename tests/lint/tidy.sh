#!/bin/sh
# tidy.sh FILE...: clang-tidy with the checks of .clang-tidy. $CFLAGS are the build's own.
#
# A file that was found clean is left alone as long as what the compiler sees of it is the same:
# build/lint keeps an empty file named after the digest of that and of the checks. The analyzer
# stops following a function after 30,000 steps, which takes an eighth of the time of its own
# bound.
set -u
kept=build/lint
mkdir -p $kept
# Any text will do for the version.
CFLAGS="$CFLAGS -DANNALS_VERSION=__FILE__"
analyzer='-Xclang -analyzer-config -Xclang max-nodes=30000'

# look FILE: prints what clang-tidy finds.
look() {
	case $1 in
	format/base/err.c | format/bundle/rule.c) hint= ;;
	*) hint='-include tests/lint/analyzer.h' ;;
	esac
	flags=$CFLAGS less=
	case $1 in
	# What stands for a reader whose library is missing has its parameters, and uses none.
	*_without.c) less=--checks=-readability-non-const-parameter ;;
	archiver/pdf/*)
		flags="$CFLAGS $(pkg-config --cflags poppler-glib libjpeg | sed 's/-I/-isystem /g')"
		;;
	esac
	seen=$({ clang $flags $hint -E -o - "$1" && cat .clang-tidy; } | sha256sum | cut -c1-32)
	[ ! -e "$kept/$seen" ] || return 0
	said=$(clang-tidy --quiet $less "$1" -- $flags $hint $analyzer 2>&1 |
		grep -E ': (error|warning): ' | sed "s|^$PWD/||")
	if [ -z "$said" ]; then : >"$kept/$seen"; else echo "$said"; fi
}

if [ "$1" = --one ]; then
	look "$2"
else
	printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 "$0" --one | grep . && exit 1
	exit 0
fi
