/*
 * agency.h -- the dateline: whose report it is, and where it was written, as the
 * first paragraph says before its first word.
 *
 *	BTĐKT - Ngày 28/7 …             (Dân trí) - …           (BDO) Sáng 19-2 …
 *	Đà Nẵng (TTXVN 24/5) - …        VOV.VN - …              Hà Nội - …
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_AGENCY_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_AGENCY_H

#include "archiver/gather/story.h"
#include "archiver/gather/tables/lexicon.h"

struct agency {
	struct slice name;  /* of the agency, or empty */
	struct slice place; /* or empty */
	size_t len;	    /* of the dateline, up to the first word of the report */
	const char *rule;
	unsigned percent;
};

/*
 * True where `paragraph` begins with a dateline. `own` has what a user adds to the
 * lists of agencies and places, here as below; it may be NULL.
 */
bool agency_parse(struct slice paragraph, const struct lexicon *own, struct agency *out);

/* True for an abbreviation such as BTĐKT or GD&TĐ, a site's domain, and what is on the list. */
bool agency_check(struct slice name, const struct lexicon *own);

/* True for names of places as datelines have them: short, each word with a capital. */
bool agency_place(struct slice name);

/*
 * Looks into the first paragraph behind the headline; a line of nothing but the
 * agency in front of it becomes STORY_AGENCY.
 */
void agency_find(struct story *s, const struct lexicon *own);

#endif
