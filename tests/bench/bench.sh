#!/bin/bash
# bench.sh [REPORTS]: annals beside tar, zstd, sha256sum and minisign, in one run, on so many
# invented reports (20000).
#
# Prints CPU seconds (user and system), peak memory, and the ratio of the seconds; the best of
# BENCH_RUNS (3) counts, and only ratios of one run mean anything. Everything lies in memory
# (/dev/shm, or TMPDIR). BENCH_LARGE=no leaves out what shows that memory does not grow.
set -euo pipefail
: "${ANNALS:?the path of the program}"
tests=$(cd "$(dirname "$0")/.." && pwd)
count=${1:-20000}
jobs=$(nproc)
T=$(mktemp -d "${TMPDIR:-/dev/shm}/annals-bench.XXXXXX")
trap 'rm -rf "$T"' EXIT
export ANNALS_HOME=$T/home SOURCE_DATE_EPOCH=1735689600 LC_ALL=C.UTF-8
cd "$T"

# measure RUNS BEFORE COMMAND: CPU seconds and MiB of the best run; BEFORE is run first, untimed.
measure() {
	local best='' cpu peak
	for _ in $(seq "$1"); do
		eval "$2"
		if ! /usr/bin/time -o time -f '%U %S %M' bash -o pipefail -c "$3" >out 2>err; then
			echo "failed: $3" >&2
			cat err >&2
			return 1
		fi
		read -r cpu peak < <(awk 'END { printf "%.3f %.0f\n", $1 + $2, $3 / 1024 }' time)
		[ -n "$best" ] && awk "BEGIN { exit !($cpu >= ${best% *}) }" || best="$cpu $peak"
	done
	echo "$best"
}

# row WHAT OUR-BEFORE OURS THEIR-BEFORE THEIRS
row() {
	local ours theirs
	ours=$(measure "${BENCH_RUNS:-3}" "$2" "$3")
	theirs=$(measure "${BENCH_RUNS:-3}" "$4" "$5")
	echo "$ours $theirs" | awk -v what="$1" '{
		printf "%-28s %8.2f s %5d MiB %8.2f s %5d MiB %8.2f\n", what, $1, $2, $3, $4,
			$1 / ($3 > 0.005 ? $3 : 0.005)
	}'
}

# alone WHAT BEFORE COMMAND: where there is nothing to compare with.
alone() {
	measure 1 "$2" "$3" | awk -v what="$1" '{ printf "%-48s %8.2f s %5d MiB\n", what, $1, $2 }'
}

python3 -B "$tests/support/reports.py" in "$count" 1
find in -type f -print0 | xargs -0 cat >/dev/null
minisign -G -W -p key.pub -s key >/dev/null 2>&1
"$ANNALS" init start --origin example.org/bench --name bench --no-passphrase >/dev/null 2>&1
bundle=archive/2023/bench-2023-05.tar.zst
size=$(find in -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }')
echo "$count reports, $((size / 1000000)) MB, $jobs processors"
printf '%-28s %20s %20s %8s\n' '' annals 'tar, zstd, minisign' ratio

again='rm -rf archive home/signed home/seen; cp -a start archive'
for level in 3 9; do
	row "create --level $level" "$again" \
		"'$ANNALS' create archive in --level $level" \
		'rm -f ref.tar.zst*' \
		"find in -type f -print0 | sort -z >names && xargs -0 sha256sum <names >sums &&
		tar --null -T names -cf - | zstd -q -$level -T$jobs -o ref.tar.zst &&
		minisign -S -s key -m ref.tar.zst"
done
row 'verify' : "'$ANNALS' verify $bundle" : \
	'minisign -Vqm ref.tar.zst -p key.pub && zstd -qt ref.tar.zst && sha256sum -c --quiet sums'
row 'verify --quick' : "'$ANNALS' verify --quick $bundle" : \
	'minisign -VQm ref.tar.zst -p key.pub'
row 'list' : "'$ANNALS' list $bundle" : 'tar --zstd -tf ref.tar.zst'
# The same files, by a program that checks nothing.
row 'extract all, verified' 'rm -rf x' "'$ANNALS' extract $bundle -C x" 'rm -rf y; mkdir y' \
	"tar --zstd -xf $bundle -C y"
id=$("$ANNALS" list --json $bundle | sed 's/.*"id":"\([^"]*\)".*/\1/' | sed -n "$((count / 2))p")
member=$(tr '\0' '\n' <names | sed -n "$((count / 2))p")
row 'extract one, with its proof' 'rm -rf x' "'$ANNALS' extract $bundle '$id' -C x" \
	'rm -rf y; mkdir y' "tar --zstd -xf ref.tar.zst -C y '$member'"
for file in "$bundle" ref.tar.zst; do
	stat -c %s "$file" | awk -v of="$size" -v file="$(basename "$file")" '{
		printf "%-28s %8.2f MB, a ratio of %.2f\n", file, $1 / 1e6, of / $1
	}'
done
rm -rf in x y ref.tar.zst* archive
[ "${BENCH_LARGE:-yes}" = yes ] || exit 0

echo
python3 -B "$tests/support/reports.py" in 100000 1
alone '100,000 reports: create --jobs 2' "$again" "'$ANNALS' create archive in --jobs 2"
alone '100,000 reports: verify --jobs 2' : "'$ANNALS' verify $bundle --jobs 2"
rm -rf in x
mkdir in
sed 's|03/07/2023|03/05/2023|' "$tests/demo/reports/hoi-an/bai.txt" >in/bai.txt
cp "$tests"/demo/reports/hoi-an/*.jpg in/1.jpg
truncate -s 4G in/1.jpg
alone 'a sparse picture of 4 GiB: create --jobs 2' "$again" "'$ANNALS' create archive in --jobs 2"
alone 'a sparse picture of 4 GiB: verify --jobs 2' : "'$ANNALS' verify $bundle --jobs 2"
