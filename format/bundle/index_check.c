#include "format/bundle/index_check.h"

#include "format/article/ninjs.h"
#include "format/bundle/line_reader.h"
#include "format/bundle/payload_path.h"
#include "format/bundle/rule.h"
#include "format/bundle/tree_table.h"

#include <inttypes.h>
#include <stdlib.h>

enum rc
index_check_init(
	struct index_check *c, const struct bundle *b, struct findings *findings, struct err *e)
{
	/* The record's count is bounded by the stream's size (record_parse). */
	size_t count = (size_t)(b->record.articles / TREE_TABLE_BLOCK) + 1;

	*c = (struct index_check){.bundle = b, .findings = findings, .count = count};
	c->sums = calloc(count, sizeof *c->sums);
	return c->sums == NULL ? err_nomem(e) : RC_OK;
}

void
index_check_release(struct index_check *c)
{
	free(c->sums);
	c->sums = NULL;
}

/* NULL for a leaf that is no article's of this bundle. */
static struct index_sum *
sum_of(struct index_check *c, uint64_t leaf)
{
	const struct record *r = &c->bundle->record;

	if (leaf < r->before || leaf - r->before >= r->articles)
		return NULL;
	return &c->sums[(leaf - r->before) / TREE_TABLE_BLOCK];
}

/*
 * The record's leaf commits to the manifest and the index by their digests in the
 * tagmanifest, so no one can choose what is added up after knowing it.
 */
static const struct digest *
seed(const struct index_check *c)
{
	return &c->bundle->leaf;
}

void
index_check_text(struct index_check *c, const struct index_row *row, struct slice head)
{
	struct index_sum *sum = sum_of(c, row->leaf);

	if (sum != NULL)
		index_sum_text(sum, INDEX_SUM_ADD, seed(c), row, head);
}

void
index_check_media(struct index_check *c, uint64_t leaf, const struct index_run *run)
{
	struct index_sum *sum = sum_of(c, leaf);

	if (sum != NULL)
		index_sum_media(sum, INDEX_SUM_ADD, seed(c), leaf, run);
}

struct rows {
	struct line_reader lines;
	struct bytes hold, head, last;
	uint64_t count;
};

static enum rc
take_row(struct index_check *c, struct rows *r, struct slice line, struct err *e)
{
	struct index_row row;
	struct index_sum *sum;
	enum rc rc = index_row_parse(line, &r->hold, &row, e);

	if (rc != RC_OK)
		return rc;
	sum = sum_of(c, row.leaf);
	if (sum == NULL || slice_order(bytes_slice(&r->last), row.id) >= 0)
		return rule_broken(e, "IDX-1",
			"index: the row of %.*s, leaf %" PRIu64
			", is out of order or of another bundle",
			SLICE_FMT(row.id), row.leaf);
	bytes_clear(&r->last);
	bytes_add(&r->last, row.id);
	bytes_clear(&r->head);
	ninjs_head_write(&(struct ninjs_head){.origin = c->bundle->record.origin,
				 .id = row.id,
				 .language = row.language,
				 .published = row.published,
				 .headline = row.headline,
				 .byline = row.byline,
				 .source = row.source},
		&r->head);
	index_sum_text(sum, INDEX_SUM_TAKE, seed(c), &row, bytes_slice(&r->head));
	if (row.runs[LANE_MEDIA].length > 0)
		index_sum_media(sum, INDEX_SUM_TAKE, seed(c), row.leaf, &row.runs[LANE_MEDIA]);
	r->count++;
	rc = bytes_check(&r->last, "index", e);
	return rc != RC_OK ? rc : bytes_check(&r->head, "index", e);
}

static enum rc
take_rows(struct index_check *c, struct rows *r, struct err *e)
{
	static const struct slice header = SLICE(INDEX_ROW_HEADER);
	struct slice line;
	bool got;
	enum rc rc = line_reader_next(&r->lines, &line, &got, e);

	if (rc == RC_OK && (!got || !slice_equal(line, slice_first(header, header.len - 1))))
		return rule_broken(e, "IDX-1", "index: the first line does not name the columns");
	while (rc == RC_OK) {
		rc = line_reader_next(&r->lines, &line, &got, e);
		if (rc != RC_OK)
			return rule_within(e, rc, "IDX-1", "index");
		if (!got)
			return RC_OK;
		rc = take_row(c, r, line, e);
	}
	return rc;
}

static void
compare(struct index_check *c)
{
	const struct record *r = &c->bundle->record;
	struct err e;

	for (size_t i = 0; i < c->count; i++) {
		uint64_t first = r->before + i * TREE_TABLE_BLOCK;
		uint64_t behind = r->before + r->articles;

		if (index_sum_is_nothing(&c->sums[i]))
			continue;
		if (behind > first + TREE_TABLE_BLOCK)
			behind = first + TREE_TABLE_BLOCK;
		rule_broken(&e, "IDX-2",
			"index: what it says of leaves %" PRIu64 " to %" PRIu64
			" is not what these articles say",
			first, behind - 1);
		findings_add(c->findings, &e);
	}
}

enum rc
index_check_end(struct index_check *c, struct frame_reader *frames, struct err *e)
{
	struct rows rows = {.hold = BYTES_UP_TO(INDEX_ROW_MAX),
		.head = BYTES_UP_TO(4 * INDEX_ROW_MAX),
		.last = BYTES_UP_TO(LIMIT_PATH)};
	enum rc rc;

	line_reader_init(&rows.lines, frames, &c->bundle->record.index, INDEX_ROW_MAX);
	rc = take_rows(c, &rows, e);
	if (rc == RC_OK && rows.count != c->bundle->record.articles)
		rc = rule_broken(e, "IDX-1",
			"index: %" PRIu64 " rows, the record has %" PRIu64 " articles", rows.count,
			c->bundle->record.articles);
	if (rc == RC_OK)
		compare(c);
	line_reader_release(&rows.lines);
	bytes_release(&rows.hold);
	bytes_release(&rows.head);
	bytes_release(&rows.last);
	return rc;
}
