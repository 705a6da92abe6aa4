/*
 * photo_date.h -- when a photo was taken, as its three blocks write it:
 * `2023:07:28 16:44:05` and an offset in EXIF, `2023-07-28T16:44:05.00+07:00`
 * or less of it in XMP, `20230728` and `164405+0700` in IIM.
 *
 * One grammar takes them all: digits by their number, separators between them
 * where there are any.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_DATE_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_DATE_H

#include "format/base/bytes.h"
#include "format/base/civil.h"

struct photo_date {
	struct civil at;	     /* what is not said is the first: 1 January, 00:00:00 */
	bool month, day, time, zone; /* whether that is said */
};

/* False where it is no date, or all zeros, as cameras write it that do not know. */
bool photo_date_parse(struct slice s, int zone, struct photo_date *out);

/* RFC 3339, or `YYYY-MM-DD`, `YYYY-MM`, `YYYY`. */
void photo_date_write(const struct photo_date *d, struct bytes *out);

#endif
