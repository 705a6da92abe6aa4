#!/bin/sh
# Runs each unit test program given, a line for each, and says at the end how many passed.
set -u
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for test in "$@"; do
	name=${test#*/tests/unit/}
	if "$test" >"$log" 2>&1; then
		count=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log" | head -1)
		passed=$((passed + ${count:-0}))
		echo "ok   $name (${count:-0})"
	else
		failed=$((failed + 1))
		echo "FAIL $name"
		cat "$log"
	fi
done
echo "unit: $passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
