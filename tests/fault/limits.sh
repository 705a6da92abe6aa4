#!/bin/bash
# Few descriptors, little memory, no inodes, small files: a clean failure, and a plain rerun
# recovers.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

report earlier/one.txt 05/05/2023
cp -r "$REPORTS" in
archive archive
"$ANNALS" create archive earlier >out 2>err || said 'the earlier month is archived'
cp -a archive archive.start
cp -a home home.start
again() { rm -rf archive home && cp -a archive.start archive && cp -a home.start home; }

# limited FLAG LIMIT...: create under each limit of bash's ulimit, then without one.
limited() {
	local flag=$1 limit misses='' failed=0
	shift
	for limit in "$@"; do
		again
		before=$(sha256sum archive/2023/*)
		run timeout 60 bash -c "trap '' XFSZ; ulimit -$flag $limit || exit 9
			exec '$ANNALS' create archive in --jobs 2"
		case $status in
		0) ;;
		3) failed=$((failed + 1)) ;;
		127) # the program is not even started
			grep -q 'error while loading shared libraries' err &&
				failed=$((failed + 1)) && : >err ||
				misses="$misses $limit:status-$status"
			;;
		*) misses="$misses $limit:status-$status" ;;
		esac
		[ $status = 0 ] || [ "$(grep -c '^annals: ' err)" = "$(wc -l <err)" ] ||
			misses="$misses $limit:said-$(head -c 80 err)"
		sha256sum --quiet -c <<<"$before" >/dev/null 2>&1 || misses="$misses $limit:earlier"
		find archive | grep -q annals-tmp && misses="$misses $limit:litter"
		"$ANNALS" verify archive >out 2>err || misses="$misses $limit:left-bad"
		"$ANNALS" create archive in >out 2>err || misses="$misses $limit:rerun"
		"$ANNALS" verify archive >out 2>err || misses="$misses $limit:not-good"
	done
	same "limit -$flag $*: a clean failure, and a plain rerun recovers" "$misses" ''
	same "limit -$flag $1 is a failure" "$([ $failed -gt 0 ] && echo failed)" failed
}

limited n 4 6 8 10 12 16
limited f 1 4 16
if grep -q __asan_init "$ANNALS"; then
	skip 'little memory: a clean failure' 'sanitizers need the address space'
else
	limited v 20000 40000 60000 100000
fi

if [ "$(id -u)" = 0 ] && mkdir small &&
	mount -t tmpfs -o size=4m,nr_inodes=24 tmpfs small 2>err; then
	trap 'umount -l "$T/small"; clean_up' EXIT
	again
	mv archive small/archive
	for i in $(seq 40); do : >"small/filler-$i" || break; done 2>/dev/null
	before=$(tree_digest small/archive)
	expect 'no inodes: a clean failure' 3 "$ANNALS" create small/archive in
	prints 'which says so' err '[Nn]o space'
	same 'earlier files are as they were, and no litter' \
		"$(tree_digest small/archive)" "$before"
	rm small/filler-*
	expect 'with inodes again the same command does it' 0 "$ANNALS" create small/archive in
	expect 'and the archive is good' 0 "$ANNALS" verify small/archive
else
	skip 'no inodes: a clean failure' 'no right to mount a small file system'
fi
finish
