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
finish
