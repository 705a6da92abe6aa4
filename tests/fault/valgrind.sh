#!/bin/bash
# Every command on a few reports under valgrind: no byte is read that was not written, none is lost.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

if ! command -v valgrind >/dev/null; then
	skip 'valgrind finds nothing' 'it is not installed'
	finish
elif grep -q __asan_init "$ANNALS"; then
	skip 'valgrind finds nothing' 'this build has sanitizers of its own'
	finish
fi

# grind CLAIM STATUS COMMAND...: a fault that valgrind finds ends with 99, in children too.
grind() {
	local claim=$1 status=$2
	shift 2
	expect "valgrind finds nothing: $claim" "$status" valgrind --quiet --error-exitcode=99 \
		--leak-check=full --errors-for-leak-kinds=definite,indirect,possible \
		--trace-children=no "$ANNALS-full" "$@"
}

cp -r "$REPORTS/hoi-an" in
grind init 0 init archive --origin example.org/test --name test --no-passphrase
grind gather 0 gather in
grind create 0 create archive in --jobs 2 --level 3
bundle=$(bundles archive)
grind 'create, with nothing to do' 0 create archive in --jobs 2
grind verify 0 verify archive --jobs 2
grind list 0 list "$bundle"
article=$("$ANNALS" list "$bundle" --json | sed -n 's/.*"id":"\([^"]*\)".*/\1/p' | head -1)
grind show 0 show "$bundle" "$article"
grind prove 0 prove "$bundle" "$article" -o proof
grind extract 0 extract "$bundle" -C bag
grind 'extract, one article' 0 extract "$bundle" "$article" -C one
grind 'verify, an unpacked bag' 0 verify bag/*

# Failures take other ways out.
printf x | dd of="$bundle" bs=1 seek=100 conv=notrunc 2>/dev/null
grind 'verify, a damaged bundle' 1 verify "$bundle"
grind 'create, in a damaged archive' '0|1|3' create archive "$REPORTS/bao-tinh"
grind 'a wrong command line' 2 create
finish
