#!/bin/bash
# exiftool writes metadata into pictures, and what annals reads is what exiftool reads by the rules
# of the Metadata Working Group.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

if ! command -v exiftool >/dev/null; then
	skip 'pictures are read as exiftool reads them' 'exiftool is not installed'
	finish
fi
check 'pictures are read as exiftool reads them' python3 "$TESTS/interop/photo_check.py" "$ANNALS"
prints 'all of them' out '^[0-9]+ values of [0-9]+ pictures agree$'
finish
