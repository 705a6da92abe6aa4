/*
 * moment.h -- when a report was published: the site's own stamp, a line of
 * nothing but a date, mostly with a time.
 *
 *	28/07/2023 - 16:44                     Thứ hai, 26/10/2020, 22:21 (GMT+7)
 *	Cập nhật: 19-02-2022 | 15:08:36        Ngày 5 tháng 6 năm 2023, 9 giờ 30 phút
 *	2023-05-24T17:30:00+07:00              May 16, 2023 9:05 AM
 *	2023年6月18日 11:25                    06.05.2025, 16h02
 *
 * Days come before months, unless the month would be a thirteenth. A stamp
 * mostly names no zone: the caller's is then taken, and said to be assumed.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_MOMENT_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_MOMENT_H

#include "archiver/gather/story.h"

struct moment {
	struct civil when; /* midnight where no time is named; offset 0 where no zone is */
	bool timed, zoned;
	bool updated; /* it says that it is the time of a change */
	unsigned percent;
};

/* True where all of `line` is one stamp. */
bool moment_parse(struct slice line, struct moment *out);

/*
 * Marks the stamps among the first and last blocks, and dates the story by the
 * best: a time of publication before one of a change, the first among equals.
 * `zone` is in minutes east of UTC.
 */
void moment_find(struct story *s, int zone);

#endif
