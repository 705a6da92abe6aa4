#!/bin/bash
# Office documents: text, pictures with their captions, and what is damaged.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

"$ANNALS" --version >version
if grep -q '\(expat\|libarchive\): not in this build' version; then
	skip 'documents are gathered' 'this build has no library for them'
	finish
fi
python3 "$TESTS/integration/documents.py" in
archive archive
mv in/pdf pdf

for name in a.docx b.odt; do
	expect "$name is gathered" 0 "$ANNALS" gather --archive archive --json in/$name
	prints 'its title is the headline' out '"headlines":\[{"value":"Hội chè xuân Nậm Hà'
	prints 'its caption is one, without its credit' out \
		'"captions":\["Bà con bản Nậm Hà thu hái chè xuân\."\]'
	prints 'its picture is a photo' out '"photos/1\.png"'
	prints 'who took it is told' out 'Minh Tú'
done

expect 'a folder of them is archived, but for what is damaged' 3 "$ANNALS" create archive in
prints 'which is named with a reason' any 'c\.docx \(.*[a-z]'
expect 'and it verifies' 0 "$ANNALS" verify archive
bundle=archive/2024/test-2024-03.tar.zst
annals list --json $bundle
same 'two articles' "$(grep -c 2024/03/05/hoi-che out)" 2
annals extract $bundle 2024/03/05/hoi-che-xuan-nam-ha-mo-cua-don-khach -C taken
same 'the original is what came' \
	"$(find taken -name original.docx -exec cmp {} in/a.docx \; -print | wc -l)" 1
same 'the photo lies beside it' "$(find taken -path '*photos/1.png' | wc -l)" 1
same 'nothing is left in the archive but what belongs there' \
	"$(find archive -name '.annals-tmp-*' | wc -l)" 0

# PDFs are read by a program of their own.
if grep -q 'annals-pdf: not there' version; then
	expect 'without annals-pdf a PDF is left out' 3 "$ANNALS" gather pdf/a.pdf
	prints 'which is said' any 'annals-pdf is not beside this program'
	finish
fi
expect 'a PDF is gathered' 0 "$ANNALS" gather --archive archive --json pdf/a.pdf
prints 'its largest letters are the headline' out \
	'"headlines":\[{"value":"Tea fair opens in Nam Ha"'
prints 'lines are joined, and words broken at their ends' out 'of the community house, with more'
prints 'over the end of a page, without what repeats there' out \
	'end of the week, and have set aside six tonnes'
same 'heads, feet and page numbers are gone' "$(grep -c 'Lam Son Press' out)" 0
expect 'a PDF with pictures is gathered' 0 \
	"$ANNALS" gather --archive archive --json pdf/pictures.pdf
prints 'a picture has the caption under it, two have none' out \
	'"captions":\["Pickers on their way\.","",""\]'
prints 'who took it is told' out '"by":"Minh Tu"'
prints 'a rule and a logo stay' out 'left in the PDF, pictures that are too small to be photos: 2"'
prints 'and what stands in the head of each page' out \
	'left in the PDF, pictures that repeat from page to page: 3"'
expect 'PDFs are archived, but for what has no text or is damaged' 3 "$ANNALS" create archive pdf
prints 'a scanned one is named' any 'scanned\.pdf \(3 pages, no text in it: scanned\)'
prints 'a damaged one is named' any 'torn\.pdf \(damaged, or no PDF\)'
expect 'and the archive verifies' 0 "$ANNALS" verify archive
annals extract archive/2024/test-2024-03.2.tar.zst \
	2024/03/06/pickers-come-down-to-nam-ha -C pictures
same 'their pictures are among the photos' \
	"$(cd pictures && find . -path '*photos*' -name '*.png' | wc -l)" 2
check 'with the pixels they have in the PDF' /usr/bin/python3 "$TESTS/integration/pixels.py" \
	pictures 160x120 150x100
same 'a JPEG is the file that was put in' "$(find pictures -path '*photos*' -name '*.jpg' \
	-exec cmp {} pdf/.photo.jpg \; -print | wc -l)" 1
mkdir many
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sed "s/Nam Ha)/Ban $i)/" pdf/a.pdf >many/$i.pdf; done
expect 'many at once, in threads' 0 "$ANNALS" create --jobs 4 archive many
prints 'all are taken' any '12 taken'
for process in $(pgrep annals-launcher); do readlink "/proc/$process/cwd"; done >launchers
same 'no launcher is left' "$(grep -c "^$T" launchers)" 0
finish
