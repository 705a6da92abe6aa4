#include "format/bundle/index_builder.h"

#include <assert.h>
#include <stdlib.h>

struct waiting {
	struct waiting *next[LANE_COUNT]; /* others that begin in the same open frame */
	struct index_row row;		  /* its slices point into `texts` */
	struct bytes texts;
	unsigned waits; /* for the article's end, and for each run's frame */
};

struct index_builder {
	struct sorter *sorter;
	struct waiting *open;		   /* the article at hand */
	struct waiting *begun[LANE_COUNT]; /* begin in the lane's open frame */
	struct bytes line;
	uint64_t size;
};

enum rc
index_builder_new(int folder, struct index_builder **out, struct err *e)
{
	struct index_builder *b = calloc(1, sizeof *b);
	enum rc rc;

	*out = NULL;
	if (b == NULL)
		return err_nomem(e);
	b->line = BYTES_UP_TO(INDEX_ROW_MAX);
	rc = sorter_new(folder, &b->sorter, e);
	if (rc != RC_OK) {
		free(b);
		return rc;
	}
	*out = b;
	return RC_OK;
}

static void
waiting_free(struct waiting *w)
{
	bytes_release(&w->texts);
	free(w);
}

/* One that waits may stand in the lists of both lanes; whoever is last lets it go. */
static void
drop(struct waiting *w)
{
	if (--w->waits == 0)
		waiting_free(w);
}

void
index_builder_free(struct index_builder *b)
{
	if (b == NULL)
		return;
	for (size_t lane = 0; lane < LANE_COUNT; lane++) {
		for (struct waiting *w = b->begun[lane], *next; w != NULL; w = next) {
			next = w->next[lane];
			drop(w);
		}
	}
	if (b->open != NULL)
		drop(b->open);
	sorter_free(b->sorter);
	bytes_release(&b->line);
	free(b);
}

/* Copies a text and returns where the copy stands; room was reserved. */
static struct slice
keep(struct bytes *texts, struct slice s)
{
	size_t at = texts->len;

	bytes_add(texts, s);
	return s.len == 0 ? SLICE_EMPTY : slice_of(texts->p + at, s.len);
}

enum rc
index_builder_begin(struct index_builder *b, const struct index_row *row, struct err *e)
{
	struct waiting *w = calloc(1, sizeof *w);

	assert(b->open == NULL);
	if (w == NULL)
		return err_nomem(e);
	b->open = w;
	w->waits = 1;
	w->row = *row;
	w->texts = BYTES_UP_TO(INDEX_ROW_MAX);
	memset(w->row.runs, 0, sizeof w->row.runs);
	bytes_reserve(&w->texts,
		row->id.len + row->published.len + row->language.len + row->headline.len +
			row->byline.len + row->source.len);
	w->row.id = keep(&w->texts, row->id);
	w->row.published = keep(&w->texts, row->published);
	w->row.language = keep(&w->texts, row->language);
	w->row.headline = keep(&w->texts, row->headline);
	w->row.byline = keep(&w->texts, row->byline);
	w->row.source = keep(&w->texts, row->source);
	return bytes_check(&w->texts, "index row", e);
}

void
index_builder_run(struct index_builder *b, enum payload_lane lane, size_t at)
{
	struct waiting *w = b->open;

	w->row.runs[lane].offset = at;
	w->next[lane] = b->begun[lane];
	b->begun[lane] = w;
	w->waits++;
}

void
index_builder_grow(struct index_builder *b, enum payload_lane lane, uint64_t n)
{
	b->open->row.runs[lane].length += n;
}

static enum rc
settle(struct index_builder *b, struct waiting *w, struct err *e)
{
	enum rc rc;

	if (w->waits > 1) {
		w->waits--;
		return RC_OK;
	}
	bytes_clear(&b->line);
	index_row_write(&w->row, &b->line);
	waiting_free(w);
	rc = bytes_check(&b->line, "index row", e);
	if (rc != RC_OK)
		return rc;
	b->size += b->line.len;
	return sorter_add(b->sorter, bytes_slice(&b->line), e);
}

enum rc
index_builder_end(struct index_builder *b, struct err *e)
{
	struct waiting *w = b->open;

	b->open = NULL;
	return settle(b, w, e);
}

enum rc
index_builder_placed(
	struct index_builder *b, enum payload_lane lane, uint64_t offset, struct err *e)
{
	enum rc rc = RC_OK;

	while (b->begun[lane] != NULL && rc == RC_OK) {
		struct waiting *w = b->begun[lane];

		b->begun[lane] = w->next[lane];
		w->row.runs[lane].offset += offset;
		rc = settle(b, w, e);
	}
	return rc;
}

uint64_t
index_builder_size(const struct index_builder *b)
{
	return b->size;
}

enum rc
index_builder_next(struct index_builder *b, struct slice *row, bool *got, struct err *e)
{
	return sorter_next(b->sorter, row, got, e);
}
