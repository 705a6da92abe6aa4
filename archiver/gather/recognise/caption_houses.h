/*
 * caption_houses.h -- how each house writes its captions, learnt from the reports of
 * one run that mark them, for those that do not.
 *
 * A caption is marked by a page's or document's markup, or by the credit or the
 * number in it. What is counted of it is the same in every house: whether it names
 * who took the picture, else whether it ends with a stop. A report's house has up to
 * three names: the agency in its dateline, what its page calls the site, and the host
 * of its page; its captions count for each of them.
 *
 * Counts are sums, so that neither the order of reports nor the number of threads
 * matters, as long as all have been learnt before one is asked about. Who learns and
 * who asks is the caller's to keep apart: nothing here is locked.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_CAPTION_HOUSES_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_CAPTION_HOUSES_H

#include "archiver/gather/story.h"
#include "format/base/digest.h"

/* More than a month's crawl brings along; those met later are not learnt about. */
#define CAPTION_HOUSES_MAX 4096

/* A house of fewer marked captions is not known. */
#define CAPTION_HOUSE_MIN 4

#define CAPTION_HOUSE_NAMES 3

/* Captions that name who took the picture; of the others, those without a stop and with one. */
struct caption_habit {
	uint32_t credited, open, closed;
};

/* What one report tells of its house. */
struct caption_sample {
	struct digest names[CAPTION_HOUSE_NAMES]; /* in small letters, digested */
	size_t name_count;
	struct caption_habit habit;
};

struct caption_houses;

/* After all recognisers of text have looked at the story. RC_NOMEM only. */
MUST_USE enum rc
caption_sample_take(const struct story *s, struct caption_sample *out, struct err *e);

MUST_USE enum rc caption_houses_new(struct caption_houses **out, struct err *e);
void caption_houses_free(struct caption_houses *h);

void caption_houses_learn(struct caption_houses *h, const struct caption_sample *sample);

/*
 * The habit of the first of the sample's names under which CAPTION_HOUSE_MIN captions
 * are known; false where there is none.
 */
bool caption_houses_ask(const struct caption_houses *h, const struct caption_sample *sample,
	struct caption_habit *out);

/*
 * What it is worth, in the points of caption_sign.h, that a caption is as this one is:
 * more than 0 where the house's are so more often than others' captions, less where
 * they are so more seldom.
 */
int caption_habit_worth(const struct caption_habit *h, bool credited, bool open);

#endif
