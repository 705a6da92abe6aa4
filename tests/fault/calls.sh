#!/bin/bash
# Every call of the C library fails, once and from then on; the program is killed at any of them.
# What must hold then stands in calls.py.
# shellcheck source=tests/support/whole.sh
. "$(dirname "$0")/../support/whole.sh"

inject=$(dirname "$ANNALS")/tests/fault/inject.so
if [ ! -f "$inject" ]; then
	skip 'calls of the C library fail' "there is no $inject: make test-whole builds it"
	finish
elif grep -q __asan_init "$ANNALS"; then
	skip 'calls of the C library fail' 'sanitizers must be loaded first'
	finish
fi

mkdir start && cd start || exit 3
ANNALS_HOME=$PWD/home
T=$PWD archive archive
report earlier/one.txt 05/05/2023
"$ANNALS" create archive earlier >../out 2>../err || said 'the earlier month is archived'
report in/one/report.txt 05/06/2023
cp "$REPORTS"/hoi-an/*.jpg in/one/
report in/two.txt 06/06/2023 'Trường Tân Lập đón sách mới'
bsdtar -xf archive/2023/test-2023-05.tar.zst && mv test-2023-05 bag
ANNALS_HOME=$PWD/home "$ANNALS" extract archive/2023/test-2023-05.tar.zst 2023/05 \
	-C taken >../out 2>&1
mv taken/2023/05/05/* article
cp -a archive 'done'
cp -a home home.done
ANNALS_HOME=$PWD/home.done "$ANNALS" create 'done' in >../out 2>../err ||
	said 'the month is archived'
ANNALS_HOME=$PWD/home.done expect 'without a fault all is good' 0 "$ANNALS" verify 'done'
cd ..
python3 "$TESTS/fault/calls.py" "$ANNALS-full" "$inject" start || faults=$((faults + 1))
finish
