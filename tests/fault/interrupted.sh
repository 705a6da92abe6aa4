#!/bin/bash
# Killed at any time, run twice at once, left without a sidecar: the next run makes it whole.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

anew() {
	rm -rf archive home
	archive archive
}

python3 "$TESTS/support/reports.py" in 600
anew
start=$(date +%s%N)
"$ANNALS" create archive in >out 2>err || said 'six hundred reports are archived'
took=$((($(date +%s%N) - start) / 1000000))
expect 'six hundred reports make a good archive' 0 "$ANNALS" verify archive
want=$(bundles archive | xargs sha256sum)

# Killed at ever later points of the time that it takes.
misses=
for part in 5 10 20 30 40 50 60 70 80 90 95 99; do
	anew
	"$ANNALS" create archive in >/dev/null 2>&1 &
	pid=$!
	sleep "$(awk "BEGIN { print $took * $part / 100000 }")"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	"$ANNALS" verify archive >out 2>err
	status=$?
	if [ -n "$(bundles archive)" ] && [ $status != 0 ]; then
		misses="$misses $part%:left-bad"
	fi
	"$ANNALS" create archive in >out 2>err || misses="$misses $part%:rerun-failed"
	"$ANNALS" verify archive >out 2>err || misses="$misses $part%:not-good"
	[ "$(bundles archive | wc -l)" = "$(wc -l <<<"$want")" ] || misses="$misses $part%:not-all"
	[ "$(find archive -type f | wc -l)" = $((2 + 2 * $(wc -l <<<"$want"))) ] || \
		misses="$misses $part%:litter"
done
same 'killed at any time, a plain rerun completes it' "$misses" ''

first=$(bundles archive | head -1)
rm "$first.minisig"
expect 'a bundle without its sidecar verifies by its checkpoint' 0 "$ANNALS" verify "$first"
expect 'the next run' 0 "$ANNALS" create archive in
same 'gives it its sidecar' "$([ -f "$first.minisig" ] && echo there)" there
check 'which is good' minisign -Vm "$first" -p archive/annals.pub

anew
"$ANNALS" create archive in >one 2>&1 &
one=$!
"$ANNALS" create archive in >two 2>&1 &
two=$!
wait $one
one=$?
wait $two
two=$?
case $one$two in
00 | 03 | 30) ok 'two at once: each ends as it should' ;;
*) fail 'two at once: each ends as it should' "status $one and $two" "$(cat one two)" ;;
esac
expect 'and the rest is done by a rerun' 0 "$ANNALS" create archive in
expect 'the archive is good' 0 "$ANNALS" verify archive
same 'nothing is archived twice' "$(bundles archive | wc -l)" "$(wc -l <<<"$want")"
finish
