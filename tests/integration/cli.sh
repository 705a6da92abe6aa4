#!/bin/bash
# The manners of the command line: exit statuses, help, streams.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

commands='init gather create verify list show extract prove sign key trust'
expect 'no command is a matter of usage' 2 "$ANNALS"
expect 'so is an unknown one' 2 "$ANNALS" make
prints 'with a hint' err 'annals --help'
expect 'and an unknown option' 2 "$ANNALS" list --no-such-thing x
expect 'and a missing argument' 2 "$ANNALS" create
expect 'a level out of range is refused' 2 "$ANNALS" create x y --level 99
expect 'a month that is none is refused' 2 "$ANNALS" create x y --month 2023-13
expect 'help is a result' 0 "$ANNALS" --help
for command in $commands; do
	prints "help lists $command" out "^ *$command\b"
done
cp out help
for command in $commands; do
	expect "$command has help" 0 "$ANNALS" "$command" --help
	prints 'which says how it is called' out "annals $command"
done
expect 'the version is a result' 0 "$ANNALS" --version
prints 'with the libraries in use' out 'libzstd'

# What reads reports is a program of its own beside the one that is called.
mkdir alone && cp "$ANNALS" alone/annals
expect 'without it reports are not read' 3 alone/annals gather "$REPORTS"
prints 'which is said' err 'annals-full'
expect 'but the version is told' 0 alone/annals --version
mkdir -p lib/annals bin && cp "$ANNALS" bin/ && cp "$ANNALS-full" lib/annals/
expect 'where it is installed it is found' 0 bin/annals gather --help

# Options as --help lists them, those of a command's own commands too.
options_of() {
	{
		"$ANNALS" "$1" --help
		"$ANNALS" "$1" --help | sed -n 's/^  \([a-z]*\)  .*/\1/p' | while read -r word; do
			"$ANNALS" "$1" "$word" --help
		done
	} 2>/dev/null | grep -oE -- '^ *--[a-z-]+' | tr -d ' ' | grep -vx -- --help | sort -u
}

for command in $commands; do
	manual=$TESTS/../archiver/man/annals-$command.1
	if [ ! -f "$manual" ]; then
		fail "$command has a manual page"
		continue
	fi
	mandoc -Tutf8 "$manual" | col -b >page
	missing=$(options_of "$command" | while read -r option; do
		grep -q -- "$option\b" page || echo "$option"
	done)
	same "the manual of $command has all its options" "$missing" ''
done

archive archive
"$ANNALS" create archive "$REPORTS" >/dev/null 2>&1
bundle=archive/2023/test-2023-05.tar.zst
expect 'options may stand behind arguments' 0 "$ANNALS" list $bundle --json
prints_json 'JSON lines are JSON'
expect 'two dashes end them' '2|3' "$ANNALS" list -- --json

for command in "list $bundle" 'verify archive' "show $bundle 2023/05/12" --version --help; do
	# shellcheck disable=SC2086
	expect "a full disk behind standard output is noticed: $command" 3 \
		sh -c "'$ANNALS' $command >/dev/full"
done
run bash -c 'set -o pipefail; "$ANNALS" list archive | true'
same 'a reader that leaves early kills nobody' "$([ "$status" -lt 128 ] && echo alive)" alive
expect 'a result that nobody gets is a failure' 3 \
	sh -c '"$ANNALS" verify archive <&- >&- 2>&-'
report in/one.txt 02/05/2023
expect 'and one is made' '0|3' sh -c '"$ANNALS" create archive in <&- >&- 2>&-'
expect 'which is good' 0 "$ANNALS" verify archive
finish
