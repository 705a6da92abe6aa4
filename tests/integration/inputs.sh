#!/bin/bash
# Whatever stands in a folder of reports, each thing that cannot be archived is named with its
# reason, and
# the rest is archived.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

archive archive
report in/a-good.txt 01/06/2023 'Bản tin thứ nhất'
report in/z-last.txt 02/06/2023 'Bản tin cuối cùng'
report in/.hidden.txt 03/06/2023 'Bản tin ẩn'
: >in/empty.txt
head -c 4096 /dev/urandom >in/binary.bin
ln -s a-good.txt in/link.txt
ln -s . in/loop
mkfifo in/pipe.txt
python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("in/socket.txt")'
{ cat in/a-good.txt; head -c 17000000 /dev/zero | tr '\0' 'a'; } >in/huge.txt
printf '\211PNG\r\n\032\n' >in/alone.png

expect 'a folder with all of these is archived as far as it goes' 3 timeout 120 "$ANNALS" create \
	archive in
for name in empty.txt binary.bin link.txt loop pipe.txt socket.txt huge.txt alone.png; do
	prints "$name is named with a reason" any "$name \\(.*[a-z]"
done
annals list archive/2023/test-2023-06.tar.zst
same 'the two good ones are in the bundle' "$(grep -c 2023/06/0 out)" 2
same 'hidden files are passed over' "$(grep -c ban-tin-an out)" 0
expect 'and it verifies' 0 "$ANNALS" verify archive

# Names as a hostile disk has them.
report odd/1.txt 04/06/2023 'Tên có xuống dòng'
mv odd/1.txt odd/$'new\nline.txt'
report odd/2.txt 05/06/2023 'Tên có mã điều khiển'
mv odd/2.txt odd/$'escape\e[31m.txt'
report odd/3.txt 06/06/2023 'Tên đảo chiều'
mv odd/3.txt odd/$'bidi\u202etxt.exe.txt'
report odd/4.txt 07/06/2023 'Tên không phải UTF-8'
mv odd/4.txt odd/$'bad\xff\xfe.txt'
report odd/5.txt 08/06/2023 'Tên rất dài'
mv odd/5.txt "odd/$(printf '%0251d' 0).txt"
report odd/6.txt 09/06/2023 $'Tiêu đề \e[2J xóa màn hình'
: >odd/$'none\e[31m\nat all.txt'
expect 'odd names are archived' 3 "$ANNALS" create archive odd
cat out err >said
annals list archive/2023/test-2023-06.2.tar.zst
cat said >>out
same 'all six' "$(grep -c '2023/06/0[4-9]/' out)" 6
same 'nothing of an escape reaches the terminal' \
	"$(LC_ALL=C grep -c $'\e\|\xe2\x80\xae\|\xff' out)" 0
prints 'names are shown masked' any 'none\\u\{1[bB]\}'

# Paths that are not there, and paths that cannot be read.
expect 'an input that is not there is named' 3 "$ANNALS" create archive nowhere
prints 'with its reason' any 'nowhere .*[Nn]o such file'
printf '%s\n' in/a-good.txt gone.txt >list
run sh -c '"$ANNALS" create archive - <list'
same 'a listed path that has vanished is named' "$status $(cat out err | grep -c gone.txt)" '3 1'

if [ "$(id -u)" = 0 ] && ! setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null; then
	skip 'an unreadable report is named' 'cannot become another user here'
else
	report locked/closed.txt 10/06/2023 'Bản tin khóa'
	report locked/open.txt 11/06/2023 'Bản tin mở'
	chmod 000 locked/closed.txt
	become=
	if [ "$(id -u)" = 0 ]; then
		become='setpriv --reuid 65534 --regid 65534 --clear-groups'
		chown -R 65534 archive home
		chmod 755 "$T"
	fi
	# shellcheck disable=SC2086
	expect 'an unreadable report is left out' 3 $become "$ANNALS" create archive locked
	prints 'and named with its reason' any 'closed\.txt .*[Pp]ermission denied'
	[ -z "$become" ] || chown -R 0 archive home
fi

# Depth without end.
deep=deep
for _ in $(seq 600); do deep=$deep/d; done
mkdir -p "$deep" && report "$deep/r.txt" 12/06/2023 'Bản tin ở rất sâu'
expect 'a deep folder ends in an answer' '0|3' timeout 60 "$ANNALS" create archive deep
finish
