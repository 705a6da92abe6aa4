/*
 * extraction_json.h -- extraction.json: where every value of an article's
 * metadata was found, by which rule, and how sure (SPEC 5).
 *
 *	{
 *	"annals":"0.1.0",
 *	"tables":"<sha256 of the word lists>",
 *	"findings":[
 *	{"field":"published","value":"28/07/2023 - 16:44",…},
 *	…
 *	]
 *	}
 *
 * One finding a line, in the order in which they are given.
 */
#ifndef ANNALS_FORMAT_ARTICLE_EXTRACTION_JSON_H
#define ANNALS_FORMAT_ARTICLE_EXTRACTION_JSON_H

#include "format/base/bytes.h"
#include "format/base/digest.h"

/* Everything is borrowed; slices are UTF-8 and may be empty, and are then left out. */
struct extraction_finding {
	const char *field;  /* what it is a value of */
	struct slice value; /* as it stands there; never left out */
	struct slice normalised;
	struct slice of;     /* of an office: the person, as named in that finding */
	const char *file;    /* the article's file it was found in, or NULL */
	uint64_t start, end; /* in that file, bytes */
	struct slice markup; /* what it stood in, where the file is marked up */
	const char *rule;
	unsigned percent;     /* how sure, 0 to 100; written as 0 to 1 */
	struct slice assumed; /* what was not stated, and what was taken for it */
};

/* Writes one extraction.json piece by piece: open, each finding, close. */
struct extraction_json {
	struct bytes *out;
	bool any;
};

void extraction_json_open(struct extraction_json *x, const char *version,
	const struct digest *tables, struct bytes *out);
void extraction_json_add(struct extraction_json *x, const struct extraction_finding *f);
void extraction_json_close(struct extraction_json *x);

#endif
