#include "format/bundle/line_reader.h"

#include <inttypes.h>

void
line_reader_init(struct line_reader *r, struct frame_reader *frames,
	const struct record_range *range, size_t longest)
{
	*r = (struct line_reader){.frames = frames,
		.range = *range,
		.longest = longest,
		.joined = BYTES_UP_TO(longest + 1)};
}

void
line_reader_release(struct line_reader *r)
{
	bytes_release(&r->joined);
}

/* What is at hand from r->at on; fetched where there is nothing. Empty at the end of the text. */
static enum rc
look(struct line_reader *r, uint64_t at, struct slice *piece, struct err *e)
{
	enum rc rc;

	*piece = SLICE_EMPTY;
	if (at >= r->range.length)
		return RC_OK;
	if (at < r->ready_at || at - r->ready_at >= r->ready.len) {
		rc = frame_reader_piece(
			r->frames, r->range.offset + at, r->range.length - at, &r->ready, e);
		if (rc != RC_OK)
			return rc;
		r->ready_at = at;
	}
	*piece = slice_from(r->ready, (size_t)(at - r->ready_at));
	return RC_OK;
}

/* The line goes on in the next frame: its pieces are joined. */
static enum rc
join(struct line_reader *r, struct slice *line, struct err *e)
{
	uint64_t at = r->at;

	bytes_clear(&r->joined);
	for (;;) {
		struct slice piece;
		size_t end;
		enum rc rc = look(r, at, &piece, e);

		if (rc != RC_OK)
			return rc;
		if (piece.len == 0)
			return err_set(e, RC_BAD, "the last line has no line end");
		end = slice_find(piece, '\n');
		bytes_add(&r->joined, slice_first(piece, end));
		if (r->joined.failed == RC_LIMIT)
			return err_set(e, RC_BAD,
				"the line at byte %" PRIu64 " is longer than %zu bytes", r->at,
				r->longest);
		if (r->joined.failed != RC_OK)
			return err_nomem(e);
		at += end;
		if (end < piece.len)
			break;
	}
	bytes_u8(&r->joined, '\n');
	r->at = at + 1;
	*line = slice_of(r->joined.p, r->joined.len - 1);
	return bytes_check(&r->joined, "line", e);
}

enum rc
line_reader_next(struct line_reader *r, struct slice *line, bool *got, struct err *e)
{
	struct slice piece;
	size_t end;
	enum rc rc = look(r, r->at, &piece, e);

	*line = SLICE_EMPTY;
	*got = rc == RC_OK && piece.len > 0;
	if (!*got)
		return rc;
	end = slice_find(piece, '\n');
	if (end == piece.len || end > r->longest) {
		rc = join(r, line, e);
		*got = rc == RC_OK;
		return rc;
	}
	*line = slice_first(piece, end);
	r->at += end + 1;
	return RC_OK;
}

enum rc
line_reader_seek(struct line_reader *r, uint64_t at, struct err *e)
{
	r->at = at;
	if (at == 0)
		return RC_OK;
	/* A line begins here only where the byte before ends one. */
	r->at = at - 1;
	for (;;) {
		struct slice piece;
		size_t end;
		enum rc rc = look(r, r->at, &piece, e);

		if (rc != RC_OK || piece.len == 0)
			return rc;
		end = slice_find(piece, '\n');
		r->at += end;
		if (end < piece.len) {
			r->at++;
			return RC_OK;
		}
	}
}
