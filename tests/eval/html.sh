#!/bin/bash
# html.sh: what annals reads out of saved pages, scored against what people found in them.
#
# ANNALS_EVAL_HTML names a folder with gold.jsonl.zst, pages-*.tar.zst, score.py and
# scores.md (what others reach on the same pages). Nothing of it is kept here.
set -eu
cd "$(dirname "$0")"
gold=${ANNALS_EVAL_HTML:?names the folder with pages and gold}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for pages in "$gold"/pages-*.tar.zst; do
	zstd -dcq --long=27 "$pages" | tar -x -C "$work"
done
zstd -dcq "$gold/gold.jsonl.zst" >"$work/gold.jsonl"
cd "$work"
find pages -name '*.html' | LC_ALL=C sort >list
status=0
"$ANNALS" gather --json - <list >gathered.jsonl 2>messages || status=$?
# 3: some pages were refused; their reasons are printed below.
[ "$status" = 0 ] || [ "$status" = 3 ] || { cat messages; exit "$status"; }
python3 "$OLDPWD/html_predict.py" gold.jsonl <gathered.jsonl >annals.jsonl
python3 "$OLDPWD/html_suites.py" "$gold" gold.jsonl annals.jsonl
echo
echo "What others reach on these pages:"
cat "$gold/scores.md"
