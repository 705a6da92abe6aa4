#!/bin/bash
# Bundles of an archive are one history; what is missing from it, turned back or forked is named.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

archive archive
"$ANNALS" create archive "$REPORTS" >/dev/null 2>&1
report late/one.txt 14/06/2023
"$ANNALS" create archive late >/dev/null 2>&1
same 'four bundles make a history' "$(bundles archive | wc -l)" 4
expect 'which is good' 0 "$ANNALS" verify archive

altered() {
	rm -rf altered
	cp -a archive altered
	(cd altered/2023 && eval "$1")
}
unseen() { env ANNALS_HOME="$T/unseen" "$ANNALS" verify --key archive/annals.pub "$@"; }
unseen_list() { env ANNALS_HOME="$T/unseen" "$ANNALS" list --key archive/annals.pub "$@"; }

altered 'rm test-2023-06.tar.zst*'
expect 'a bundle missing from the middle is named' 1 unseen altered
altered 'rm test-2023-05.tar.zst*'
expect 'a missing first one is named' 1 unseen altered
altered 'for end in "" .minisig; do mv test-2023-07.tar.zst$end test-2023-08.tar.zst$end; done'
expect 'a bundle under another name is named' 1 unseen altered
altered 'cp test-2023-07.tar.zst test-2023-07.2.tar.zst'
expect 'the same bundle twice is named' 1 unseen altered
rm -rf unseen
altered 'rm test-2023-06.2.tar.zst*'
expect 'a truncated archive is a young one to who has not seen it' 0 unseen altered
expect 'and a rollback to who has' 1 "$ANNALS" verify altered
prints 'which is said' any 'had 19 leaves when it was seen last'

altered 'cp test-2023-06.tar.zst copy.tar.zst; cp test-2023-06.tar.zst ..'
expect 'a bundle under a name that is none harms nothing' 0 "$ANNALS" verify altered
prints 'but is named' any '2023/copy.tar.zst is not called as a bundle'
prints 'and one in no year too' any ': test-2023-06.tar.zst is not called as a bundle'
altered 'rm test-2023-06.2.tar.zst*'

# Two histories under one origin, signed by one key on two machines.
cp -a home home.fork
cp -a altered fork
report other/two.txt 16/07/2023 'Một tin khác hẳn'
rm -rf home.fork/seen home.fork/signed
env ANNALS_HOME="$T/home.fork" "$ANNALS" create fork other >out 2>err
same 'a fork can be made by who has lost the memory' "$(bundles fork | wc -l)" 4
expect 'and is found by who has seen the first' 1 "$ANNALS" verify fork
forked=fork/2023/test-2023-07.2.tar.zst
expect 'and by who lists it' 1 "$ANNALS" list fork
prints 'which is said' any 'a fork'
expect 'or shows an article of it' 1 "$ANNALS" show "$forked" 2023/07/16
expect 'or proves one' 1 "$ANNALS" prove "$forked" 2023/07/16
expect 'or extracts one' 1 "$ANNALS" extract "$forked" 2023/07/16 -C taken
same 'of which nothing is left' "$(find taken -type f)" ''
expect 'or would sign it' 1 "$ANNALS" sign "$forked" --key home/test.key
mkdir unpacked && bsdtar -xf "$forked" -C unpacked
expect 'or checks it unpacked' 1 "$ANNALS" verify unpacked/*
expect 'but who has seen nothing reads it' 0 unseen_list fork
cp -a altered refused
expect 'who remembers refuses to sign it' '1|3' "$ANNALS" create refused other
same 'and makes nothing' "$(bundles refused | wc -l)" 3

archive second second
report other/three.txt 17/06/2023
"$ANNALS" create second other >/dev/null 2>&1
cp second/2023/second-2023-06.tar.zst altered/2023/test-2023-08.tar.zst
expect 'a bundle of another origin under a name of the archive is named' 1 unseen altered
cp second/2023/second-2023-06.tar.zst* archive/2023/
expect 'a bundle of another origin in the archive is named' 1 "$ANNALS" verify archive
finish
