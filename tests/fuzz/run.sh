#!/bin/bash
# run.sh [SECONDS]: each fuzz target for so many seconds (60), from the inputs found so far.
#
# What is found stays in build/fuzz/<target>/ and is where the next run begins;
# tests/fuzz/seeds/<target>/
# holds inputs to begin with. An input that ends a target badly is left in build/fuzz/ and named.
set -u
cd "$(dirname "$0")/../.." || exit 3
seconds=${1:-60}
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

passed=0 failed=0
for target in build/fuzz-clang/tests/fuzz/*_fuzz; do
	[ -x "$target" ] || continue
	name=$(basename "$target" _fuzz)
	found=build/fuzz/$name
	mkdir -p "$found"
	seeds=tests/fuzz/seeds/$name
	[ -d "$seeds" ] || seeds=
	# shellcheck disable=SC2086
	if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
		-print_final_stats=1 \
		-artifact_prefix="build/fuzz/$name-" "$found" $seeds >"build/fuzz/$name.log" 2>&1; \
			then
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$name.log")
		echo "ok   $name (${runs:-0} inputs, $(find "$found" -type f | wc -l) kept)"
		passed=$((passed + 1))
	else
		echo "FAIL $name"
		tail -n 30 "build/fuzz/$name.log"
		failed=$((failed + 1))
	fi
done
echo "fuzz: $passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
