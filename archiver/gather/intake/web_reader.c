#include "archiver/gather/intake/web_reader.h"

#include "archiver/gather/intake/web_bytes.h"
#include "format/base/bytes.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* What a record begins with, and so much of what stands next as tells. */
#define SIGN "WARC/"
#define TELL 16

#define NO_LENGTH "its header has no length that is a number"

/* White space that writers leave between records; 4 bytes by the standard. */
#define GAP_MAX 64

struct web_reader {
	struct web_bytes *bytes;
	struct bytes head;     /* the record's header, a line behind another, each with its '\n' */
	struct bytes date;     /* of an ARC record, spelt anew */
	bool arc, arc_two;     /* ARC, of its second version */
	bool open;	       /* a record has been begun, and not ended */
	bool crossed;	       /* a member began where line ends were passed over */
	bool lost;	       /* no record has been found since a bad header */
	bool believed;	       /* its length leads to where it should */
	uint64_t left, length; /* of its block */
	struct err wrong;      /* what is wrong with it; rc RC_OK where nothing is */
};

/* ---- bytes ---------------------------------------------------------------------------------- */

static bool
is_blank(uint8_t c)
{
	return c == '\r' || c == '\n' || c == ' ' || c == '\t';
}

/*
 * Passes over line ends, but not over where damage is to be told; `*next` is what stands
 * behind them, empty at the end.
 */
static enum rc
skip_blank(struct web_reader *r, struct slice *next, struct err *e)
{
	r->crossed = false;
	for (;;) {
		struct slice part;
		size_t n = 0;
		enum rc rc = web_bytes_peek(r->bytes, TELL, next, e);

		if (rc != RC_OK || next->len == 0)
			return rc;
		r->crossed = r->crossed || web_bytes_starts(r->bytes);
		if (web_bytes_starts(r->bytes) && (r->bytes->damaged || r->bytes->gap))
			return RC_OK;
		part = web_bytes_of_member(r->bytes, *next);
		while (n < part.len && is_blank(part.p[n]))
			n++;
		if (n == 0)
			return RC_OK;
		web_bytes_skip(r->bytes, n);
	}
}

/* A header's first line: `WARC/1.0`. */
static bool
is_sign(struct slice s)
{
	return s.len > 7 && slice_starts(s, SIGN) && s.p[5] >= '0' && s.p[5] <= '9' &&
		s.p[6] == '.';
}

/* A member begins, and what came before it does not go on in it. */
static bool
is_cut(const struct web_reader *r, struct slice next)
{
	return web_bytes_starts(r->bytes) && (r->bytes->damaged || is_sign(next));
}

/*
 * The next line, with its end, appended to `out`; nothing at the end of all. RC_BAD where
 * `out` has no room, and then the line has been passed over in part.
 */
static enum rc
read_line(struct web_reader *r, struct bytes *out, struct err *e)
{
	for (;;) {
		struct slice next;
		size_t end;
		enum rc rc = web_bytes_peek(r->bytes, 1, &next, e);

		if (rc != RC_OK || next.len == 0)
			return rc;
		if (out->len > 0 && is_cut(r, next)) {
			r->bytes->damaged = false;
			return err_set(e, RC_BAD, "its header is cut short");
		}
		next = web_bytes_of_member(r->bytes, next);
		end = slice_find(next, '\n');
		if (end < next.len)
			end++;
		bytes_add(out, slice_first(next, end));
		web_bytes_skip(r->bytes, end);
		if (out->failed != RC_OK)
			return out->failed == RC_NOMEM
				? err_nomem(e)
				: err_set(e, RC_BAD, "a header of more than %zu bytes",
					  WEB_READER_HEAD_MAX);
		if (out->p[out->len - 1] == '\n')
			return RC_OK;
	}
}

/* ---- headers ------------------------------------------------------------------------------
 */

static bool
is_empty(struct slice line)
{
	while (line.len > 0 && is_blank(line.p[0]))
		line = slice_from(line, 1);
	return line.len == 0;
}

/* All lines up to the empty one. */
static enum rc
read_head(struct web_reader *r, struct err *e)
{
	size_t before;
	enum rc rc;

	bytes_clear(&r->head);
	do {
		before = r->head.len;
		rc = read_line(r, &r->head, e);
	} while (rc == RC_OK && r->head.len > before &&
		!is_empty(slice_from(bytes_slice(&r->head), before)));
	return rc;
}

/* RC_BAD where no block can be found by it. */
static enum rc
read_warc(struct web_reader *r, struct web_record *out, struct err *e)
{
	enum rc rc = read_head(r, e);

	if (rc != RC_OK || web_record_parse(bytes_slice(&r->head), &r->date, out))
		return rc;
	return err_set(e, RC_BAD, NO_LENGTH);
}

static enum rc
read_arc(struct web_reader *r, struct web_record *out, struct err *e)
{
	enum rc rc;

	bytes_clear(&r->head);
	rc = read_line(r, &r->head, e);
	if (rc == RC_OK && slice_starts(bytes_slice(&r->head), "filedesc:"))
		r->arc_two = web_record_is_arc_two(bytes_slice(&r->head));
	if (rc != RC_OK || web_record_parse_arc(bytes_slice(&r->head), r->arc_two, &r->date, out))
		return rc;
	return err_set(e, RC_BAD, NO_LENGTH);
}

/* ---- where records begin ------------------------------------------------------------------------
 */

/*
 * Passes over bytes up to the next that a record may begin with: a line that begins with
 * its sign, or a member of gzip.
 */
static enum rc
find_record(struct web_reader *r, struct err *e)
{
	bool line = true, moved = false;

	for (;;) {
		struct slice next;
		size_t end;
		enum rc rc = web_bytes_peek(r->bytes, TELL, &next, e);

		if (rc != RC_OK || next.len == 0 || (moved && web_bytes_starts(r->bytes)) ||
			(line && is_sign(next)))
			return rc;
		next = web_bytes_of_member(r->bytes, next);
		end = slice_find(next, '\n');
		line = end < next.len;
		web_bytes_skip(r->bytes, line ? end + 1 : end);
		moved = true;
	}
}

/*
 * Whether the block's end is where its length says, as far as that can be looked up: of a
 * plain file, without reading up to there. Else it is seen when it is reached.
 */
static bool
leads_on(const struct web_reader *r)
{
	uint8_t room[GAP_MAX + TELL];
	uint64_t end = web_bytes_offset(r->bytes) + r->left;
	size_t got, n = 0;

	if (!web_bytes_look(r->bytes, end - 1, room, 1, &got) || r->arc)
		return true;
	if (got == 0 || !web_bytes_look(r->bytes, end, room, sizeof room, &got))
		return false;
	while (n < got && n < GAP_MAX && is_blank(room[n]))
		n++;
	return n == got || is_sign(slice_of(room + n, got - n));
}

/* ---- records ----------------------------------------------------------------------------------
 */

static enum rc
start(struct web_reader *r, struct web_record *out, struct err *e)
{
	struct slice next;
	enum rc rc = web_bytes_peek(r->bytes, TELL, &next, e);
	bool warc = is_sign(next);

	if (rc != RC_OK)
		return rc;
	if (!warc && !r->arc)
		return err_set(e, RC_BAD, "bytes that belong to no record, from byte %" PRIu64,
			web_bytes_offset(r->bytes));
	return warc ? read_warc(r, out, e) : read_arc(r, out, e);
}

/* Tells once of what was lost between records, and at the end. */
static bool
tell_lost(struct web_reader *r, struct web_record *out)
{
	if (!web_bytes_starts(r->bytes) || (!r->bytes->damaged && !r->bytes->gap))
		return false;
	r->bytes->damaged = r->bytes->gap = false;
	out->type = WEB_RECORD_BAD;
	out->why = "what stands between two records is damaged";
	return true;
}

/* A header that cannot be read; of ARC the lines that follow it may be its block's: told once. */
static enum rc
tell_bad(struct web_reader *r, struct web_record *out, bool *got, struct err *e)
{
	out->type = WEB_RECORD_BAD;
	out->why = r->wrong.text;
	*got = !r->arc || (!r->lost && !slice_starts(out->url, "filedesc:"));
	r->lost = true;
	return r->arc ? RC_OK : find_record(r, e);
}

static enum rc
next_record(struct web_reader *r, struct web_record *out, bool *got, bool *ended, struct err *e)
{
	struct slice next;
	enum rc rc = skip_blank(r, &next, e);

	*out = (struct web_record){.type = WEB_RECORD_OTHER};
	*ended = rc == RC_OK && next.len == 0;
	*got = rc == RC_OK && tell_lost(r, out);
	if (rc != RC_OK || *got || *ended)
		return rc;
	rc = start(r, out, &r->wrong);
	if (rc == RC_BAD)
		return tell_bad(r, out, got, e);
	if (rc != RC_OK) {
		*e = r->wrong;
		return rc;
	}
	r->lost = false;
	r->wrong = ERR_NONE;
	r->left = r->length = out->length;
	r->open = *got = true;
	r->believed = r->left == 0 || leads_on(r);
	return RC_OK;
}

enum rc
web_reader_next(struct web_reader *r, struct web_record *out, bool *got, struct err *e)
{
	const char *ignored;
	bool ended = false;
	enum rc rc = r->open ? web_reader_end(r, &ignored, e) : RC_OK;

	*got = false;
	while (rc == RC_OK && !*got && !ended)
		rc = next_record(r, out, got, &ended, e);
	return rc;
}

/* Ends the block where it is. */
static void
cut_short(struct web_reader *r, const char *fault)
{
	if (r->wrong.rc == RC_OK)
		(void)err_set(&r->wrong, RC_BAD,
			"its length is said to be %" PRIu64 " bytes, and %s after %" PRIu64,
			r->length, fault, r->length - r->left);
	r->left = 0;
}

/*
 * Of a length that leads nowhere: as much as stands before the next line that begins a
 * record, or may do so when more of it is seen.
 */
static struct slice
up_to_record(struct slice piece)
{
	size_t at = 0;

	for (;;) {
		at += slice_find(slice_from(piece, at), '\n') + 1;
		if (at >= piece.len)
			return piece;
		if (piece.len - at < TELL || is_sign(slice_from(piece, at)))
			return slice_first(piece, at);
	}
}

enum rc
web_reader_piece(struct web_reader *r, struct slice *piece, struct err *e)
{
	struct web_bytes *b = r->bytes;
	bool first = r->left == r->length;
	enum rc rc;

	*piece = SLICE_EMPTY;
	if (r->left == 0)
		return RC_OK;
	rc = web_bytes_peek(b, r->believed ? 1 : TELL, piece, e);
	if (rc != RC_OK)
		return rc;
	if (web_bytes_starts(b) && b->damaged)
		cut_short(r, "what follows is damaged");
	else if (piece->len == 0)
		cut_short(r, "the file ends");
	else if (!first &&
		((web_bytes_starts(b) && r->arc) ||
			((web_bytes_starts(b) || !r->believed) && is_sign(*piece))))
		cut_short(r, "another record begins");
	if (r->left == 0) {
		*piece = SLICE_EMPTY;
		return RC_OK;
	}
	if (!r->believed)
		*piece = up_to_record(*piece);
	*piece = web_bytes_of_member(b, *piece);
	if (piece->len > r->left)
		*piece = slice_first(*piece, (size_t)r->left);
	r->left -= piece->len;
	web_bytes_skip(b, piece->len);
	return RC_OK;
}

enum rc
web_reader_end(struct web_reader *r, const char **why, struct err *e)
{
	struct slice next;
	enum rc rc = RC_OK;

	do {
		rc = web_reader_piece(r, &next, e);
	} while (rc == RC_OK && next.len > 0);
	r->open = false;
	if (rc == RC_OK)
		rc = skip_blank(r, &next, e);
	if (rc != RC_OK)
		return rc;
	if (web_bytes_starts(r->bytes) && r->bytes->damaged) {
		cut_short(r, "it is damaged");
		r->bytes->damaged = false;
	}
	if (next.len > 0 && !r->arc && !r->crossed && !is_sign(next)) {
		cut_short(r, "no other begins");
		rc = find_record(r, e);
	}
	*why = r->wrong.rc == RC_OK ? NULL : r->wrong.text;
	return rc;
}

/* ---- opening ----------------------------------------------------------------------------------
 */

enum rc
web_reader_new(
	const char *path, struct unpack_limits *limits, struct web_reader **out, struct err *e)
{
	struct web_reader *r = calloc(1, sizeof *r);
	struct slice next;
	enum rc rc;

	*out = NULL;
	if (r == NULL)
		return err_nomem(e);
	r->head = BYTES_UP_TO(WEB_READER_HEAD_MAX);
	r->date = BYTES_UP_TO(64);
	rc = web_bytes_new(path, limits, &r->bytes, e);
	if (rc == RC_OK)
		rc = skip_blank(r, &next, e);
	if (rc == RC_OK)
		r->arc = slice_starts(next, "filedesc:");
	if (rc != RC_OK) {
		web_reader_free(r);
		return rc;
	}
	*out = r;
	return RC_OK;
}

void
web_reader_free(struct web_reader *r)
{
	if (r == NULL)
		return;
	web_bytes_free(r->bytes);
	bytes_release(&r->head);
	bytes_release(&r->date);
	free(r);
}
