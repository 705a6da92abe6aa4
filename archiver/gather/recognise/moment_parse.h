/*
 * moment_parse.h -- a line that is a stamp and nothing else, in the common
 * written forms of the languages in calendar.h.
 *
 *	28/07/2023 - 16:44                     Thứ hai, 26/10/2020, 22:21 (GMT+7)
 *	Cập nhật: 19-02-2022 | 15:08:36        Ngày 5 tháng 6 năm 2023, 9 giờ 30 phút
 *	2023-05-24T17:30:00+07:00              May 16, 2023 9:05 AM
 *	2023年6月18日 下午3:05                 06.05.2025, 16h02
 *	Dimanche 5 mars 2023 à 10h30           5. März 2023, 10.30 Uhr
 *	5 de marzo de 2023 | 10:30 CET         5 марта 2023 г., 10:30 (МСК)
 *	الأحد ٥ مارس/آذار ٢٠٢٣                  วันที่ 5 มีนาคม พ.ศ. 2566 เวลา 10.30 น.
 *
 *
 * Days come before months, unless the month would be a thirteenth. In a line
 * with Thai words a year is of the Buddhist era.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_MOMENT_PARSE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_MOMENT_PARSE_H

#include "archiver/gather/recognise/moment.h"

/* True where all of `line` is one stamp. */
bool moment_parse(struct slice line, struct moment *out);

#endif
