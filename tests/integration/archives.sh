#!/bin/bash
# Reports that come packed: what is in archives and web archives is archived as if it lay in
# folders, pictures find their captions, and nothing is left behind.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

export TMPDIR=$T/tmp
mkdir "$TMPDIR"
left_behind() { find "$TMPDIR" archive webs -name '.annals-tmp-*' 2>/dev/null; }

"$ANNALS" --version >version
if grep -q 'libarchive: not in this build' version; then
	skip 'archives are unpacked' 'this build has no libarchive'
	finish
fi

# The demonstration's reports, as folder and packed in each way: the same articles come out.
cp -r "$REPORTS" reports
expect 'reports in a folder are gathered' 0 "$ANNALS" gather --json reports
python3 "$TESTS/integration/packed.py" pack reports
sed 's/"source":"[^"]*"//' out >plain
for form in zip tar tar.gz tar.xz tar.bz2; do
	expect "reports in a $form are gathered" 0 "$ANNALS" gather --json "reports.$form"
	same "and are the same" "$(sed 's/"source":"[^"]*"//' out | cmp - plain 2>&1)" ''
	prints 'named by archive and path' out "\"source\":\"reports.$form/reports/bao-tinh/"
done

archive archive
expect 'a zip of reports is archived' 0 "$ANNALS" create archive reports.zip
expect 'and verifies' 0 "$ANNALS" verify archive
bundle=$(bundles archive | tail -n 1)
annals extract "$bundle" -C taken
digests() { find "$1" -type f -name "$2" -print0 | xargs -0 sha256sum | cut -c1-64 | sort; }
digests reports '*.txt' >want
digests taken 'original.*' >have
same 'originals come out byte for byte' "$(comm -13 want have)" ''
expect 'the same in a tar is archived already' 0 "$ANNALS" create archive reports.tar.gz
prints 'all of it' out '^0 taken, 14 archived already'
same 'nothing that was unpacked is left' "$(left_behind)" ''

# A single file, compressed.
python3 "$TESTS/integration/packed.py" alone reports/bao-tinh/lang-gom-bau-truc.txt
zstd -q -c reports/bao-tinh/lang-gom-bau-truc.txt >alone.txt.zst
for form in gz xz bz2 zst; do
	expect "a report in $form is gathered" 0 "$ANNALS" gather --json alone.txt.$form
	prints 'by the name it has without' out "\"source\":\"alone.txt.$form/alone.txt\""
done
expect 'xz that takes too much memory is refused' 3 "$ANNALS" gather large.txt.xz
prints 'with both numbers' err 'to unpack it takes 5[0-9]+ bytes of memory, room for 136314880'
expect 'what is cut short is refused' 3 "$ANNALS" gather torn.txt.gz
prints 'with a reason' err 'torn.txt.gz: cannot be unpacked: truncated gzip input'
run "$ANNALS" gather --json twice.txt.gz.xz
prints 'what is packed twice over is refused' err 'packed 2 times over, room for 1'

# Hostile archives.
python3 "$TESTS/integration/packed.py" hostile reports
expect 'names that lead out are refused, the rest is kept' 3 "$ANNALS" gather --json hostile.tar
prints 'with a reason' err 'hostile.tar/../../outside.txt: its name leads out of the archive'
prints 'links too' err 'hostile.tar/link.txt: a link, not a file'
same 'one report is kept' "$(wc -l <out)" 1
same 'nothing got out' "$(find . -name 'outside*')" ''
expect 'a bomb is refused' 3 "$ANNALS" gather bomb.zip
prints 'by the limit' err 'bomb.zip: [0-9]+ bytes and more come out of [0-9]+.*unpacked-ratio'
echo 'unpacked-ratio = 100000' >>archive/annals.conf
run "$ANNALS" gather --archive archive bomb.zip
same 'a limit stands once in the settings' "$status" 2
sed -i '/^unpacked-ratio = 200$/d; s/^unpacked-files = .*/unpacked-files = 3/' archive/annals.conf
expect 'limits are set in annals.conf' 3 "$ANNALS" gather --archive archive reports.zip
prints 'and kept' err 'reports.zip: 4 files and more in it, room for 3 .unpacked-files.'
sed -i 's/^unpacked-files = .*/unpacked-files = 1000/' archive/annals.conf

# A run that was killed leaves its folder, and the next removes it.
mkfifo hold
(exec "$ANNALS" gather --json reports.zip - <hold >/dev/null 2>&1) &
gatherer=$!
exec 3>hold
for _ in $(seq 100); do
	[ -z "$(left_behind)" ] || break
	sleep 0.1
done
kill -9 $gatherer
wait $gatherer 2>/dev/null
exec 3>&-
same 'a killed run leaves a folder' "$(left_behind | wc -l)" 1
expect 'the next run' 0 "$ANNALS" gather reports/hoi-an
same 'removes it' "$(left_behind)" ''

# Web archives.
if grep -q 'zlib: not in this build\|HTML reader: not in this build' version; then
	skip 'web archives are read' 'this build has no zlib, or reads no HTML'
	finish
fi
python3 "$TESTS/integration/packed.py" web
zstd -q -c web.warc >web.warc.zst
for web in web.warc web.warc.gz web.warc.zst web.wacz; do
	expect "$web is gathered" 0 "$ANNALS" gather --json $web
	article=https://tin.example/2023/bai-1.html
	same 'the one article in it' "$(python3 -c 'import json
for line in open("out"):
    a = json.loads(line)
    facts = {f["field"]: f["value"] for f in a["extraction"]["findings"]}
    print(a["source"], a["captions"], facts["url"], facts["captured"])')" \
		"$web/$article ['Cầu mới bắc qua suối', ''] $article 2023-06-05T01:02:03Z"
	prints 'a list of articles is passed over' err "$web/https://tin.example/: no article ."
	prints 'a redirect is' err \
		"$web/https://tin.example/cu: no article .it was served with status 301"
done
archive webs webs
expect 'a web archive is archived' 0 "$ANNALS" create webs web.warc.gz
prints 'what is no article is counted' out '^1 taken, .*, 2 no article$'
annals extract "$(bundles webs)" -C web.out
same 'with the page as it was served' "$(find web.out -name original.html | wc -l)" 1
same 'and its pictures' "$(find web.out -path '*photos/*' | wc -l)" 2
same 'the first with its caption' "$(find web.out -name captions.txt -exec cat {} +)" \
	"$(printf '%s\n\n' 'Cầu mới bắc qua suối')"
expect 'and JSON says so' 0 "$ANNALS" create --json webs web.warc
prints 'of each page' out '"fate":"no-article"'
prints 'and in all' out '"no-article":2'
expect 'a damaged record is left out, the others are kept' 3 "$ANNALS" gather --json damaged.warc
prints 'by its address' err 'damaged.warc/https://tin.example/2.html: its length is said to be'
same 'the others' "$(wc -l <out)" 1
same 'nothing that was unpacked is left' "$(left_behind)" ''

if [ -z "${ANNALS_CORPUS:-}" ]; then
	skip 'web archives of others are read' 'ANNALS_CORPUS is not set'
	finish
fi
find "$ANNALS_CORPUS/warc" -type f \( -name '*.warc*' -o -name '*.arc*' -o -name '*.wacz' \) >list
while read -r file; do
	run timeout 60 "$ANNALS" gather --json "$file"
	case $status in
	0 | 3) ;;
	*) said "$file is read" ;;
	esac
done <list
ok "$(wc -l <list) web archives of others are read"
finish
