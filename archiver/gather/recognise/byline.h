/*
 * byline.h -- who wrote it: the line of names at the end of a report, or the one
 * under its headline.
 *
 *	Hồng Long            Võ Hải – Hoài Thu           Mai Lâm (Theo Reuters)
 *	T.SỸ                 Tin bài và ảnh: A - B       (Theo Lê Thúy/NLĐO)
 *	By A and B           Nhóm phóng viên             Nguồn: TTXVN
 *	Par A et B           Von A und B                 Автор: А
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_BYLINE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_BYLINE_H

#include "archiver/gather/story.h"
#include "archiver/gather/tables/lexicon.h"

#define BYLINE_NAMES_MAX 8

struct byline {
	struct slice names[BYLINE_NAMES_MAX];
	size_t count;
	struct slice source; /* whose report it was first, or empty */
	bool labelled;	     /* it says that it is a byline, or a source */
	bool picture;	     /* the names are of those who took the pictures only */
	unsigned percent;
};

/* True where all of `line` is a byline, or names a source. `own` as for agency_check. */
bool byline_parse(struct slice line, const struct lexicon *own, struct byline *out);

/* Marks the lines at the end, else those under the headline, and says whom they name. */
void byline_find(struct story *s, const struct lexicon *own);

#endif
