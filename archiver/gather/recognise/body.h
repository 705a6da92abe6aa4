/*
 * body.h -- organisations in a Vietnamese report: bodies of the state and the
 * Party, associations, schools, companies.
 *
 *	UBND tỉnh Bắc Kạn        Sở Văn hóa, Thể thao và Du lịch
 *	Ban Tuyên giáo và Dân vận Tỉnh ủy        Trường THCS Lê Lai
 *
 * A name begins with a word that bodies begin with, goes on with what they are
 * for, with further such words, with names, and ends with a place. In the names
 * of bodies only the first letter of each of these is a capital, so what they
 * are for comes from a table, or is taken to be a word of two syllables.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_BODY_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_BODY_H

#include "archiver/gather/recognise/passage.h"

/* The tokens of the body that begins at `i`, or 0. */
size_t body_at(const struct passage *p, size_t i);

/* What a name has so far, which decides what it may go on with. */
enum body_part {
	BODY_OFFICE, /* the word of an office: what a table has */
	BODY_HEAD,   /* a word that bodies begin with: what they are for, in a table or not */
	BODY_NAMED,  /* one that names follow, as of a company: any capitals too */
	BODY_SCHOOL  /* and may be those of a person */
};

/* The tokens by which a body's name goes on at `i`, behind that. 0 where it does not. */
size_t body_rest(const struct passage *p, size_t i, enum body_part before);

/* Tells all in a passage, as field "organisation"; what is short is written out in `normalised`. */
void body_find(struct passage *p);

#endif
