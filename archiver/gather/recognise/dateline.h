/*
 * dateline.h -- the day that a dateline names, for a report without a stamp: where and when it
 * was written, as press releases, agencies and offices put it.
 *
 *	Quảng Nam, ngày 15 tháng 8 năm 2023         a line of its own, under the headline or at the
 *end HANOI, Aug. 15, 2023 (VNA) - ...            before the first word of the first paragraph (Đà
 *Nẵng, 15/8/2023) ...                    TTXVN 15/8/2023 - ...
 *
 * Only a whole date counts: of `Đà Nẵng (TTXVN 24/5) -` nobody knows the year. What stands beside
 * it must be names of places or agencies, by their capitals; a sentence that happens to begin with
 * a day is none.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_DATELINE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_DATELINE_H

#include "archiver/gather/recognise/moment.h"

/* True where all of `line` is a place and a day; `place` is a stretch of it. */
bool dateline_line(struct slice line, struct slice *place, struct moment *out);

/*
 * True where `paragraph` begins with a dateline that has a whole date; `date` is that stretch.
 */
bool dateline_parse(struct slice paragraph, struct slice *date, struct moment *out);

/* Dates a story that has no date yet by one of its first paragraphs; `zone` as in moment.h. */
void dateline_find(struct story *s, int zone);

#endif
