# shellcheck shell=bash
# What the tests of the whole program share; each sources it first and ends with `finish`.
#
# A test works in a folder of its own ($T, also the current folder) with its own ANNALS_HOME, and
# prints
# `ok`, `FAIL` or `skip` and a claim for each thing it looked at.
set -u -o pipefail
: "${ANNALS:?the path of the program}"
TESTS=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
REPORTS=$TESTS/demo/reports
T=$(mktemp -d "${TMPDIR:-/tmp}/annals-test.XXXXXX")
export ANNALS TESTS REPORTS T ANNALS_HOME=$T/home
# The day on which all reports of tests/demo have been written.
export SOURCE_DATE_EPOCH=1690848000
# Where a stamp has no zone, an archive made here takes this one.
export TZ="<+07>-7"
unset ANNALS_PASSPHRASE_FILE NO_COLOR
cd "$T" || exit 3
faults=0

clean_up() {
	chmod -R u+rwX "$T" 2>/dev/null
	rm -rf "$T"
}
trap clean_up EXIT

ok() { echo "ok   $1"; }

fail() {
	echo "FAIL $1"
	faults=$((faults + 1))
	shift
	[ $# = 0 ] || printf '     %s\n' "$@"
}

skip() { echo "skip $1: $2"; }

# said CLAIM: FAIL, with how the last command ended and the first lines that it printed.
said() {
	fail "$1" "${2:-}"
	echo "     \$ ${last[*]} -> $status"
	head -n 12 out err 2>/dev/null | cut -c1-240 | sed 's/^/     | /'
}

# run COMMAND...: keeps its status in $status and what it prints in the files out and err.
run() {
	last=("$@")
	"$@" >"$T/out" 2>"$T/err"
	status=$?
}

annals() { run "$ANNALS" "$@"; }

# expect CLAIM STATUS[|STATUS] COMMAND...: runs it; the claim holds when it ends so. A crash never
# counts.
expect() {
	local claim=$1 wanted=$2
	shift 2
	run "$@"
	case "|$wanted|" in
	*"|$status|"*) ok "$claim" ;;
	*) said "$claim" "status $status, expected $wanted" ;;
	esac
}

# Holds when the command of the test's own succeeds; what it prints is shown where it does not.
check() {
	local claim=$1
	shift
	run "$@"
	if [ $status = 0 ]; then ok "$claim"; else said "$claim"; fi
}

# prints CLAIM out|err|any PATTERN: holds when the last command printed a line like that there
# (grep -E).
prints() {
	local streams=("$T/$2")
	[ "$2" != any ] || streams=("$T/out" "$T/err")
	if grep -qE -- "$3" "${streams[@]}"; then ok "$1"; else said "$1" "no line like: $3"; fi
}

# Holds when the last command printed JSON, one value or more, and nothing else.
prints_json() {
	cp out json
	check "$1" python3 -c '
import json
text = open("json", encoding="utf-8").read().strip()
assert text
while text:
    value, end = json.JSONDecoder().raw_decode(text)
    text = text[end:].strip()'
}

same() {
	if [ "$2" = "$3" ]; then ok "$1"; else fail "$1" "have: $2" "want: $3"; fi
}

# archive FOLDER [NAME]: an archive with an unencrypted key, for tests that begin after that.
archive() {
	"$ANNALS" init "$1" --origin "example.org/${2:-test}" --name "${2:-test}" --no-passphrase \
		>"$T/out" 2>"$T/err" || { said "an archive can be made in $1"; finish; }
}

# report FILE DATE [HEADLINE]: a small report; DATE as 05/06/2023, or - for none.
report() {
	mkdir -p "$(dirname "$1")"
	{
		echo "${3:-Xã Tân Lập khánh thành cầu dân sinh qua suối}"
		[ "$2" = - ] || echo "$2 - 08:30"
		printf '\n%s\n\n%s\n\nLê Nam\n' \
			'Sáng nay, xã Tân Lập khánh thành cây cầu dân sinh dài 24 m qua suối.' \
			'Cầu giúp học sinh hai thôn đến trường an toàn trong mùa mưa lũ.'
	} >"$1"
}

# The bundles of an archive, oldest name first.
bundles() { find "$1" -name '*.tar.zst' | LC_ALL=C sort; }

# One digest over the bytes of all files below a folder and their names.
tree_digest() {
	(cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
}

finish() {
	[ "$faults" = 0 ]
	exit
}
