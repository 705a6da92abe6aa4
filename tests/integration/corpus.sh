#!/bin/bash
# Large corpora, where they are at hand: every original comes back byte for byte.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

if [ -z "${ANNALS_CORPUS:-}" ]; then
	skip 'large corpora come back byte for byte' 'ANNALS_CORPUS is not set'
	finish
fi

# Digests of all originals in a bag, and of all reports in a folder.
originals() { find "$1" -name 'original.*' -type f -print0 | xargs -0 sha256sum | cut -c1-64 | \
	sort; }
reports() { find "$1" -type f -name '*.txt' -print0 | xargs -0 sha256sum | cut -c1-64 | sort -u; }

round_trip() {
	local name=$1 from=$2 bundle=$1/2023/$1-2023-07.tar.zst
	archive "$name" "$name"
	expect "$name: archived" '0|3' "$ANNALS" create "$name" "$from" --undated keep --month \
		2023-07 --jobs 2
	expect "$name: good" 0 "$ANNALS" verify "$name"
	expect "$name: extracted" 0 "$ANNALS" extract "$bundle" -C "$name.out"
	reports "$from" >want
	originals "$name.out" >have
	same "$name: every report came back byte for byte ($(wc -l <want))" \
		"$(comm -23 want <(sort -u have))" ''
	mkdir "$name.tar"
	tar --zstd -xf "$bundle" -C "$name.tar"
	same "$name: from tar too" "$(originals "$name.tar" | sha256sum)" "$(sha256sum <have)"
	expect "$name: the bag is valid" 0 python3 "$TESTS/interop/bagit_check.py" \
		"$name.tar/$name-2023-07"
	rm -rf "$name.out" "$name.tar"
}

mkdir viwiki
tar --zstd -xf "$ANNALS_CORPUS/viwiki-vlc-laws.tar.zst" -C viwiki
mv viwiki viwiki.in
round_trip viwiki viwiki.in
round_trip ntrex "$ANNALS_CORPUS/ntrex/vie"
finish
