#!/bin/bash
# Disks that are full, folders that are closed: nothing half-made stands under a final name, earlier
# files
# are as they were, and a plain rerun recovers.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

archive archive
"$ANNALS" create archive "$REPORTS/bao-tinh" --month 2023-05 >/dev/null 2>&1
before=$(tree_digest archive)
unharmed() {
	same "$1: earlier files are as they were, and no litter" "$(tree_digest archive)" "$before"
	expect "$1: the archive is good" 0 "$ANNALS" verify archive
}

# A limit on the size of files, as a disk that fills up at ever later points.
misses=
for blocks in 1 2 4 8 16; do
	run bash -c "trap '' XFSZ; ulimit -f $blocks; exec '$ANNALS' create archive '$REPORTS'"
	[ "$status" = 3 ] || [ "$status" = 0 ] || misses="$misses $blocks:$status"
	[ "$status" = 0 ] && break
done
same 'a limit on file sizes ends in a clean failure' "$misses" ''

rm -rf archive home/signed home/seen
cp -r "$REPORTS" reports
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=160k tmpfs small 2>/dev/null; then
	trap 'umount -l "$T/small"; clean_up' EXIT
	rm -rf home
	archive small/archive
	"$ANNALS" create small/archive reports/bao-tinh --month 2023-05 >/dev/null 2>&1
	head -c 70000 /dev/urandom >small/filler
	before=$(tree_digest small/archive)
	report big/one.txt 03/06/2023
	python3 -c 'import random; random.seed(7); print("\n\n".join(
		"".join(chr(random.randrange(0x4e00, 0x9fa5)) for _ in range(600)) for _ in \
			range(400)))' >>big/one.txt
	expect 'a full disk ends in a clean failure' 3 "$ANNALS" create small/archive big
	prints 'which says so' err '[Nn]o space'
	same 'earlier files are as they were, and no litter' "$(tree_digest small/archive)" \
		"$before"
	rm small/filler
	mount -o remount,size=8m small
	expect 'with room again the same command does it' 0 "$ANNALS" create small/archive big
	expect 'and the archive is good' 0 "$ANNALS" verify small/archive
	mount -o remount,size=8m,ro small
	report big/two.txt 04/06/2023
	expect 'a disk that is read-only ends in a clean failure' 3 "$ANNALS" create small/archive \
		big
	expect 'and can be verified' 0 "$ANNALS" verify small/archive
else
	skip 'a full disk ends in a clean failure' 'no right to mount a small file system'
fi
finish
