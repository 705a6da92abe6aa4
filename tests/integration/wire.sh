#!/bin/bash
# Agencies' own example files of NewsML-G2 and ninjs: each is an article, or is refused for what
# it is.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

if [ ! -d "${ANNALS_CORPUS:-/nowhere}/wire" ]; then
	skip 'example files of the wire formats are read' 'ANNALS_CORPUS has none'
	finish
fi
run sh -c 'find "$0" -name "*.xml" -o -name "*.json" | LC_ALL=C sort | "$1" gather --json -' \
	"$ANNALS_CORPUS/wire" "$ANNALS"
same 'no file of them ends the program' "$status" 3
cp out gathered
same 'an article has a headline or a text' "$(python3 - <<'EOF'
import json
items = [json.loads(line) for line in open("gathered", encoding="utf-8")]
bad = [i["source"] for i in items
       if not i["metadata"].get("headlines") and not i["metadata"]["bodies"][0]["value"]]
print(len(items) > 60, bad)
EOF
)" 'True []'
same 'what is refused is no article' "$(grep -v -e 'reports would be left out' \
	-e 'no article' -e 'only refers to items' -e 'no text in it' -e 'no date found' \
	-e '(JSON)' -e '(XML)' err)" ''
finish
