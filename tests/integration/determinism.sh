#!/bin/bash
# The same reports give the same bytes: whatever the machine, the locale, the zone, the number of
# threads.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

cp -r "$REPORTS" in
archive start
cp -a home home.start

# Bundles and sidecars that one way of running makes, as one digest.
made_by() {
	rm -rf home archive
	cp -a home.start home
	cp -a start archive
	run "$@"
	[ "$status" = 0 ] || echo "status $status"
	(cd archive && find . -name '*.tar.zst*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}

create=("$ANNALS" create archive)
first=$(made_by "${create[@]}" in --jobs 1)
same 'there are three bundles with their signatures' "$(wc -l <<<"$first")" 6
agrees() {
	local claim=$1
	shift
	same "$claim" "$(made_by "$@")" "$first"
}
agrees 'two threads make the same' "${create[@]}" in --jobs 2
agrees 'seven threads make the same' "${create[@]}" in --jobs 7
agrees 'another zone makes the same' env TZ=America/St_Johns "${create[@]}" in
agrees 'a Turkish locale makes the same' env LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 "${create[@]}" in
agrees 'no locale makes the same' env -u LANG LC_ALL=C "${create[@]}" in
agrees 'an absolute path makes the same' "${create[@]}" "$T/in"
agrees 'another working folder makes the same' sh -c 'cd / && "$ANNALS" create "$T/archive" "$T/in"'
agrees 'a private umask makes the same' sh -c 'umask 077 && "$ANNALS" create archive in'
agrees 'few descriptors make the same' sh -c 'ulimit -n 48 && "$ANNALS" create archive in'

mkdir other
find "$T/in" -mindepth 1 | LC_ALL=C sort -r | while read -r path; do
	if [ -f "$path" ]; then
		install -D -m 600 "$path" "other/${path#"$T/in/"}"
		touch -d '2001-02-03 04:05' "other/${path#"$T/in/"}"
	fi
done
agrees 'a folder made in another order, with other dates and modes, makes the same' "${create[@]}" \
	other

later=$(SOURCE_DATE_EPOCH=1690934400 made_by "${create[@]}" in)
same 'another day makes other bundles' "$([ "$later" = "$first" ] && echo same || echo other)" other
finish
