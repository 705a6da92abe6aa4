/*
 * folder_extras.h -- what lies in a folder and is not listed (rule FOLD-2).
 *
 * Whether anything does is known by counting: within an article by its files, among the
 * articles by a sum over their ids (index_sum.h), so that nothing has to be kept. Only where
 * there is too much is it looked for, and named.
 */
#ifndef ANNALS_FORMAT_BUNDLE_FOLDER_EXTRAS_H
#define ANNALS_FORMAT_BUNDLE_FOLDER_EXTRAS_H

#include "format/bundle/bundle.h"
#include "format/bundle/findings.h"
#include "format/bundle/index_sum.h"

struct folder_extras_place {
	struct slice shown;   /* put before names: "data/…/", or nothing */
	struct slice besides; /* a file that may lie there without being listed; or empty */
};

/* Tells of each entry of an article's folder that is not among `lines` (of the manifest).
 * RC_NOMEM. */
MUST_USE enum rc folder_extras_article(int folder, struct slice lines,
	const struct folder_extras_place *place, struct findings *findings, struct err *e);

/* Whether an article's folder holds as many entries as `lines` call for. */
bool folder_extras_count(int folder, struct slice lines);

/* Tells of each entry beside `data`, the tag files and the seal. */
void folder_extras_bag(int folder, struct findings *findings);

/* An article of the manifest whose folder was found. `seed` as in index_sum.h. */
void folder_extras_add(struct index_sum *sum, const struct digest *seed, struct slice id);

/*
 * Walks through `data` and tells of each article, and of each other thing, that is none of
 * those added to `sum` with the leaf of `b` as seed. RC_NOMEM.
 */
MUST_USE enum rc folder_extras_data(int folder, struct index_sum *sum, const struct bundle *b,
	struct findings *findings, struct err *e);

#endif
