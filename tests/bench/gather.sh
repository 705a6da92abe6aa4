#!/bin/bash
# gather.sh: how fast reports are gathered, with all that is recognised in them.
#
# Over the text corpus of ANNALS_CORPUS, beside what it takes to read its files at all; then over
# texts made to cost more than their length, of 4 and of 8 MiB: where twice the length takes
# much more than twice the time, the last column says so and the status is 1.
#
# CPU seconds (user and system) on one processor; the best of BENCH_RUNS (3) counts.
set -euo pipefail
: "${ANNALS:?the path of the program}"
tests=$(cd "$(dirname "$0")/.." && pwd)
T=$(mktemp -d "${TMPDIR:-/dev/shm}/annals-bench.XXXXXX")
trap 'rm -rf "$T"' EXIT
export ANNALS_HOME=$T/home LC_ALL=C.UTF-8
cd "$T"

# seconds COMMAND: CPU seconds and MiB of the best run; gather's status 3 says it left some out.
seconds() {
	local best='' cpu peak status
	for _ in $(seq "${BENCH_RUNS:-3}"); do
		status=0
		/usr/bin/time -o time -f '%U %S %M' bash -c "$1" >/dev/null 2>err || status=$?
		case $status in
		0 | 3) ;;
		*)
			echo "failed: $1" >&2
			cat err >&2
			return 1
			;;
		esac
		read -r cpu peak < <(awk 'END { printf "%.3f %.0f\n", $1 + $2, $3 / 1024 }' time)
		[ -n "$best" ] && awk "BEGIN { exit !($cpu >= ${best% *}) }" || best="$cpu $peak"
	done
	echo "$best"
}

# row WHAT BYTES SECONDS MIB
row() {
	awk -v what="$1" -v size="$2" -v s="$3" -v peak="$4" 'BEGIN {
		printf "%-36s %8.1f MB %7.2f s %7.1f MB/s %5d MiB\n", what, size / 1e6, s,
			size / 1e6 / (s > 0.001 ? s : 0.001), peak
	}'
}

corpus() {
	local size
	mkdir in
	tar --zstd -xf "$ANNALS_CORPUS/viwiki-vlc-laws.tar.zst" -C in
	size=$(find in -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }')
	# shellcheck disable=SC2046
	row 'the corpus, its files read' "$size" $(seconds 'find in -type f -exec cat {} +')
	# shellcheck disable=SC2046
	row 'the corpus, gathered' "$size" $(seconds "'$ANNALS' gather --json in")
	rm -rf in
}

hard() {
	local text small large form='%-18s 4 MiB %6.2f s, 8 MiB %6.2f s %7.1f MB/s %5d MiB%s\n'
	python3 -B "$tests/bench/hard_texts.py" small 4
	python3 -B "$tests/bench/hard_texts.py" large 8
	for text in small/*.txt; do
		text=$(basename "$text")
		small=$(seconds "'$ANNALS' gather --json small/$text")
		large=$(seconds "'$ANNALS' gather --json large/$text")
		echo "${text%.txt} $small $large" | awk -v form="$form" '{
			worse = $4 > 3 * $2 && $4 > 0.5
			printf form, $1, $2, $4, 8.388608 / $4, $5, worse ? " NOT LINEAR" : ""
			exit worse
		}' || failed=1
	done
}

failed=0
if [ -n "${ANNALS_CORPUS:-}" ]; then
	corpus
else
	echo 'ANNALS_CORPUS is not set: no corpus is gathered' >&2
fi
hard
exit "$failed"
