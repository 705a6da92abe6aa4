#!/bin/sh
# hardening.sh PROGRAM LIBRARY: what compiler and linker were asked for is in what was built.
set -u
program=$1 library=$2
faults=0

want() {
	if ! "$2" | grep -q -- "$3"; then
		echo "$program:1: $1"
		faults=$((faults + 1))
	fi
}

refuse() {
	if "$2" | grep -q -- "$3"; then
		echo "$program:1: $1"
		faults=$((faults + 1))
	fi
}

header() { readelf -hW "$program"; }
segments() { readelf -lW "$program"; }
dynamic() { readelf -dW "$program"; }
symbols() { readelf --dyn-syms -W "$program"; }

want 'not a position-independent program' header 'Type: *DYN (Position-Independent'
want 'no RELRO segment' segments 'GNU_RELRO'
want 'symbols are bound late (no BIND_NOW)' dynamic 'FLAGS_1.*NOW'
want 'no stack segment that says how the stack is' segments 'GNU_STACK'
refuse 'the stack is executable' segments 'GNU_STACK.*RWE'
refuse 'a segment is writable and executable' segments 'LOAD.*RWE'
refuse 'text relocations' dynamic 'TEXTREL'
refuse 'a search path of libraries is built in' dynamic 'R\(UN\)\?PATH'
want 'no stack protector' symbols '__stack_chk_fail'
want 'no fortified calls' symbols '__[a-z]*_chk'

# The note of control-flow protection reaches a program only where the C library's start files have
# it too, which Debian's do not; so each of our own objects is asked.
if [ "$(uname -m)" = x86_64 ]; then
	noted=$(readelf -nW "$library" 2>/dev/null | grep -c 'x86 feature: IBT, SHSTK')
	objects=$(ar t "$library" | grep -c '\.o$')
	if [ "$noted" != "$objects" ]; then
		echo "$library:1: control-flow protection in $noted objects of $objects"
		faults=$((faults + 1))
	fi
fi
[ "$faults" = 0 ]
