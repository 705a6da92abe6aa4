#!/bin/bash
# Keys, the trust file, other signers.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

archive archive
"$ANNALS" create archive "$REPORTS/bao-tinh" --month 2023-05 >/dev/null 2>&1
bundle=archive/2023/test-2023-05.tar.zst
expect 'an archive is not made twice' '2|3' "$ANNALS" init archive --origin example.org/test \
	--no-passphrase
expect 'an origin with a scheme is refused' 2 "$ANNALS" init x --origin https://example.org \
	--no-passphrase
expect 'an origin with a blank is refused' 2 "$ANNALS" init x --origin 'example.org/a b' \
	--no-passphrase
same 'and nothing is made' "$(find . -path ./x)" ''
same 'the secret key is the owner'"'"'s alone' "$(find home -name '*.key' -perm /077)" ''
same 'no secret key lies in the archive' "$(grep -rl 'secret key' archive)" ''

expect 'the trust file is listed' 0 "$ANNALS" trust list
prints 'with the origin and its key' out '^example\.org/test.*RW'
key=$(sed -n 2p archive/annals.pub)
expect 'a key can be revoked' 0 "$ANNALS" trust revoke "$key"
expect 'and is then not believed' 1 "$ANNALS" verify $bundle
cat out err >both
expect 'which is said' 0 grep -qi revoked both

# A second signer.
"$ANNALS" trust add example.org/test archive/annals.pub --trust trusted >/dev/null 2>&1
minisign -G -W -p second.pub -s second.key >/dev/null 2>&1
chmod 600 second.key
expect 'another signer signs what verifies' 0 "$ANNALS" sign $bundle --key second.key --trust trusted
finish
