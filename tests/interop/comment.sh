#!/bin/bash
# A signature by the right key over the right bytes, whose trusted comment is about something else.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

archive archive
"$ANNALS" create archive "$REPORTS" >/dev/null 2>&1
bundle=archive/2023/test-2023-05.tar.zst
key=$(ls "$ANNALS_HOME"/*.key)
resign() {
	rm -f $bundle.minisig
	minisign -S -s "$key" -m $bundle -x $bundle.minisig -t "$1" >/dev/null </dev/null
}

resign "$(printf 'timestamp:1795579159\tfile:test-2023-05.tar.zst\thashed')"
expect 'a comment as stock minisign writes it is good' 0 "$ANNALS" verify $bundle
resign "$(printf 'timestamp:1795579159\tfile:other-2023-05.tar.zst\thashed')"
expect 'a comment about another file is not' 1 "$ANNALS" verify $bundle
prints 'and breaks its rule' out 'SIDE-2'
finish
