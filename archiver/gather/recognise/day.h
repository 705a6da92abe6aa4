/*
 * day.h -- dates as pages write them: in data (ISO 8601 in its many forms, RFC
 * 2822) and in lines for readers, with the names of months in the languages that
 * newsrooms write in.
 *
 *	2019-11-19T13:03:00.000+0700    20191119    Tue, 19 Nov 2019 13:03:00 GMT
 *	19. November 2019, 13:03 Uhr    Nov 19th, 2019    19 de noviembre de 2019
 *	19/11/2019 - 13:03              2019年11月19日
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_DAY_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_DAY_H

#include "format/base/civil.h"

struct day {
	struct civil when; /* midnight where no time is named; offset 0 where no zone is */
	bool timed, zoned;
	bool updated;	 /* a word before it says that it is the time of a change */
	struct slice at; /* where it stands */
};

/* True where `text` begins with a date as data has it. */
bool day_parse(struct slice text, struct day *out);

/* The first date in a line for readers. `month_first`: 11/19/2019 where both could be months. */
bool day_find(struct slice text, bool month_first, struct day *out);

/* True where a line that stands before a date says that it is that of publication. */
bool day_says_published(struct slice before);

/* The date in the path of an address: `/2019/11/19/`, `/20191119`, `/19-11-2019`. */
bool day_in_address(struct slice address, struct day *out);

#endif
