#!/bin/bash
# Runs the tests of the whole program and says at the end how many checks passed: run-whole.sh
# [SCRIPT...]
# $ANNALS is the program. What could not be tried here is said, with the reason.
set -u
cd "$(dirname "$0")/../.." || exit 3
: "${ANNALS:?the path of the program}"
# Debian's own python3 has the packages that the checks need, and starts at once.
PATH=/usr/bin:/bin:$PATH
export PATH ANNALS PYTHONDONTWRITEBYTECODE=1
[ $# -gt 0 ] || set -- tests/integration/*.sh tests/interop/*.sh tests/fault/*.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0
for script in "$@"; do
	echo "-- $script"
	"$script" >"$log" 2>&1 </dev/null
	status=$?
	cat "$log"
	passed=$((passed + $(grep -c '^ok ' "$log")))
	skipped=$((skipped + $(grep -c '^skip ' "$log")))
	faults=$(grep -c '^FAIL ' "$log")
	if [ "$faults" = 0 ] && [ $status != 0 ]; then
		echo "FAIL $script ended with status $status"
		faults=1
	fi
	failed=$((failed + faults))
done
[ $skipped = 0 ] || echo "whole: $skipped skipped, each with its reason above"
echo "whole: $passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
