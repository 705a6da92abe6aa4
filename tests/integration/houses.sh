#!/bin/bash
# How a house writes its captions is learnt from those of its reports in a run that mark them, and
# told to those that do not: the same whatever the order and the number of threads.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

PARAGRAPH='Theo báo cáo, ba năm qua toàn huyện đã trồng được hơn bốn nghìn héc ta rừng, phần lớn là
cây bản địa, và sẽ trồng thêm hai nghìn héc ta nữa trong năm tới để giữ đất, giữ nước cho mười hai
xã ven sông.'
OPEN='Con đường về bản Nậm Lành được mở rộng trong mùa khô này, với hai cây cầu mới bắc qua suối'
CLOSED='Bể nước Nà Hu có 3 ngăn lọc, chứa 20 khối.'

# page NUMBER CAPTION: a page of the house that marks it.
page() {
	mkdir -p in
	cat >"in/page$1.html" <<END
<html lang="vi"><head><title>Tin $1</title>
<meta property="og:site_name" content="Ven Sông Online">
<meta property="article:published_time" content="2023-07-$1T08:00:00+07:00"></head>
<body><article><h1>Tin số $1 về trồng rừng</h1>
<p>(VSO) - Ngày $1/7, $PARAGRAPH</p>
<figure><img src="a.jpg" alt=""><figcaption>$2</figcaption></figure>
<p>$PARAGRAPH</p><p>$PARAGRAPH</p></article></body></html>
END
}

# text NAME AGENCY LINE: one that marks nothing, with a line that may be a caption.
text() {
	printf '%s\n\n' "Trồng rừng đầu nguồn ở $1" '28/07/2023 - 16:44' \
		"($2) - Sáng nay, ${PARAGRAPH//$'\n'/ }" "${PARAGRAPH//$'\n'/ }" "$3" \
		"${PARAGRAPH//$'\n'/ }" "${PARAGRAPH//$'\n'/ }" >"in/$1.txt"
}

# taken JOBS: one digest of what becomes of the reports in a new archive.
taken() {
	rm -rf home archive
	cp -a home.start home
	cp -a start archive
	annals create archive in --jobs "$1"
	bundles archive | xargs sha256sum
}

captions() { "$ANNALS" show "$(bundles archive)" "$1" --captions | sed '/^$/d'; }

# findings ARTICLE FIELD: value and rule of each.
findings() {
	"$ANNALS" extract "$(bundles archive)" "$1" -C "taken.$1" >/dev/null
	python3 -c '
import glob, json, sys
for path in glob.glob(sys.argv[1] + "/**/extraction.json", recursive=True):
    for f in json.load(open(path, encoding="utf-8"))["findings"]:
        if f["field"].startswith(sys.argv[2]):
            print(f["value"] + ": " + f["rule"])' "taken.$1" "$2"
	rm -rf "taken.$1"
}

archive start
cp -a home home.start

for i in {10..25}; do page $i "Cán bộ huyện xem vườn ươm số $i. Ảnh: Lan Anh"; done
text ban VSO "$OPEN"
text khe 'Tin Ven Biển' "$OPEN"
first=$(taken 1)
same 'no line without a credit is one where all captions have it' "$(captions nguon-o-ban)" ''
same 'and that is the rule' \
	"$(findings nguon-o-ban 'caption?')" "$OPEN: unlike captions of its house"
same 'another house is not judged by it' "$(captions nguon-o-khe)" "$OPEN"
same 'eight threads make the same' "$(taken 8)" "$first"
mkdir other
for path in $(printf '%s\n' in/* | LC_ALL=C sort -r); do cp "$path" other/; done
rm -r in && mv other in
same 'a folder made in another order makes the same' "$(taken 3)" "$first"

for i in {10..25}; do page $i "Cán bộ huyện xem vườn ươm số $i."; done
text ban VSO "$CLOSED"
taken 2 >digest
same 'a line that ends as all captions do is one' "$(findings nguon-o-ban caption)" \
	"0 with a credit, 0 without a stop, 16 with a stop: captions marked in reports of its house
$CLOSED: as captions of its house are"
finish
