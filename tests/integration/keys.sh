#!/bin/bash
# Keys, the trust file, other signers.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

archive archive
"$ANNALS" create archive "$REPORTS/bao-tinh" --month 2023-05 >/dev/null 2>&1
bundle=archive/2023/test-2023-05.tar.zst
init=("$ANNALS" init --no-passphrase)
expect 'an archive is not made twice' '2|3' "${init[@]}" archive --origin example.org/test
expect 'an origin with a scheme is refused' 2 "${init[@]}" x --origin https://example.org
expect 'an origin with a blank is refused' 2 "${init[@]}" x --origin 'example.org/a b'
expect 'an origin in capitals is refused' 2 "${init[@]}" x --origin Example.org
same 'and nothing is made' "$(find . -path ./x)" ''
same 'the secret key is the owner'"'"'s alone' "$(find home -name '*.key' -perm /077)" ''
# How the base64 of a secret key begins, locked or not.
same 'no secret key lies in the archive' "$(grep -rlE 'RWRTY0Iy|RWQAAEIy' archive)" ''

# Whom to believe, and when: all bundles here were made on 2023-08-01.
id=$("$ANNALS" trust list | awk '{ print $5; exit }')
believed() { "$ANNALS" verify "$bundle"; }
expect 'the trust file is listed' 0 "$ANNALS" trust list
prints 'with the origin, the key and its id' out "^example\.org/test  RW.*$id"
expect 'as JSON too' 0 "$ANNALS" trust list --json
prints_json 'that can be read'
trusts() {
	rm home/trust
	"$ANNALS" trust add example.org/test archive/annals.pub "$@" >/dev/null
}
trusts
expect 'a key is believed for its origin' 0 believed
rm home/trust
"$ANNALS" trust add example.org/other archive/annals.pub >/dev/null
expect 'and for no other' 1 believed
trusts --from 2023-08-01 --until 2023-08-01
expect 'a key is believed on its only day' 0 believed
trusts --from 2023-08-02
expect 'not before its time' 1 believed
prints 'which is said' any '2023-08-02'
trusts --until 2023-07-31
expect 'not after its time' 1 believed
prints 'which is said' any '2023-07-31'
trusts
"$ANNALS" trust retire "$id" --until 2023-12-31 >/dev/null
expect 'a retired key is believed for what it signed in its time' 0 believed
expect 'a key can be revoked' 0 "$ANNALS" trust revoke "$(sed -n 2p archive/annals.pub)"
expect 'and is believed no more' 1 believed
prints 'which is said' any '[Rr]evoked'
expect 'a key that is not there cannot be' '2|3' "$ANNALS" trust revoke 0123456789ABCDEF
expect 'nor one that is none' '2|3' "$ANNALS" trust revoke none
trusts

# Key files.
expect 'a key pair is made' 0 "$ANNALS" key generate new --no-passphrase
check 'minisign signs with it' minisign -S -s new -m archive/annals.conf -x new.minisig
check 'and verifies with it' minisign -V -p new.pub -m archive/annals.conf -x new.minisig
expect 'a key file is never replaced' '2|3' "$ANNALS" key generate new --no-passphrase
expect 'a key is shown' 0 "$ANNALS" key show new.pub
cp out shown
expect 'the same of the secret key file' 0 "$ANNALS" key show new
same 'which shows the public part alone' "$(cat out)" "$(cat shown)"
chmod 644 new
expect 'a secret key that others can read is refused' 3 "$ANNALS" sign $bundle --key new
prints 'with the reason' err '0644'
chmod 600 new

# A second signer, who verifies first.
expect 'another signer signs what verifies' 0 "$ANNALS" sign $bundle --key new
second=$(find archive -name '*.tar.zst.*.minisig')
check 'in a sidecar of its own, which minisign verifies' \
	minisign -V -p new.pub -m $bundle -x "${second:-none}"
expect 'the bundle is still good' 0 believed
cp $bundle bad.tar.zst
printf x | dd of=bad.tar.zst bs=1 seek=5000 conv=notrunc status=none
expect 'what does not verify is not signed' 1 "$ANNALS" sign bad.tar.zst --key new
same 'and gets no sidecar' "$(find . -maxdepth 1 -name 'bad*minisig')" ''
finish
