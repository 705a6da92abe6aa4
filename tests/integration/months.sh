#!/bin/bash
# Months, supplements, what is archived already, and what has no date.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

names() { bundles archive | sed 's|^archive/||' | tr '\n' ' '; }

archive archive
cp -r "$REPORTS" in
expect 'a dry run is done' 0 "$ANNALS" create archive in --dry-run
same 'and makes nothing' "$(names)" ''
expect 'reports of three months are archived' 0 "$ANNALS" create archive in
months='2023/test-2023-05.tar.zst 2023/test-2023-06.tar.zst 2023/test-2023-07.tar.zst '
same 'in a bundle a month' "$(names)" "$months"
expect 'the archive is good' 0 "$ANNALS" verify archive

before=$(tree_digest archive)
expect 'what is archived already is no fault' 0 "$ANNALS" create archive in
same 'and changes nothing' "$(tree_digest archive)" "$before"

report late/one.txt 14/06/2023 'Cầu Suối Reo thông xe sớm một tuần'
expect 'a late report is archived' 0 "$ANNALS" create archive in late
same 'in a supplement to its month' "$(names)" \
	"${months/2023-06.tar.zst /2023-06.2.tar.zst 2023\/test-2023-06.tar.zst }"
annals list archive/2023/test-2023-06.2.tar.zst
same 'which holds that report alone' "$(grep -c 2023/06/14/ out)" 1
report late/two.txt 15/06/2023 'Trường Tân Lập đón sách mới'
expect 'the next supplement takes the next number' 0 "$ANNALS" create archive late
same 'which is three' "$(names | grep -c 2023-06.3.tar.zst)" 1
report late/again.txt 14/06/2023 'Cầu Suối Reo thông xe sớm một tuần'
echo 'Tin cập nhật.' >>late/again.txt
expect 'another text under a headline of that day is archived' 0 "$ANNALS" create archive late
annals list archive/2023/test-2023-06.4.tar.zst
prints 'under an id of its own' out '2023/06/14/cau-suoi-reo-thong-xe-som-mot-tuan-2\b'
expect 'the history holds' 0 "$ANNALS" verify archive

archive some some
expect 'one month alone can be asked for' 0 "$ANNALS" create some in --month 2023-06
same 'and nothing else is made' "$(bundles some)" some/2023/some-2023-06.tar.zst

report undated/none.txt - 'Một bản tin không ghi ngày'
report undated/dated.txt 01/06/2023 'Một bản tin có ghi ngày'
archive strict strict
expect 'strict refuses all where one has no date' 3 "$ANNALS" create strict undated --strict
same 'and publishes nothing' "$(bundles strict)" ''
expect 'a report without a date is left out, and that is said' 3 "$ANNALS" create strict undated
prints 'by its name' out 'none\.txt'
same 'the rest is published' "$(bundles strict)" strict/2023/strict-2023-06.tar.zst
expect 'keeping it needs a month' 2 "$ANNALS" create strict undated --undated keep
expect 'and then it is archived' 0 "$ANNALS" create strict undated --undated keep --month 2023-06
annals list strict/2023/strict-2023-06.2.tar.zst
prints 'under undated' out '\bundated/mot-ban-tin-khong-ghi-ngay\b'

report more/past.txt 02/05/2023
before=$(tree_digest archive)
expect 'a day before the last bundle is refused' '2|3' \
	env SOURCE_DATE_EPOCH=1600000000 "$ANNALS" create archive more
same 'and nothing is made' "$(tree_digest archive)" "$before"
expect 'a day that is no number is refused' 2 env SOURCE_DATE_EPOCH=today "$ANNALS" create archive \
	more

mkdir nothing
expect 'no report, no bundle' '0|3' "$ANNALS" create some nothing
same 'as before' "$(bundles some)" some/2023/some-2023-06.tar.zst
finish
