/*
 * json_ld.h -- what JSON-LD in a page says of the article (schema.org types with
 * Article, Posting or Report in their name).
 *
 * One page in a hundred has JSON that no parser of JSON takes: line breaks in
 * strings, commas too many, comments around it, an end too early. So it is read
 * as a row of tokens, and what is not one is passed over. Objects deeper than
 * JSON_LD_DEPTH are passed over as a whole; time is linear, memory flat.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_JSON_LD_H
#define ANNALS_ARCHIVER_GATHER_READ_JSON_LD_H

#include "archiver/gather/read/page_facts.h"

#define JSON_LD_DEPTH 32

/* Adds what is found in one script; the text is UTF-8. */
void json_ld_read(struct slice text, struct page_facts *out);

#endif
