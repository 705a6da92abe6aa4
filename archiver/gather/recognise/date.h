/*
 * date.h -- dates and periods in a Vietnamese report, as EDTF (ISO 8601-2).
 *
 *	28/7, 22.4, 27-5, ngày 5 tháng 6        2023-07-28, where the year is known
 *	16 - 22.4, 30.4.1975 - 30.4.2025        2025-04-16/2025-04-22
 *	6 tháng đầu năm 2023, quý I/2025        2023-01/2023-06, 2025-01/2025-03
 *	nửa đầu năm 2024, 9 tháng năm 2023      2024-01/2024-06, 2023-01/2023-09
 *	tháng 9 đến tháng 12/2022               2022-09/2022-12
 *	tháng 10.2024, năm 2019                 2024-10, 2019
 *	những năm 1990                          199X
 *	giai đoạn 2021 - 2025                   2021/2025
 *
 * A day without a year has the year of the phrase, else that before it in the
 * sentence, else the one that brings it nearest to the story's stamp, or to the
 * first whole date of the text where there is no stamp; else XXXX.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_DATE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_DATE_H

#include "archiver/gather/recognise/passage.h"

/* 0 for what is not known; a day has a month. */
struct date {
	unsigned year, month, day;
};

/* What years are counted from. */
struct date_anchor {
	bool known;
	struct date day;
};

struct date_anchor date_anchor_of(const struct story *s);

/*
 * A day with its year, or a month, at token `i`, as it is written behind "ngày": its
 * tokens, or 0.
 */
size_t date_at(const struct passage *p, size_t i, struct date *out);

/* The year that brings a day or month nearest to the anchor; 0 where that is not known. */
unsigned date_year_near(struct date d, const struct date_anchor *a);

/* Appends `d` as EDTF. */
void date_write(struct date d, struct bytes *out);

/* Tells all in a passage. An anchor that is not known takes the first whole date found. */
void date_find(struct passage *p, struct date_anchor *anchor);

#endif
