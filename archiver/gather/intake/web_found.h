/*
 * web_found.h -- what has been found in a web archive, set aside until all of it is read:
 * pages and what is left out, which are then given out in the order of their addresses, and
 * revisits, which can be looked up only when all captures are known.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_WEB_FOUND_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_WEB_FOUND_H

#include "archiver/gather/intake/web_record.h"

enum web_found_fate { WEB_FOUND_PAGE, WEB_FOUND_PASSED_OVER, WEB_FOUND_REFUSED };

/* Slices are valid until the next one is asked for. */
struct web_found_item {
	struct slice url, date;
	enum web_found_fate fate;
	struct slice charset; /* of a page; or empty */
	uint64_t number;      /* of a page, in web_store.h */
	struct slice why;     /* of what is none */
};

struct web_found;

/* `scratch` is a folder for temporary files; not owned. */
MUST_USE enum rc web_found_new(int scratch, struct web_found **out, struct err *e);
void web_found_free(struct web_found *f);

MUST_USE enum rc web_found_page(struct web_found *f, const struct web_record *r,
	struct slice charset, uint64_t number, struct err *e);
MUST_USE enum rc web_found_other(struct web_found *f, const struct web_record *r,
	enum web_found_fate fate, const char *why, struct err *e);

/* By address, then by moment; `*got` is false behind the last. The first call ends the adding. */
MUST_USE enum rc
web_found_next(struct web_found *f, struct web_found_item *out, bool *got, struct err *e);

/* A revisit, and whether it was served as a page; and one after another again. */
MUST_USE enum rc
web_found_revisit(struct web_found *f, const struct web_record *r, bool page, struct err *e);
MUST_USE enum rc web_found_next_revisit(
	struct web_found *f, struct web_record *out, bool *page, bool *got, struct err *e);

#endif
