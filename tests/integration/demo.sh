#!/bin/bash
# What a newcomer is shown works.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

check 'the demonstration runs to its end' env TMPDIR="$T" "$TESTS/demo/demo.sh"
prints 'it shows what minisign says' out '^Signature and comment signature verified'
prints 'it shows what sha256sum says' out '^data/2023/05/.*: OK'
prints 'it says where the results are' out "left in $T/annals-demo"
mkdir false
ln -s /bin/false false/annals
expect 'it fails where a step does' 1 env TMPDIR="$T" ANNALS="$T/false/annals" "$TESTS/demo/demo.sh"
prints 'and says at which' err '^demo: FAILED at: annals init'
finish
