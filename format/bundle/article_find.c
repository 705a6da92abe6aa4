#include "format/bundle/article_find.h"

#include "format/bundle/rule.h"

/* Below so many bytes a search goes line by line. */
#define SCAN_BELOW 4096

/* How many ids a message names where several fit. */
#define NAMED 4

void
article_row_release(struct article_row *r)
{
	bytes_release(&r->line);
	bytes_release(&r->hold);
}

void
article_walk_init(struct article_walk *w, struct frame_reader *frames)
{
	w->started = false;
	line_reader_init(&w->lines, frames, &frames->bundle->record.index, INDEX_ROW_MAX);
}

void
article_walk_release(struct article_walk *w)
{
	line_reader_release(&w->lines);
}

static enum rc
take(struct slice line, struct article_row *out, struct err *e)
{
	enum rc rc;

	bytes_clear(&out->line);
	bytes_add(&out->line, line);
	rc = bytes_check(&out->line, "index row", e);
	return rc != RC_OK ? rc
			   : index_row_parse(bytes_slice(&out->line), &out->hold, &out->row, e);
}

enum rc
article_walk_next(struct article_walk *w, struct article_row *out, bool *got, struct err *e)
{
	struct slice line;
	enum rc rc = RC_OK;

	if (!w->started) {
		w->started = true;
		rc = line_reader_next(&w->lines, &line, got, e);
	}
	if (rc == RC_OK)
		rc = line_reader_next(&w->lines, &line, got, e);
	if (rc != RC_OK)
		return rule_within(e, rc, "IDX-1", "index");
	return *got ? take(line, out, e) : RC_OK;
}

static struct slice
id_of(struct slice line)
{
	return slice_first(line, slice_find(line, '\t'));
}

/*
 * Narrows [low, high), in which the id's row begins if there is one: both are where lines
 * begin. One step looks at the first line behind the middle.
 */
static enum rc
narrow(struct line_reader *lines, struct slice id, uint64_t *low, uint64_t *high, struct err *e)
{
	while (*high - *low > SCAN_BELOW) {
		uint64_t begins;
		struct slice line;
		bool got;
		enum rc rc = line_reader_seek(lines, *low + (*high - *low) / 2, e);

		begins = lines->at;
		if (rc == RC_OK)
			rc = line_reader_next(lines, &line, &got, e);
		if (rc != RC_OK)
			return rc;
		if (!got || begins >= *high)
			return RC_OK; /* one long line: scan */
		if (slice_order(id_of(line), id) <= 0)
			*low = begins;
		else
			*high = begins;
	}
	return RC_OK;
}

/* To the first row whose id is not before `id`, or to the end. */
static enum rc
seek(struct line_reader *lines, struct slice id, struct err *e)
{
	uint64_t low, high = lines->range.length, at;
	struct slice line;
	bool got;
	enum rc rc = line_reader_next(lines, &line, &got, e);

	low = lines->at;
	if (rc == RC_OK)
		rc = narrow(lines, id, &low, &high, e);
	if (rc == RC_OK)
		rc = line_reader_seek(lines, low, e);
	while (rc == RC_OK) {
		at = lines->at;
		rc = line_reader_next(lines, &line, &got, e);
		if (rc == RC_OK && (!got || slice_order(id_of(line), id) >= 0))
			return line_reader_seek(lines, at, e);
	}
	return rc;
}

enum rc
article_walk_seek(struct article_walk *w, struct slice id, struct err *e)
{
	w->started = true;
	return seek(&w->lines, id, e);
}

enum rc
article_find(struct frame_reader *frames, struct slice id, struct article_row *out, bool *found,
	struct err *e)
{
	struct line_reader lines = LINE_READER_EMPTY;
	struct slice line;
	bool got = false;
	enum rc rc;

	*found = false;
	line_reader_init(&lines, frames, &frames->bundle->record.index, INDEX_ROW_MAX);
	rc = seek(&lines, id, e);
	if (rc == RC_OK)
		rc = line_reader_next(&lines, &line, &got, e);
	if (rc == RC_OK && got && slice_equal(id_of(line), id)) {
		*found = true;
		rc = take(line, out, e);
	}
	line_reader_release(&lines);
	return rc;
}

static bool
contains(struct slice s, struct slice part)
{
	return part.len == 0 || memmem(s.p, s.len, part.p, part.len) != NULL;
}

enum rc
article_find_part(
	struct frame_reader *frames, struct slice part, struct article_row *out, struct err *e)
{
	struct article_row each = ARTICLE_ROW_EMPTY;
	struct bytes names = BYTES_UP_TO(1024);
	struct article_walk walk;
	uint64_t fits = 0;
	bool got;
	enum rc rc = article_find(frames, part, out, &got, e);

	if (rc != RC_OK || got)
		return rc;
	article_walk_init(&walk, frames);
	for (;;) {
		rc = article_walk_next(&walk, &each, &got, e);
		if (rc != RC_OK || !got)
			break;
		if (!contains(each.row.id, part))
			continue;
		if (fits++ == 0)
			rc = take(bytes_slice(&each.line), out, e);
		if (rc != RC_OK)
			break;
		if (fits <= NAMED)
			bytes_fmt(&names, "%s%.*s", fits == 1 ? "" : ", ", SLICE_FMT(each.row.id));
	}
	if (rc == RC_OK && fits == 0)
		rc = err_set(e, RC_USAGE, "no article's id has \"%.*s\" in it", SLICE_FMT(part));
	else if (rc == RC_OK && fits > 1)
		rc = err_set(e, RC_USAGE, "\"%.*s\" fits %llu articles: %.*s%s", SLICE_FMT(part),
			(unsigned long long)fits, SLICE_FMT(bytes_slice(&names)),
			fits > NAMED ? " ..." : "");
	article_walk_release(&walk);
	article_row_release(&each);
	bytes_release(&names);
	return rc;
}
