/*
 * calendar.h -- the names of months and days of the week, and the small words
 * that stand in a line with a date, in the languages that newsrooms write in.
 *
 * Common knowledge of these languages, and of Unicode's CLDR (dates.calendars),
 * which has the same: Arabic with the names of Egypt, the Levant and the Maghreb,
 * Chinese, English, French, German, Indonesian, Italian, Portuguese, Russian,
 * Spanish, Thai, Vietnamese.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_CALENDAR_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_CALENDAR_H

#include "format/base/digest.h"

#include <stdbool.h>

/* 1 to 12 for the name of a month, whole or as it is shortened, without a stop; else 0. */
unsigned calendar_month(struct slice word);

/* The months that have two words: `كانون الثاني`, and `ม.ค.` with its stops left out. */
unsigned calendar_month_of_two(struct slice first, struct slice second);

/* A day of the week, or what may stand before a date, a time and a year: "le", "Uhr", "de". */
bool calendar_is_filler(struct slice word);

/* What says that the time is that of a change: "updated", "aktualisiert". */
bool calendar_is_change(struct slice word);

/* Minutes east of UTC for a time zone's short name that means one zone only. */
bool calendar_zone(struct slice word, int *minutes);

/* Adds all of these words to a digest, each with what it means. */
void calendar_hash(struct hasher *h);

#endif
