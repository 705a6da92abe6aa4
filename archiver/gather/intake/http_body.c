#include "archiver/gather/intake/http_body.h"

#include "archiver/gather/intake/brotli_decoder.h"
#include "archiver/gather/intake/inflater.h"
#include "archiver/gather/intake/zstd_decoder.h"

#include <stdlib.h>

/* A chunk's size with its extensions; longer lines are none. */
#define SIZE_LINE_MAX 256

/* So many digits of a size are no overflow. */
#define SIZE_DIGITS 15

/* So many first bytes tell whether the content is coded. */
#define TELL 4

#define STEP ((size_t)16 * 1024)

enum chunk_state {
	CHUNK_NONE, /* what comes is the content as it is */
	CHUNK_SIZE, /* in the line before a chunk */
	CHUNK_DATA,
	CHUNK_AFTER, /* in the line end behind a chunk */
	CHUNK_END
};

struct http_body {
	const struct sink *sink;
	enum chunk_state state;
	bool any; /* a chunk has been seen */
	uint8_t line[SIZE_LINE_MAX];
	size_t line_len;
	uint64_t left; /* of the chunk */

	enum http_message_coding coding;
	uint8_t first[TELL]; /* of the content, until the decoder is chosen */
	size_t first_len;
	bool chosen, ended;
	struct inflater *inflater;
	struct brotli_decoder *brotli;
	struct zstd_decoder *zstd;
};

/* ---- content codings ------------------------------------------------------------------------ */

/* Whether bytes so coded may begin like this (RFC 1952, 2.3.1; RFC 8878, 3.1.1). */
static bool
bears_out(enum http_message_coding coding, struct slice first)
{
	switch (coding) {
	case HTTP_MESSAGE_GZIP:
		return slice_starts(first, "\x1F\x8B");
	case HTTP_MESSAGE_ZSTD:
		return slice_starts(first, "\x28\xB5\x2F\xFD");
	case HTTP_MESSAGE_DEFLATE:
	case HTTP_MESSAGE_BROTLI:
		return !slice_starts(first, "<") && !slice_starts(first, "\xEF\xBB\xBF") &&
			!slice_starts(first, "\r\n");
	case HTTP_MESSAGE_PLAIN:
	case HTTP_MESSAGE_OTHER:
	default:
		return false;
	}
}

/* `deflate` is zlib (RFC 9110, 8.4.1.2), and from some servers deflate alone. */
static enum inflater_form
deflate_form(struct slice first)
{
	bool zlib = first.len > 1 && (first.p[0] & 0x0F) == 8 &&
		(first.p[0] * 256U + first.p[1]) % 31 == 0;

	return zlib ? INFLATER_ZLIB : INFLATER_RAW;
}

static enum rc
choose(struct http_body *b, struct err *e)
{
	struct slice first = slice_of(b->first, b->first_len);

	b->chosen = true;
	if (!bears_out(b->coding, first))
		b->coding = HTTP_MESSAGE_PLAIN;
	switch (b->coding) {
	case HTTP_MESSAGE_GZIP:
		return inflater_new(INFLATER_GZIP, &b->inflater, e);
	case HTTP_MESSAGE_DEFLATE:
		return inflater_new(deflate_form(first), &b->inflater, e);
	case HTTP_MESSAGE_BROTLI:
		return brotli_decoder_new(&b->brotli, e);
	case HTTP_MESSAGE_ZSTD:
		return zstd_decoder_new(ZSTD_DECODER_SENT, &b->zstd, e);
	case HTTP_MESSAGE_PLAIN:
	case HTTP_MESSAGE_OTHER:
	default:
		return RC_OK;
	}
}

static enum decode_state
step_on(struct http_body *b, struct decode_step *step)
{
	if (b->inflater != NULL)
		return inflater_step(b->inflater, step);
	if (b->brotli != NULL)
		return brotli_decoder_step(b->brotli, step);
	return zstd_decoder_step(b->zstd, step);
}

/* What stands behind the end of what was coded is passed over, as browsers do. */
static enum rc
decode(struct http_body *b, struct slice s, struct err *e)
{
	uint8_t room[STEP];
	struct decode_step step = {.in = s, .out = room, .room = sizeof room, .made = 1};
	enum rc rc = RC_OK;

	while (rc == RC_OK && !b->ended && (step.in.len > 0 || step.made > 0)) {
		enum decode_state state = step_on(b, &step);

		if (step.made > 0)
			rc = sink_put(b->sink, slice_of(room, step.made), e);
		if (rc == RC_OK && state == DECODE_NOMEM)
			return err_nomem(e);
		if (rc == RC_OK && state == DECODE_BAD)
			return err_set(e, RC_BAD, "what its body was packed in is damaged");
		b->ended = state == DECODE_END;
		if (step.in.len == 0 && step.made < sizeof room)
			break;
	}
	return rc;
}

static enum rc
pass_on(struct http_body *b, struct slice s, struct err *e)
{
	if (s.len == 0)
		return RC_OK;
	return b->coding == HTTP_MESSAGE_PLAIN ? sink_put(b->sink, s, e) : decode(b, s, e);
}

/* With the first bytes at hand the decoder is chosen, and they go first. */
static enum rc
begin(struct http_body *b, struct err *e)
{
	enum rc rc = choose(b, e);

	return rc == RC_OK ? pass_on(b, slice_of(b->first, b->first_len), e) : rc;
}

static enum rc
put_content(struct http_body *b, struct slice s, struct err *e)
{
	enum rc rc = RC_OK;

	while (!b->chosen && s.len > 0 && b->first_len < TELL) {
		b->first[b->first_len++] = s.p[0];
		s = slice_from(s, 1);
	}
	if (!b->chosen && b->first_len == TELL)
		rc = begin(b, e);
	return rc == RC_OK ? pass_on(b, s, e) : rc;
}

/* ---- chunks -------------------------------------------------------------------------------------
 */

static unsigned
hex_of(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10U : 16;
}

/* `1a;extension`: the size; false where it is none. */
static bool
parse_size(struct slice line, uint64_t *size)
{
	size_t digits = 0;

	*size = 0;
	for (size_t i = 0; i < line.len; i++, digits++) {
		unsigned digit = hex_of(line.p[i]);

		if (digit == 16)
			break;
		*size = *size << 4 | digit;
		if (digits == SIZE_DIGITS)
			return false;
	}
	line = slice_from(line, digits);
	return digits > 0 && (line.len == 0 || memchr("\r; \t", line.p[0], 4) != NULL);
}

/* The line before a chunk has ended. One that is no size: there are no chunks, or no more. */
static enum rc
see_size(struct http_body *b, struct err *e)
{
	struct slice line = slice_of(b->line, b->line_len);

	b->line_len = 0;
	if (slice_ends(line, "\n") && parse_size(slice_first(line, line.len - 1), &b->left)) {
		b->any = true;
		b->state = b->left > 0 ? CHUNK_DATA : CHUNK_END;
		return RC_OK;
	}
	if (b->any)
		return err_set(e, RC_BAD, "the chunks it was sent in are damaged");
	b->state = CHUNK_NONE;
	return put_content(b, line, e);
}

static enum rc
take_line(struct http_body *b, struct slice *s, struct err *e)
{
	while (s->len > 0) {
		uint8_t c = s->p[0];

		b->line[b->line_len++] = c;
		*s = slice_from(*s, 1);
		if (c == '\n' || b->line_len == SIZE_LINE_MAX)
			return see_size(b, e);
	}
	return RC_OK;
}

static enum rc
take_data(struct http_body *b, struct slice *s, struct err *e)
{
	struct slice part = b->left < s->len ? slice_first(*s, (size_t)b->left) : *s;

	b->left -= part.len;
	if (b->left == 0)
		b->state = CHUNK_AFTER;
	*s = slice_from(*s, part.len);
	return put_content(b, part, e);
}

/* ---- the body -----------------------------------------------------------------------------------
 */

enum rc
http_body_new(const struct http_message *m, const struct sink *sink, struct http_body **out,
	struct err *e)
{
	struct http_body *b;

	*out = NULL;
	if (m->coding == HTTP_MESSAGE_OTHER)
		return err_set(e, RC_UNSUPPORTED,
			"its body is packed by \"%.*s\", which is not known",
			SLICE_FMT(m->codings));
	b = calloc(1, sizeof *b);
	if (b == NULL)
		return err_nomem(e);
	b->sink = sink;
	b->coding = m->coding;
	b->state = m->chunked ? CHUNK_SIZE : CHUNK_NONE;
	*out = b;
	return RC_OK;
}

void
http_body_free(struct http_body *b)
{
	if (b == NULL)
		return;
	inflater_free(b->inflater);
	brotli_decoder_free(b->brotli);
	zstd_decoder_free(b->zstd);
	free(b);
}

enum rc
http_body_put(struct http_body *b, struct slice piece, struct err *e)
{
	enum rc rc = RC_OK;

	while (rc == RC_OK && piece.len > 0) {
		switch (b->state) {
		case CHUNK_SIZE:
			rc = take_line(b, &piece, e);
			break;
		case CHUNK_DATA:
			rc = take_data(b, &piece, e);
			break;
		case CHUNK_AFTER:
			if (piece.p[0] != '\r' && piece.p[0] != '\n')
				return err_set(e, RC_BAD, "the chunks it was sent in are damaged");
			if (piece.p[0] == '\n')
				b->state = CHUNK_SIZE;
			piece = slice_from(piece, 1);
			break;
		case CHUNK_END:
			return RC_OK;
		case CHUNK_NONE:
		default:
			rc = put_content(b, piece, e);
			piece = SLICE_EMPTY;
			break;
		}
	}
	return rc;
}

enum rc
http_body_end(struct http_body *b, struct err *e)
{
	enum rc rc = RC_OK;

	if (b->state == CHUNK_SIZE && !b->any) {
		b->state = CHUNK_NONE;
		rc = put_content(b, slice_of(b->line, b->line_len), e);
	}
	if (rc == RC_OK && !b->chosen)
		rc = begin(b, e);
	if (rc != RC_OK)
		return rc;
	/* A server that closes in place of the last chunk has sent all the same. */
	if (b->state == CHUNK_DATA)
		return err_set(e, RC_BAD, "its body ends in the middle of a chunk");
	if (b->coding != HTTP_MESSAGE_PLAIN && !b->ended)
		return err_set(e, RC_BAD, "what its body was packed in has no end");
	return RC_OK;
}
