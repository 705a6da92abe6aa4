#!/bin/bash
# demo.sh [REPORTS]: from a folder of reports to a signed archive and back, each command shown with
# what it says. Without REPORTS it takes its own, in every form that reports come in.
# $ANNALS is the program; stops at the first step that fails.
set -Eeuo pipefail

here=$(cd "$(dirname "$0")" && pwd)
: "${ANNALS:?the path of the program}"
PATH=$(dirname "$ANNALS"):$PATH
REPORTS=$(realpath "${1:-$here/reports}")
work=$(mktemp -d "${TMPDIR:-/tmp}/annals-demo.XXXXXX")
export PATH REPORTS FORMS="$here/forms" ANNALS_HOME="$work/home"
unset ANNALS_PASSPHRASE_FILE
cd "$work"

step='(nothing yet)'
trap 'printf "\ndemo: FAILED at: %s\n" "$step" >&2' ERR

title() { printf '\n== %s\n' "$*"; }

# Shows a command and what it says; the command is a line for the shell.
show() {
	step=$1
	printf '\n$ %s\n' "$step"
	eval "$step"
}

# Field of the article with the most captions in the first bundle, out of `annals list --json`.
pick='import json, sys
rows = [json.loads(line) for line in sys.stdin]
print(max((r for r in rows if "id" in r), key=lambda r: r["captions"])["id"])'

title 'An archive, and a bundle for each month'
show 'annals init archive --origin example.org/demo --name demo --timezone +07:00 --no-passphrase'
left_out=0
show 'annals create archive "$REPORTS" || left_out=$?'
case $left_out:$# in
0:* | 3:1) ;; # of one's own reports some may be left out
*) false ;;
esac
show 'annals verify archive'

title 'What is in it'
show 'annals list archive'
bundle=$(find archive -name '*.tar.zst' | LC_ALL=C sort | head -n 1)
article=$(annals list --json "$bundle" | python3 -c "$pick")
show "annals show $bundle $article"
show "annals show $bundle $article --captions"
show "annals show $bundle $article --metadata"

if [ $# = 0 ]; then
	title 'Reports as they come: a saved page, an e-mail, a document, a photo, a web archive'
	show 'annals gather "$FORMS/nong-nghiep-sach.html"'
	show 'annals create archive "$FORMS"'
	show 'annals list archive/2023/demo-2023-08.tar.zst'
fi

title 'One article taken out, and proved on its own'
show "annals extract $bundle $article -C taken"
show 'find taken -type f | LC_ALL=C sort'
show "annals verify taken/$article"

title 'The same with stock tools alone'
name=$(basename "$bundle" .tar.zst)
show "minisign -Vm $bundle -p archive/annals.pub"
show "tar --zstd -tf $bundle | sed -n 1,12p"
show "mkdir stock && tar --zstd -xf $bundle -C stock"
show "(cd stock/$name && sha256sum -c manifest-sha256.txt | tail -n 3)"
show "(cd stock/$name && sha256sum -c tagmanifest-sha256.txt)"

title 'And what tar unpacked still stands under the signature'
show "annals verify stock/$name"

title "All of it is left in $work"
