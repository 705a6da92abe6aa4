#!/bin/bash
# E-mails as reports: texts, pictures and documents that they carry, pages saved as one.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

mkdir in
python3 "$TESTS/integration/mail.py" make in "$(find "$REPORTS" -name '*.jpg' | head -n 1)"
expect 'of mails one is refused' 3 "$ANNALS" gather --json in
prints 'the mailbox, which is said' err 'many.mbox: a mailbox of several mails'
python3 "$TESTS/integration/mail.py" check <out >facts
cat facts
faults=$((faults + $(grep -c '^FAIL' facts)))
prints 'what is quoted is said to be left out' out '2 lines quoted from an earlier mail'
archive archive
expect 'they are archived' 3 "$ANNALS" create archive in
bundle=$(bundles archive)
expect 'with their originals' 0 "$ANNALS" show "$bundle" khanh-thanh --original
same 'byte for byte' "$(cmp out in/plain.eml 2>&1)" ''
same 'and nothing is left of what was unpacked' \
	"$(find archive home "${TMPDIR:-/tmp}" -maxdepth 2 -name '.annals-tmp*' -newer in)" ''
finish
