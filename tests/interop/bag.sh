#!/bin/bash
# Independent readers agree: the bag is a bag, the metadata is ninjs, the log is the log.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"
here=$TESTS/interop

check 'the bag checker finds every fault it is for' python3 "$here/bagit_check.py" --self-test
check 'the schema checker finds every fault it is for' python3 "$here/ninjs_check.py" --self-test
check 'the log checker agrees with RFC 8032 and with itself' python3 "$here/merkle_check.py" \
	--self-test

archive archive
"$ANNALS" create archive "$REPORTS" >/dev/null 2>&1
report late/one.txt 14/06/2023
report late/none.txt - 'Không ghi ngày'
"$ANNALS" create archive late --undated keep --month 2023-06 >/dev/null 2>&1
# In the order of the log: three months, then the supplement.
order='test-2023-05 test-2023-06 test-2023-07 test-2023-06.2'
mkdir bags
for name in $order; do
	tar --zstd -xf "archive/2023/$name.tar.zst" -C bags
	check "$name is a valid BagIt 1.0 bag" python3 "$here/bagit_check.py" "bags/$name"
done
find bags -name metadata.json -exec python3 "$here/ninjs_check.py" {} + >out 2>err
same 'all metadata is valid ninjs 3.1' "$(cat out err)" 'valid: 16'
# shellcheck disable=SC2086
check 'leaves, roots, ranges, proofs and signatures are what anyone computes' \
	sh -c "cd bags && python3 '$here/merkle_check.py' ../archive/annals.pub $order"
expect 'a bag left out is noticed' 1 \
	python3 "$here/merkle_check.py" archive/annals.pub bags/test-2023-05 bags/test-2023-07

june=archive/2023/test-2023-06.tar.zst
for id in $("$ANNALS" list --json $june | sed -n 's/.*"id":"\([^"]*\)".*/\1/p'); do
	"$ANNALS" extract $june "$id" -C taken >out 2>err
	check "$id is proved alone" python3 "$here/merkle_check.py" --article archive/annals.pub \
		"taken/$id"
done
finish
