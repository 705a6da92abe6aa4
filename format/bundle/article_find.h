/*
 * article_find.h -- an article's row of the index, by its id or a part of it.
 */
#ifndef ANNALS_FORMAT_BUNDLE_ARTICLE_FIND_H
#define ANNALS_FORMAT_BUNDLE_ARTICLE_FIND_H

#include "format/bundle/frame_reader.h"
#include "format/bundle/index_row.h"
#include "format/bundle/line_reader.h"

/* A row with what it points into. */
struct article_row {
	struct index_row row;
	struct bytes line, hold;
};

#define ARTICLE_ROW_EMPTY \
	((struct article_row){ \
		.line = BYTES_UP_TO(INDEX_ROW_MAX), .hold = BYTES_UP_TO(INDEX_ROW_MAX)})

void article_row_release(struct article_row *r);

/*
 * The row of the article with this id: a binary search over the index, which decompresses
 * as many of its frames as the search touches. `*found` is false where there is none.
 */
MUST_USE enum rc article_find(struct frame_reader *frames, struct slice id, struct article_row *out,
	bool *found, struct err *e);

/*
 * The same for a part of an id that fits only one article (an id that is given whole always
 * fits). RC_USAGE where none fits or several do; the message names some.
 */
MUST_USE enum rc article_find_part(
	struct frame_reader *frames, struct slice part, struct article_row *out, struct err *e);

/* The index from its beginning, for `list`. */
struct article_walk {
	struct line_reader lines;
	bool started;
};

void article_walk_init(struct article_walk *w, struct frame_reader *frames);
void article_walk_release(struct article_walk *w);

/* Goes to the first row whose id is not before `id`. Only before the first article_walk_next. */
MUST_USE enum rc article_walk_seek(struct article_walk *w, struct slice id, struct err *e);

/* The next row; `*got` is false behind the last. The row is valid until the next call. */
MUST_USE enum rc
article_walk_next(struct article_walk *w, struct article_row *out, bool *got, struct err *e);

#endif
