#!/bin/bash
# Large corpora, where they are at hand: every report comes back byte for byte.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

if [ -z "${ANNALS_CORPUS:-}" ]; then
	skip 'large corpora come back byte for byte' 'ANNALS_CORPUS is not set'
	skip 'other languages gain nothing Vietnamese' 'ANNALS_CORPUS is not set'
	finish
fi

# digests FOLDER PATTERN: of all files so named, each once; an empty file is no report.
digests() {
	find "$1" -type f -size +0 -name "$2" -print0 | xargs -0 sha256sum | cut -c1-64 | sort -u
}

# What has no day goes into July 2023, what has one into its own month.
round_trip() {
	local name=$1 from=$2 bundle
	archive "$name" "$name"
	expect "$name: what has no day is archived" '0|3' \
		"$ANNALS" create "$name" "$from" --undated keep --month 2023-07
	expect "$name: and the rest" '0|3' "$ANNALS" create "$name" "$from"
	expect "$name: the archive is good" 0 "$ANNALS" verify "$name"
	mkdir "$name.tar"
	for bundle in $(bundles "$name"); do
		run "$ANNALS" extract "$bundle" -C "$name.out"
		[ "$status" = 0 ] || said "$name: $bundle is extracted"
		tar --zstd -xf "$bundle" -C "$name.tar"
	done
	digests "$from" '*.txt' >want
	digests "$name.out" 'original.*' >have
	same "$name: all $(wc -l <want) reports came back byte for byte" "$(comm -23 want have)" ''
	same "$name: tar unpacks the same" "$(tree_digest "$name.tar")" "$(tree_digest "$name.out")"
	bundle=$name.tar/$name-2023-07
	expect "$name: the bag is valid" 0 python3 "$TESTS/interop/bagit_check.py" "$bundle"
	rm -rf "$name.out" "$name.tar"
}

mkdir viwiki.in
tar --zstd -xf "$ANNALS_CORPUS/viwiki-vlc-laws.tar.zst" -C viwiki.in
round_trip viwiki viwiki.in
round_trip ntrex "$ANNALS_CORPUS/ntrex/vie"

mkdir languages
tar --zstd -xf "$ANNALS_CORPUS/ntrex/ntrex-128-all.tar.zst" -C languages
rm languages/ntrex/*.md languages/ntrex/*.tsv
# None has a date, which is said and is no failure of reading.
expect 'reports in 128 languages are gathered' 3 "$ANNALS" gather --json languages/ntrex
cp out gathered
same 'those in another language gain nothing that is read out of Vietnamese ones' \
	"$(python3 "$TESTS/integration/foreign.py" languages/ntrex <gathered | tail -n 9)" \
	'15621 reports, 127 languages'
same 'the metadata of all is valid ninjs 3.1' \
	"$(python3 "$TESTS/interop/ninjs_check.py" --gathered <gathered)" 'valid: 15744'
finish
