/*
 * compose.h -- from a story in which all has been told to the texts of an
 * article: article.txt, captions.txt, extraction.json and metadata.json (SPEC 5).
 */
#ifndef ANNALS_ARCHIVER_GATHER_COMPOSE_H
#define ANNALS_ARCHIVER_GATHER_COMPOSE_H

#include "archiver/gather/article.h"

struct compose_context {
	struct slice origin; /* of the log */
	struct slice id;     /* of the article */
	const struct digest *tables;
	struct slice original; /* name of the report's file in the article */
};

/*
 * The first step of it: article.txt, captions.txt, and the source, written anew if they were
 * written before. `*body` is where the body begins in article.txt.
 */
MUST_USE enum rc compose_text(struct article *a, size_t *body, struct err *e);

/*
 * Fills the article's four texts and what the index says of it from its story.
 * `files` are the members that hold the story's pictures, in their order.
 */
MUST_USE enum rc compose_article(const struct compose_context *c,
	const struct article_member *files, size_t file_count, struct article *a, struct err *e);

#endif
