#!/bin/bash
# What is taken out: verified first, whole, in its place, and proved on its own.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

archive archive
"$ANNALS" create archive "$REPORTS" >/dev/null 2>&1
bundle=archive/2023/test-2023-05.tar.zst
name=test-2023-05

expect 'a bundle is extracted' 0 "$ANNALS" extract $bundle -C all
mkdir tar
tar --zstd -xf $bundle -C tar
same 'as the bag that tar unpacks' "$(tree_digest all/$name)" "$(tree_digest tar/$name)"
expect 'and the folder verifies' 0 "$ANNALS" verify all/$name
before=$(tree_digest all)
expect 'nothing is overwritten' 3 "$ANNALS" extract $bundle -C all
same 'all is as it was' "$(tree_digest all)" "$before"

id=$("$ANNALS" list $bundle 2>/dev/null | grep -o '2023/05/12/[a-z0-9-]*' | head -1)
expect 'one article is extracted' 0 "$ANNALS" extract $bundle "$id" -C one
files='article.tlog-proof article.txt captions.txt extraction.json metadata.json original.txt'
# shellcheck disable=SC2086
same 'into a folder of its id' "$(cd one && find . -type f | LC_ALL=C sort)" \
	"$(printf "./$id/%s\n" $files)"
expect 'which verifies with no bundle at hand' 0 "$ANNALS" verify "one/$id"
same 'its files are those of the bag' "$(cd one && sha256sum "$id"/*.txt "$id"/*.json)" \
	"$(cd tar/$name/data && sha256sum "$id"/*.txt "$id"/*.json)"
expect 'a part of the id that fits only one is enough' 0 "$ANNALS" extract $bundle "${id%???}" -C \
	part
expect 'a part that fits several is refused' '2|3' "$ANNALS" extract $bundle 2023/05 -C several
expect 'an id that is not there is refused' '2|3' "$ANNALS" extract $bundle 2023/05/12/no-such -C \
	none
same 'and nothing is made' "$(find several none -type f 2>/dev/null | wc -l)" 0
expect 'only what is asked for is extracted' 0 \
	"$ANNALS" extract $bundle "$id" --only text,captions -C only
same 'that is three files with the proof' "$(find only -type f | wc -l)" 3
expect 'and still verifies' 0 "$ANNALS" verify "only/$id"

expect 'a proof alone is made' 0 "$ANNALS" prove $bundle "$id" -o proof
same 'the same as beside the article' "$(sha256sum <proof)" \
	"$(sha256sum <"one/$id/article.tlog-proof")"

# What has been changed since.
echo >>"one/$id/article.txt"
expect 'an article altered after extraction is found' 1 "$ANNALS" verify "one/$id"
rm "one/$id/article.txt"
expect 'one file less is no fault' 0 "$ANNALS" verify "one/$id"
printf 'x' >"one/$id/extra.txt"
expect 'a file that the leaf does not know is found' 1 "$ANNALS" verify "one/$id"
echo >>"all/$name/data/$id/captions.txt"
expect 'a bag altered after extraction is found' 1 "$ANNALS" verify all/$name
rm "tar/$name/data/$id/captions.txt"
expect 'a bag with a file less is found' 1 "$ANNALS" verify tar/$name

# Show: the same text, and nothing that a terminal would obey.
expect 'an article is shown' 0 "$ANNALS" show $bundle "$id"
prints 'with its headline' out 'Văn Chấn phát động'
expect 'its captions are shown' 0 "$ANNALS" show $bundle "$id" --captions
same 'all three' "$(grep -c . out)" 3
expect 'its original is shown byte for byte' 0 "$ANNALS" show $bundle "$id" --original
same 'as it came' "$(sha256sum <out)" "$(sha256sum <"$REPORTS/cong-thong-tin/van-chan-thi-dua.txt")"
expect 'its metadata is shown' 0 "$ANNALS" show $bundle "$id" --metadata
prints_json 'as JSON'

mkdir readonly && chmod 555 readonly
mkdir outside && ln -s "$T/outside" link
expect 'a symbolic link within the target is not followed' '0|3' "$ANNALS" extract $bundle "$id" \
	-C dir
rm -rf dir && mkdir -p dir && ln -s "$T/outside" dir/2023
expect 'not even where the id would lead through it' 3 "$ANNALS" extract $bundle "$id" -C dir
same 'nothing is written outside' "$(find outside -type f | wc -l)" 0
finish
