#!/bin/bash
# What is read out of the reports of the demonstration, and that looking changes nothing.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

cp -r "$REPORTS" in
before=$(tree_digest in)
expect 'all reports are gathered' 0 "$ANNALS" gather --json in
python3 "$TESTS/integration/gathered.py" "$TESTS/demo/expected.json" <out >facts
"$ANNALS" gather --json "$TESTS/demo/forms" 2>err |
	python3 "$TESTS/integration/gathered.py" "$TESTS/demo/forms.json" >>facts
cat facts
faults=$(grep -c '^FAIL' facts)
prints 'a page of a web archive that is no article is passed over' err 'no article'
same 'the reports are as they were' "$(tree_digest in)" "$before"

expect 'one report is shown as text' 0 "$ANNALS" gather in/bao-tinh/lang-gom-bau-truc.txt
prints 'with its headline' out 'Giữ lửa gốm Bàu Trúc'
run sh -c 'find in -name "*.txt" -not -path "*hoi-an*" | LC_ALL=C sort | "$ANNALS" gather --json -'
same 'a list of paths on standard input is read' "$status $(wc -l <out)" '0 13'

report undated.txt - 'Một bản tin không ghi ngày'
expect 'a report without a date would be left out' 3 "$ANNALS" gather --json undated.txt
prints 'which is said with the reason' err '^annals: undated.txt: no date found'
prints_json 'and yet it is shown'

mkdir numbered
report numbered/r.txt 05/06/2023
printf '\n%s\n\n%s\n' 'Ảnh 2: Học sinh qua cầu.' 'Ảnh 1: Cầu mới bắc qua suối.' >>numbered/r.txt
printf '\211PNG\r\n\032\n1' >numbered/anh-1.png
printf '\211PNG\r\n\032\n2' >numbered/anh-2.png
expect 'a folder with numbered pictures is gathered' 0 "$ANNALS" gather --json numbered
prints 'each has the caption of its number' out \
	'"captions":\["Ảnh 1: Cầu mới bắc qua suối.","Ảnh 2: Học sinh qua cầu."\]'

# Word lists of an archive's own.
archive local
report own/r.txt 05/06/2023
sed -i 's/^Sáng nay,/Bản tin Sông Mã - Sáng nay,/' own/r.txt
agency() { grep -oE '"field":"agency","value":"[^"]*"' out; }
annals gather --archive local --json own
same 'a paper of no list is not known' "$(agency)" ''
cp out before
mkdir local/words
printf '[agency]\nBản tin Sông Mã\n' >local/words/ours.tsv
echo 'tables = words' >>local/annals.conf
expect 'an archive may have word lists of its own' 0 "$ANNALS" gather --archive local --json own
same 'and what they name is known' "$(agency)" '"field":"agency","value":"Bản tin Sông Mã"'
cp out after
check 'their digest is in the article' python3 -c '
import json
old, new = (json.load(open(f))["extraction"]["tables"] for f in ("before", "after"))
assert old != new and len(old) == len(new), (old, new)'
expect 'an archive is made with them' 0 "$ANNALS" create local own
printf '[papers]\nBản tin Sông Mã\n' >local/words/ours.tsv
expect 'a list that is none is refused' 2 "$ANNALS" gather --archive local own
prints 'with its file and line' err 'words/ours.tsv": line 1: there is no section "\[papers\]"'
expect 'and nothing is made with it' 2 "$ANNALS" create local own
rm -r local/words
expect 'nor without it' 3 "$ANNALS" create local own
# page PICTURE: a saved page of a mirror that shows it.
page() {
	printf '%s' '<!doctype html><title>Hội chè xuân</title><meta charset=utf-8>' \
		'<meta property="article:published_time" content="2023-06-05T08:00:00+07:00">' \
		'<article><h1>Hội chè xuân mở cửa</h1><p>Sáng nay hội chè xuân mở cửa, đông ' \
		'khách và nhiều gian hàng của bà con trong vùng, kéo dài đến hết tuần.</p>' \
		"<figure><img src='$1'><figcaption>Hái chè.</figcaption></figure></article>"
}
mkdir -p mirror/tin/2023 'mirror/ảnh' outside
printf '\211PNG\r\n\032\n3' >'mirror/ảnh/che xuan.png'
printf '\211PNG\r\n\032\n4' >outside/secret.png
ln -s ../outside mirror/link
shown() {
	page "$1" >mirror/tin/2023/a.html
	run "$ANNALS" gather --json "$2"
	grep -c '"photos/1.png"' out
}
same 'a page shows what lies elsewhere in its folder' \
	"$(shown ../../%E1%BA%A3nh/che%20xuan.png?w=3 mirror)" 1
same 'also by an address from the root' "$(shown '/ảnh/che xuan.png' mirror)" 1
same 'but not where only the page is named' "$(shown '/ảnh/che xuan.png' mirror/tin/2023/a.html)" 0
same 'nor what lies outside' "$(shown ../../../outside/secret.png mirror)" 0
same 'nor by dots in disguise' "$(shown '/%2e%2e/outside/secret.png' mirror)" 0
same 'nor by slashes in disguise' "$(shown '..%2F..%2F..%2Foutside%2Fsecret.png' mirror)" 0
same 'nor up to a zero byte' "$(shown '/ảnh/che%20xuan.png%00.gif' mirror)" 0
same 'nor behind a link' "$(shown /link/secret.png mirror)" 0
{
	printf 'From: a@b.vn\nTo: c@d.vn\nSubject: Hoi cho\nDate: Mon, 5 Jun 2023 08:00:00 +0700\n'
	printf 'MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n'
	page 'ảnh/che xuan.png'
} >mirror/mail.eml
run "$ANNALS" gather --json mirror/mail.eml mirror
same 'nor does an e-mail show what lies beside it' \
	"$(grep mail.eml out | grep -c '"photos/1.png"')" 0
rm mirror/mail.eml
same 'nor on another host' "$(shown '//example.org/ảnh/che xuan.png' mirror)" 0

finish
