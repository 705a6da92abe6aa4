#!/bin/bash
# What is read out of the reports of the demonstration, and that looking changes nothing.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

cp -r "$REPORTS" in
before=$(tree_digest in)
expect 'all reports are gathered' 0 "$ANNALS" gather --json in
python3 "$TESTS/integration/gathered.py" "$TESTS/demo/expected.json" <out >facts
cat facts
faults=$(grep -c '^FAIL' facts)
same 'the reports are as they were' "$(tree_digest in)" "$before"

expect 'one report is shown as text' 0 "$ANNALS" gather in/bao-tinh/lang-gom-bau-truc.txt
prints 'with its headline' out 'Giữ lửa gốm Bàu Trúc'
run sh -c 'find in -name "*.txt" -not -path "*hoi-an*" | LC_ALL=C sort | "$ANNALS" gather --json -'
same 'a list of paths on standard input is read' "$status $(wc -l <out)" '0 13'
finish
