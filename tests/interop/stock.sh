#!/bin/bash
# Stock tar, bsdtar, zstd, sha256sum and Python read a bundle, and what they read is what came in.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

archive archive
"$ANNALS" create archive "$REPORTS" >/dev/null 2>&1
for bundle in $(bundles archive); do
	name=$(basename "$bundle" .tar.zst)
	mkdir -p gnu bsd pipe python
	check "$name: zstd -t" zstd -q -t "$bundle"
	check "$name: GNU tar" tar --zstd -xf "$bundle" -C gnu
	same "$name: GNU tar has no warning" "$(cat err)" ''
	check "$name: bsdtar" bsdtar -xf "$bundle" -C bsd
	same "$name: bsdtar has no warning" "$(cat err)" ''
	check "$name: zstd -d into tar" sh -c "zstd -q -d -c $bundle | tar -x -C pipe"
	zstd -q -d -c "$bundle" >stream
	check "$name: Python's tarfile" python3 -c \
		'import tarfile; tarfile.open("stream", "r:").extractall("python")'
	check "$name: sha256sum of the payload" sh -c \
		"cd gnu/$name && sha256sum --quiet -c manifest-sha256.txt"
	check "$name: sha256sum of the tag files" sh -c \
		"cd gnu/$name && sha256sum --quiet -c tagmanifest-sha256.txt"
	tar --zstd --numeric-owner -tvf "$bundle" >listing
	same "$name: plain files of nobody, readable by all" \
		"$(awk '{ print $1, $2 }' listing | sort -u)" '-rw-r--r-- 0/0'
	same "$name: all under one folder" \
		"$(awk '{ print $NF }' listing | cut -d/ -f1 | sort -u)" "$name"
	same "$name: all of one moment, that of creation" \
		"$(awk '{ print $4, $5 }' listing | sort -u | wc -l)" 1
done
for tool in bsd pipe python; do
	same "$tool unpacks what GNU tar unpacks" "$(tree_digest $tool)" "$(tree_digest gnu)"
done
digests() { find "$@" -type f -print0 | xargs -0 sha256sum | cut -c1-64 | sort; }
same 'every report came back byte for byte' "$(digests gnu -name 'original.*')" \
	"$(digests "$REPORTS" -name '*.txt')"
same 'every picture too' "$(digests gnu -path '*/photos/*')" \
	"$(digests "$REPORTS" -name '*.[jp][pn]g')"
finish
