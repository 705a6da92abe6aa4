#!/bin/bash
# What pictures say of themselves reaches the archive: alone they are articles, beside a report they
# fill what it leaves open.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

# photo FILE HEADLINE CAPTION DATE: a JPEG with those in its IPTC block; an empty one is left out.
photo() {
	mkdir -p "$(dirname "$1")"
	python3 - "$@" <<'PYTHON'
import sys
path, headline, caption, date = sys.argv[1:]
iim = b"".join(
    b"\x1c\x02" + bytes([number]) + len(text.encode()).to_bytes(2, "big") + text.encode()
    for number, text in ((105, headline), (120, caption), (55, date)) if text)
resources = b"8BIM\x04\x04\0\0" + len(iim).to_bytes(4, "big") + iim + b"\0" * (len(iim) % 2)
segment = b"Photoshop 3.0\0" + resources
with open(path, "wb") as f:
    f.write(b"\xff\xd8\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment)
    f.write(b"\xff\xda\0\x02pixels\xff\xd9")
PYTHON
}

archive archive
photo in/alone.jpg 'Lũ về trên sông' 'Nước dâng cao ở bến đò' 20230612
photo in/other.jpg '' 'Chợ nổi họp sớm. Ảnh: Lan Anh' 20230613
photo in/silent.jpg '' '' 20230613
expect 'a folder of pictures gives an article each' 3 "$ANNALS" create archive in
prints 'and one that says nothing is named' any \
	'silent.jpg.*a picture without a report or a caption of its own'
annals list archive/2023/test-2023-06.tar.zst
prints 'its headline is the article'"'"'s' out '2023/06/12/lu-ve-tren-song.*Lũ về trên sông'
prints 'or the first sentence of its caption' out '2023/06/13/cho-noi-hop-som.*Chợ nổi họp sớm'
expect 'the bundle is good' 0 "$ANNALS" verify archive
run "$ANNALS" extract archive/2023/test-2023-06.tar.zst lu-ve-tren-song -C out.d
same 'the picture is kept once' \
	"$(cd out.d/2023/06/12/lu-ve-tren-song && find . -type f -printf '%P\n' | LC_ALL=C sort | xargs)" \
	'article.tlog-proof article.txt captions.txt extraction.json metadata.json original.jpg'
check 'byte for byte' cmp in/alone.jpg out.d/2023/06/12/lu-ve-tren-song/original.jpg
check 'the metadata are valid ninjs' python3 "$TESTS/interop/ninjs_check.py" \
	out.d/2023/06/12/lu-ve-tren-song/metadata.json

report with/report.txt 14/06/2023
photo with/1.jpg '' 'Cây cầu mới qua suối' 20230610
annals gather --json with
cp out said.json
check 'beside a report a picture brings its caption' python3 -c '
import json
item = json.load(open("said.json"))
assert item["captions"] == ["Cây cầu mới qua suối"], item["captions"]
assert item["metadata"]["versionCreated"].startswith("2023-06-14"), item["metadata"]
found = [f for f in item["extraction"]["findings"] if f["field"] == "photo caption"]
assert [(f["of"], f["rule"]) for f in found] == [("photos/1.jpg", "IPTC 2:120")], found'

# A file of 4 GiB costs no more memory than a small one: it is hashed, and its pixels are not read.
photo big/big.jpg 'Ảnh toàn cảnh' 'Toàn cảnh bến cảng nhìn từ trên cao' 20230615
if truncate -s 4G big/big.jpg 2>/dev/null && [ -x /usr/bin/time ]; then
	expect 'a picture of 4 GiB is read' 0 timeout 300 /usr/bin/time -f %M -o peak \
		"$ANNALS" gather big
	same 'in less than 256 MiB' "$(($(tail -n 1 peak) < 262144))" 1
else
	skip 'a picture of 4 GiB is read in flat memory' 'no sparse files, or no time, here'
fi
rm -rf big

folder=${ANNALS_CORPUS:-}/images-vi-synthetic
if [ ! -f "$folder/truth.jsonl" ]; then
	skip 'captions of the corpus come out exactly' 'ANNALS_CORPUS is not set'
	finish
fi
run "$ANNALS" gather --json "$folder"/*.jpg
cp out said.json
check 'captions of the corpus come out exactly, in form C' python3 - "$folder" said.json <<'PYTHON'
import json, os, sys, unicodedata
folder, said = sys.argv[1:]
with open(os.path.join(folder, "truth.jsonl"), encoding="utf-8") as f:
    truth = {row["file"]: row["caption"] for row in map(json.loads, f)}
read = dict.fromkeys(truth)
with open(said, encoding="utf-8") as f:
    for item in map(json.loads, f):
        name = os.path.basename(item["source"])
        if name in truth and "metadata" in item:
            picture = item["metadata"]["associations"][0]
            read[name] = picture["descriptions"][0]["value"]
wrong = [name for name, caption in truth.items()
         if read[name] != (caption and unicodedata.normalize("NFC", caption))]
sys.exit(f"wrong: {wrong}" if wrong else 0)
PYTHON
finish
