#!/bin/bash
# What is read out of invented reports does not fall below what it once was.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

check 'the invented reports are measured' "$TESTS/gold/check.py" "$ANNALS"
grep -E '^(ok|FAIL)' out
faults=$((faults + $(grep -c '^FAIL' out)))
finish
