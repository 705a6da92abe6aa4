#!/bin/bash
# What is gathered is described as the stock schema of ninjs wants it: the demonstration's reports,
# and the annotated ones, where they are at hand.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

# gathered CLAIM INPUT...
gathered() {
	local claim=$1 count
	shift
	"$ANNALS" gather --json "$@" >lines 2>err
	count=$(grep -c . lines)
	[ "$count" -gt 0 ] || said "$claim" 'nothing was gathered'
	same "$claim" "$(python3 "$TESTS/interop/ninjs_check.py" --gathered <lines)" "valid: $count"
}

gathered "the demonstration's metadata is valid ninjs 3.1" "$REPORTS"
if [ -n "${ANNALS_EVAL:-}" ]; then
	gathered 'so is that of the annotated reports' "$ANNALS_EVAL"/dev/*.txt
else
	skip 'so is that of the annotated reports' 'ANNALS_EVAL is not set'
fi
finish
