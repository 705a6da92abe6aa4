#!/bin/sh
# Every header stands alone, and twice in a row. $CFLAGS are the build's own.
set -u
check() {
	case $1 in
	archiver/pdf/*) more=$(pkg-config --cflags poppler-glib libjpeg | sed 's/-I/-isystem /g') ;;
	*) more= ;;
	esac
	printf '#include "%s"\n#include "%s"\nextern int nothing;\n' "$1" "$1" |
		${CC:-gcc} $CFLAGS $more -DANNALS_VERSION=__FILE__ -fsyntax-only -x c - 2>&1 |
		sed "s|^<stdin>:[0-9]*|$1:1|"
}
for header in $(find archiver format keys tests -name '*.h' | LC_ALL=C sort); do
	check "$header"
done | grep . && exit 1
exit 0
