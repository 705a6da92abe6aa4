#!/bin/sh
# tidy.sh FILE...: clang-tidy with the checks of .clang-tidy. $CFLAGS are the build's own.
set -u
printf '%s\n' "$@" |
	xargs -P "$(nproc)" -I '{}' sh -c 'clang-tidy --quiet "$1" -- -DANNALS_VERSION=\"\" $CFLAGS 2>&1' tidy '{}' |
	grep -vE '^[0-9]+ warnings? (generated|treated as)|^Suppressed |^Use -header-filter' |
	sed "s|^$PWD/||" | grep . && exit 1
exit 0
