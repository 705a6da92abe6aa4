#!/bin/bash
# Who is believed, and what is found in bundles that have been altered.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

archive archive
"$ANNALS" create archive "$REPORTS" >/dev/null 2>&1
bundle=archive/2023/test-2023-06.tar.zst
expect 'a bundle is good' 0 "$ANNALS" verify $bundle
expect 'quickly too' 0 "$ANNALS" verify --quick $bundle
expect 'an archive is good' 0 "$ANNALS" verify archive
expect 'several at once are good' 0 "$ANNALS" verify archive/2023/*.tar.zst
expect 'each finding is a line of JSON' 0 "$ANNALS" verify --json archive
prints_json 'which a JSON reader reads'

# Trust.
mkdir nobody
expect 'without a key that is believed it is untrusted' 1 env ANNALS_HOME="$T/nobody" "$ANNALS" \
	verify $bundle
id=$(sed -n '1s/.*\([0-9A-F]\{16\}\).*/\1/p' archive/annals.pub)
if cat out err | grep -qi "${id:-no key id}"; then
	ok 'and the message says whose key it would need'
else
	said 'and the message says whose key it would need'
fi
expect 'with the key given it is good' 0 \
	env ANNALS_HOME="$T/nobody" "$ANNALS" verify --key archive/annals.pub $bundle
minisign -G -W -p other.pub -s other.key >/dev/null 2>&1
expect 'with another key it is untrusted' 1 \
	env ANNALS_HOME="$T/nobody" "$ANNALS" verify --key other.pub $bundle
expect 'a key found beside the bundle is not believed' 1 \
	env ANNALS_HOME="$T/nobody" "$ANNALS" verify archive
expect 'nothing untrusted is extracted' 1 \
	env ANNALS_HOME="$T/nobody" "$ANNALS" extract $bundle -C none
same 'and nothing of it is left' "$(find none -type f 2>/dev/null | wc -l)" 0

# Altered bundles: never good, never a crash, never without a word.
mkdir altered
caught() {
	local claim=$1 level=$2 how=$3 missed='' where
	shift 3
	for where in "$@"; do
		cp $bundle.minisig altered/b.tar.zst.minisig
		python3 "$TESTS/integration/alter.py" $bundle altered/b.tar.zst "$how" "$where"
		# shellcheck disable=SC2086
		run timeout 60 "$ANNALS" verify $level altered/b.tar.zst
		[ "$status" = 1 ] || [ "$status" = 3 ] || missed="$missed $where:$status"
		[ -s err ] || [ -s out ] || missed="$missed $where:silent"
	done
	same "$claim" "$missed" ''
}
places='0 4 5 9 60 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 -1000 -200 -80 -40 -18 -17 -9 -5 -4 -1'
# shellcheck disable=SC2086
{
	caught 'a bit turned anywhere is found' '' flip $places
	caught 'quickly too' --quick flip $places
	caught 'a sector turned around is found' '' invert 0 0.25 0.5 0.75 -600
	caught 'a cut anywhere is found' '' cut 0 1 17 $places
	caught 'a byte put in is found' '' insert $places
	caught 'a byte taken out is found' '' remove $places
	caught 'a sector doubled is found' '' double 0 0.5 -600
	caught 'bytes behind the end are found' '' append 0
	caught 'a skippable frame in front is found' '' prepend 0
}
: >altered/b.tar.zst
expect 'an empty file is no bundle' '1|3' "$ANNALS" verify altered/b.tar.zst

# Altered sidecars.
cp $bundle altered/b.tar.zst
missed=
for where in 0.1 0.3 0.5 0.7 0.95 -1; do
	python3 "$TESTS/integration/alter.py" $bundle.minisig altered/b.tar.zst.minisig flip \
		"$where"
	run "$ANNALS" verify altered/b.tar.zst
	[ "$status" = 1 ] || [ "$status" = 3 ] || missed="$missed $where:$status"
done
same 'a sidecar altered anywhere is found, even in its untrusted comment' "$missed" ''
rm altered/b.tar.zst.minisig
mkfifo altered/b.tar.zst.minisig
expect 'a FIFO in its place does not hang' '0|1|3' timeout 20 "$ANNALS" verify altered/b.tar.zst
cp archive/2023/test-2023-05.tar.zst.minisig altered/other.minisig
mv altered/other.minisig altered/b.tar.zst.minisig 2>/dev/null
expect "another bundle's sidecar is found" 1 "$ANNALS" verify altered/b.tar.zst

expect 'what is not there cannot be told' 3 "$ANNALS" verify nowhere.tar.zst
mkdir empty
expect 'of an empty folder nothing can be told' 3 "$ANNALS" verify empty
finish
