#!/bin/bash
# minisign and annals read each other's keys and signatures.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

# Ours, there.
archive archive
"$ANNALS" create archive "$REPORTS/bao-tinh" --month 2023-05 >/dev/null 2>&1
bundle=archive/2023/test-2023-05.tar.zst
check 'minisign verifies our signature with our key file' minisign -Vm $bundle -p archive/annals.pub
prints 'and shows the log in the comment' out 'origin:example\.org/test'
check 'and with the key on its command line' minisign -Vm $bundle -P \
	"$(sed -n 2p archive/annals.pub)"
check 'prehashed alone' minisign -VHm $bundle -p archive/annals.pub
echo hello >hello
secret=$(find home -name '*.key' | head -1)
check 'minisign signs with our secret key' minisign -S -s "$secret" -m hello
check 'and the signature is good under our public key' minisign -Vm hello -p archive/annals.pub

# Theirs, here.
minisign -G -W -p theirs.pub -s theirs.key >out 2>err
chmod 600 theirs.key
check 'an archive takes a key that minisign made' \
	"$ANNALS" init theirs --origin example.org/theirs --name theirs --key theirs.key
"$ANNALS" create theirs "$REPORTS/bao-tinh" --month 2023-05 >out 2>err
expect 'and signs with it' 0 "$ANNALS" verify --key theirs.pub theirs/2023/theirs-2023-05.tar.zst
check 'which minisign verifies' minisign -Vm theirs/2023/theirs-2023-05.tar.zst -p theirs.pub

printf 'mật khẩu dài\n' >passphrase
printf 'mật khẩu dài\nmật khẩu dài\n' | minisign -G -p locked.pub -s locked.key >out 2>err
chmod 600 locked.key
export ANNALS_PASSPHRASE_FILE=$T/passphrase
expect 'a passphrase that others can read is not taken' 3 \
	"$ANNALS" init locked --origin example.org/locked --name locked --key locked.key
chmod 600 passphrase
check 'an archive takes a key that minisign locked' \
	"$ANNALS" init locked --origin example.org/locked --name locked --key locked.key
"$ANNALS" create locked "$REPORTS/bao-tinh" --month 2023-05 >out 2>err
check 'and signs with it, the passphrase from a file' \
	minisign -Vm locked/2023/locked-2023-05.tar.zst -p locked.pub
printf 'falsch\n' >passphrase
report more/one.txt 02/05/2023
expect 'a wrong passphrase signs nothing' '2|3' "$ANNALS" create locked more
same 'and publishes nothing' "$(bundles locked | wc -l)" 1
unset ANNALS_PASSPHRASE_FILE
expect 'nor does none' 3 setsid -w "$ANNALS" create locked more
expect 'a passphrase comes from a descriptor' 0 \
	sh -c 'printf "mật khẩu dài\n" | "$ANNALS" create locked more --passphrase-fd 0'

# What minisign signs beside us.
minisign -S -s theirs.key -m $bundle -x $bundle.THEIRS.minisig -t 'read and kept' >out 2>err
expect 'a signature of minisign beside ours does no harm' 0 "$ANNALS" verify $bundle
minisign -S -l -s "$secret" -m $bundle -x $bundle.minisig >out 2>err
expect 'a signature without prehashing in place of ours is refused' 1 "$ANNALS" verify $bundle
finish
