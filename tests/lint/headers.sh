#!/bin/sh
# Every header stands alone, and twice in a row. $CFLAGS are the build's own.
set -u
check() {
	printf '#include "%s"\n#include "%s"\nextern int nothing;\n' "$1" "$1" |
		${CC:-gcc} $CFLAGS -DANNALS_VERSION=__FILE__ -fsyntax-only -x c - 2>&1 |
		sed "s|^<stdin>:[0-9]*|$1:1|"
}
for header in $(find archiver format keys tests -name '*.h' | LC_ALL=C sort); do
	check "$header"
done | grep . && exit 1
exit 0
