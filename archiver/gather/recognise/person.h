/*
 * person.h -- people in a Vietnamese report, and the offices they are named with.
 *
 *	Trần Bảo Khang, Phó Chủ tịch UBND tỉnh Bắc Kạn, Cụm trưởng Cụm thi đua; …
 *	Phó Giám đốc Sở Tài chính Lê Vũ Thanh Tùng       bác sĩ Adam Wolsey
 *
 * A Vietnamese name begins with one of the surnames and goes on with one to four
 * words in capitals. A foreign one is told by the office, the rank or the word
 * of address before it. Each person is told once, under the longest form, with
 * the fullest list of offices that stands beside any of its mentions.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PERSON_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PERSON_H

#include "archiver/gather/recognise/office.h"

#define PERSON_MAX 512

struct person {
	struct slice name;
	size_t block;
	const char *rule;
	unsigned percent;
	struct office_list offices;
	size_t offices_block;
	bool merged; /* into a longer form */
};

/* Those of one report. */
struct person_list {
	struct person at[PERSON_MAX];
	size_t count;
	uint16_t slots[4 * PERSON_MAX]; /* by hash: index + 1, or 0 */
};

/* Collects those of a passage, after bodies and dates have been told in it. */
void person_find(struct passage *p, struct person_list *people);

/* Tells them: fields "person", and "office" with `of`. */
void person_tell(struct story *s, struct person_list *people);

#endif
