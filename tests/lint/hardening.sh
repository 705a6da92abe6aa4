#!/bin/sh
# hardening.sh PROGRAM: what compiler and linker were asked for is in the program that was built.
set -u
program=$1
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
notes() { readelf -nW "$program"; }
symbols() { readelf --dyn-syms -W "$program"; }

want 'not a position-independent program' header 'Type: *DYN (Position-Independent'
want 'no RELRO segment' segments 'GNU_RELRO'
want 'symbols are bound late (no BIND_NOW)' dynamic 'FLAGS_1.*NOW'
want 'no stack segment that says how the stack is' segments 'GNU_STACK'
refuse 'the stack is executable' segments 'GNU_STACK.*RWE'
refuse 'a segment is writable and executable' segments 'LOAD.*RWE'
refuse 'text relocations' dynamic 'TEXTREL'
refuse 'a search path of libraries is built in' dynamic 'R\(UN\)\?PATH'
want 'no control-flow protection (IBT and SHSTK)' notes 'x86 feature: IBT, SHSTK'
want 'no stack protector' symbols '__stack_chk_fail'
want 'no fortified calls' symbols '__[a-z]*_chk'
[ "$faults" = 0 ]
