#!/bin/sh
# The house rules that a machine can hold. A check prints `file:line: what` for each fault;
# `lint.sh CHECK...` runs only those named.
set -u
cd "$(dirname "$0")/../.." || exit 3
here=tests/lint
objects=build/release
export PYTHONDONTWRITEBYTECODE=1

build() { ${MAKE:-make} -s --no-print-directory MODE=release "$@"; }
sources() { find archiver format keys tests -name '*.[ch]' | LC_ALL=C sort; }
CFLAGS=$(build --eval 'flags:;@echo $(ALL_CFLAGS)' flags) || exit 3
export CFLAGS

# What a check is for stands in the file that does it.
planted() { $here/planted.py; }
rooms() { $here/rooms.py; }
calls() { $here/calls.py; }
texts() { $here/texts.py; }
names() { $here/names.py $objects; }
headers() { $here/headers.sh; }
# shellcheck disable=SC2046  # names without blanks
layout() { clang-format --dry-run -Werror $(sources) 2>&1; }
# shellcheck disable=SC2046
tidy() { $here/tidy.sh $(sources | grep '\.c$' | grep -v ^tests/); }
hardening() {
	$here/hardening.sh $objects/annals $objects/libannals.a &&
		$here/hardening.sh $objects/annals-full $objects/libannals.a
}
manuals() { mandoc -Tlint -Wwarning archiver/man/*.[1-9]; }
scripts() {
	command -v shellcheck >/dev/null || { echo "skipped: no shellcheck here" && return 0; }
	find tests -name '*.sh' -print0 | xargs -0 shellcheck -x -S warning -f gcc .ci/run
}

build all >/dev/null || exit 3

failed=0
[ $# -gt 0 ] || set -- planted rooms calls texts names headers layout scripts manuals hardening tidy
for check in "$@"; do
	if said=$("$check"); then
		echo "ok   $check${said:+ ($said)}"
	else
		printf '%s\nFAIL %s\n' "$said" "$check"
		failed=$((failed + 1))
	fi
done
[ $failed = 0 ] && echo "lint: clean" && exit 0
echo "lint: $failed of $# checks failed"
exit 1
