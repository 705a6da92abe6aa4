#!/bin/bash
# bench.sh [REPORTS]: annals beside tar, zstd, sha256sum and minisign, in one run, on so many
# invented
# reports (20000). Prints CPU seconds (user and system), peak memory, and the ratio of the two; only
# ratios of
# one run mean anything. Everything lies in memory (/dev/shm, or $TMPDIR).
set -euo pipefail
: "${ANNALS:?the path of the program}"
here=$(cd "$(dirname "$0")" && pwd)
count=${1:-${BENCH_REPORTS:-20000}}
runs=${BENCH_RUNS:-3}
jobs=$(nproc)
[ -n "${TMPDIR:-}" ] || TMPDIR=/dev/shm
T=$(mktemp -d "$TMPDIR/annals-bench.XXXXXX")
trap 'rm -rf "$T"' EXIT
export ANNALS_HOME=$T/home SOURCE_DATE_EPOCH=1735689600 LC_ALL=C.UTF-8
cd "$T"

# measure COMMAND: its CPU seconds and peak memory in MiB, the best of some runs. $before is run,
# not timed,
# before each.
before=:
measure() {
	local best='' cpu peak line
	for _ in $(seq "$runs"); do
		eval "$before"
		/usr/bin/time -o time -f '%U %S %M' bash -c "set -o pipefail; $1" >out 2>err ||
			{ echo "failed: $1" >&2 && cat err >&2 && exit 1; }
		line=$(tail -n 1 time)
		cpu=$(awk '{ print $1 + $2 }' <<<"$line")
		peak=$(awk '{ printf "%.0f", $3 / 1024 }' <<<"$line")
		if [ -z "$best" ] || awk "BEGIN { exit !($cpu < ${best% *}) }"; then \
			best="$cpu $peak"; fi
	done
	echo "$best"
}

# row WHAT OURS THEIRS: both measured one after the other, and their ratio.
row() {
	local ours theirs
	before=${before_ours:-:}
	ours=$(measure "$2")
	before=${before_theirs:-:}
	theirs=$(measure "$3")
	awk -v what="$1" -v a="$ours" -v b="$theirs" 'BEGIN {
		split(a, x, " "); split(b, y, " ")
		printf "%-30s %8.2f s %5d MiB %10.2f s %5d MiB %8.2f\n", what, x[1], x[2], y[1], \
			y[2],
			x[1] / (y[1] > 0.005 ? y[1] : 0.005)
	}'
}

python3 -B "$here/../support/reports.py" in "$count" 1
find in -type f -print0 | xargs -0 cat >/dev/null
minisign -G -W -p key.pub -s key >/dev/null 2>&1
"$ANNALS" init start --origin example.org/bench --name bench --no-passphrase >/dev/null
bundle=archive/2023/bench-2023-05.tar.zst
reports=$(du -sb --apparent-size in | cut -f1)
echo "$count reports, $((reports / 1000000)) MB, $jobs processors"
printf '%-30s %18s %22s %10s\n' '' annals 'tar, zstd, minisign' ratio

start_over='rm -rf archive home/signed home/seen; cp -a start archive'
for level in 3 9; do
	before_ours=$start_over
	before_theirs='rm -f ref.tar.zst*'
	row "create --level $level" "'$ANNALS' create archive in --level $level" \
	'minisign -VQm ref.tar.zst -p key.pub && zstd -qt ref.tar.zst && sha256sum -c --quiet sums'
		tar --null -T names -cf - | zstd -q -$level -T$jobs -o ref.tar.zst &&
		minisign -S -s key -m ref.tar.zst"
done
before_ours='' before_theirs=''
row 'verify' "'$ANNALS' verify $bundle" \
	'minisign -VQm ref.tar.zst -p key.pub && zstd -qt ref.tar.zst && sha256sum --quiet -c sums'
row 'verify --quick' "'$ANNALS' verify --quick $bundle" 'minisign -VQm ref.tar.zst -p key.pub'
row 'list' "'$ANNALS' list $bundle" 'tar --zstd -tf ref.tar.zst'
before_ours='rm -rf x' before_theirs='rm -rf y; mkdir y'
row 'extract all, verified' "'$ANNALS' extract $bundle -C x" 'tar --zstd -xf ref.tar.zst -C y'
id=$("$ANNALS" list --json $bundle | sed 's/.*"id":"\([^"]*\)".*/\1/' | sed -n "$((count / 2))p")
member=$(sed -n "$((count / 2))p" <(tr '\0' '\n' <names))
row 'extract one, with its proof' "'$ANNALS' extract $bundle '$id' -C x" \
	"tar --zstd -xf ref.tar.zst -C y '$member'"
awk -v a="$(stat -c %s $bundle)" -v b="$(stat -c %s ref.tar.zst)" -v r="$reports" 'BEGIN {
	printf "\nsize at level 9: %.2f MB, one in %.2f; peer %.2f MB, one in %.2f\n", a / 1e6, r \
		/ a, b / 1e6, r / b
}'
rm -rf in x y ref.tar.zst* archive

# Memory must not grow with the input.
if [ "${BENCH_LARGE:-yes}" = yes ]; then
	echo
	python3 -B "$here/../support/reports.py" in 100000 1
	before=$start_over
	runs=1
	read -r cpu peak <<<"$(measure "'$ANNALS' create archive in --jobs 2 --level 3")"
	echo "100000 reports at level 3: $cpu s, $peak MiB"
	rm -rf in
	mkdir in
	cp "$here/../demo/reports/hoi-an/bai.txt" "$here"/../demo/reports/hoi-an/*.jpg in/
	truncate -s 4G in/*.jpg
	sed -i 's|03/07/2023|03/05/2023|' in/bai.txt
	before="$start_over"
	read -r cpu peak <<<"$(measure "'$ANNALS' create archive in --jobs 2 --level 3")"
	echo "one sparse picture of 4 GiB: create $cpu s, $peak MiB"
	before=:
	read -r cpu peak <<<"$(measure "'$ANNALS' verify $bundle --jobs 2")"
	echo "one sparse picture of 4 GiB: verify $cpu s, $peak MiB"
fi
