#!/bin/bash
# PDFs that are encrypted, damaged, or ask for too much: an article, or a refusal with its
# reason; and that the program which reads them is kept within its limits.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

"$ANNALS" --version >version
if grep -q 'annals-pdf: not there' version; then
	skip 'hostile PDFs are gathered or refused' 'this build has no poppler'
	finish
fi
python3 "$TESTS/integration/hostile_pdf.py" in
qpdf --encrypt word owner 256 -- in/plain.pdf in/locked.pdf
qpdf --encrypt '' owner 256 -- in/plain.pdf in/owned.pdf

expect 'one that is locked by a password is refused' 3 "$ANNALS" gather in/locked.pdf
prints 'as such' err 'locked.pdf: encrypted with a password'
expect 'one that anybody may read is read' 0 "$ANNALS" gather in/owned.pdf
prints 'as any' out 'The spring tea fair of Nam Ha'
expect 'ten thousand pages are refused' 3 "$ANNALS" gather in/pages.pdf
prints 'by their number' err 'pages.pdf: more than 2000 pages'
expect 'blanks without end are passed over' 0 "$ANNALS" gather in/blanks.pdf
prints 'and the text behind them read' out 'The spring tea fair of Nam Ha'
expect 'a picture of too many pixels stays where it is' 0 "$ANNALS" gather --json in/picture.pdf
prints 'which is said' out 'left in the PDF, pictures that (cannot be had|are beyond .*): 1"'
expect 'a form in itself ends' 0 "$ANNALS" gather in/loop.pdf

# Truncations and single bits, of which most still give a text.
size=$(stat -c %s in/plain.pdf)
mkdir cut
for part in 1 2 3 4 5 6 7 8 9; do
	head -c $((size * part / 10)) in/plain.pdf >cut/$part.pdf
done
run "$ANNALS" gather --json cut
same 'each one cut short is read or refused' "$status $(($(wc -l <out) + $(grep -c 'cut/' err)))" \
	"3 9"

# One that takes for ever: while it does, its limits are looked at; then it is killed.
"$ANNALS" gather in/forms.pdf >forms.out 2>forms.err &
gatherer=$!
helper=
for _ in $(seq 100); do
	for process in $(pgrep -x annals-pdf); do
		[ "$(readlink "/proc/$process/cwd")" = "$PWD" ] && helper=$process
	done
	if [ -n "$helper" ] && grep -q 'NoNewPrivs:.1' "/proc/$helper/status"; then
		break
	fi
	sleep 0.1
done
limit_of() { sed -n "s/^$1  *\([^ ]*\) .*/\1/p" "/proc/$helper/limits"; }
same 'its memory is limited' "$(limit_of 'Max address space')" 805306368
same 'its time' "$(limit_of 'Max cpu time')" 60
same 'it writes no file' "$(limit_of 'Max file size')" 0
same 'leaves no core' "$(limit_of 'Max core file size')" 0
same 'and gains no rights' "$(sed -n 's/^NoNewPrivs:.//p' "/proc/$helper/status")" 1
same 'it has no other files than these' "$(find "/proc/$helper/fd" -type l | wc -l)" 3
same 'and no environment' "$(wc -c <"/proc/$helper/environ")" 0
kill -KILL "$helper"
wait $gatherer
same 'where it is killed the report is left out' "$?" 3
why='annals-pdf did not come to its end: out of time or memory, or by a fault'
same 'which is said' "$(head -n 1 forms.err)" "annals: in/forms.pdf: $why"
finish
