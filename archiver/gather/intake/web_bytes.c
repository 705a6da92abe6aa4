#include "archiver/gather/intake/web_bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* RFC 1952, 2.3.1: magic, deflate. RFC 8878, 3.1.1. */
static const struct slice GZIP = SLICE("\x1F\x8B\b"), ZSTD = SLICE("\x28\xB5\x2F\xFD");

static enum rc
read_in(struct web_bytes *b, uint8_t *to, size_t room, size_t *got, struct err *e)
{
	ssize_t n;

	do {
		n = read(b->fd, to, room);
	} while (n < 0 && errno == EINTR);
	*got = n > 0 ? (size_t)n : 0;
	b->read += *got;
	return n < 0 ? err_sys(e, errno, "cannot read it") : RC_OK;
}

/* Keeps what is left of `in`, and reads more behind it. */
static enum rc
refill(struct web_bytes *b, size_t *got, struct err *e)
{
	enum rc rc;

	b->in_len -= b->in_at;
	memmove(b->in, b->in + b->in_at, b->in_len);
	b->in_at = 0;
	rc = read_in(b, b->in + b->in_len, WEB_BYTES_ROOM - b->in_len, got, e);
	b->in_len += *got;
	return rc;
}

/* ---- from member to member ------------------------------------------------------------------- */

/* Passes over whatever is no member's beginning; `*found` is false at the end of the file. */
static enum rc
find_member(struct web_bytes *b, bool *found, struct err *e)
{
	*found = false;
	for (;;) {
		size_t left = b->in_len - b->in_at, got;
		const uint8_t *hit =
			left == 0 ? NULL : memmem(b->in + b->in_at, left, b->magic.p, b->magic.len);
		enum rc rc;

		if (hit != NULL) {
			b->gap = b->gap || (hit != b->in + b->in_at && !b->broken);
			b->in_at = (size_t)(hit - b->in);
			*found = true;
			return RC_OK;
		}
		/* The beginning of a magic may stand at the end. */
		if (left >= b->magic.len) {
			b->gap = b->gap || !b->broken;
			b->in_at = b->in_len - (b->magic.len - 1);
		}
		rc = refill(b, &got, e);
		if (rc != RC_OK || got == 0)
			return rc;
	}
}

static enum rc
begin_member(struct web_bytes *b, struct err *e)
{
	enum rc rc = find_member(b, &b->within, e);

	if (rc != RC_OK)
		return rc;
	b->ended = !b->within;
	b->start = b->len;
	b->damaged = b->damaged || b->broken;
	b->broken = false;
	if (!b->within)
		return RC_OK;
	b->member = b->read - b->in_len + b->in_at;
	if (b->zstd != NULL)
		zstd_decoder_reset(b->zstd);
	else
		inflater_reset(b->inflater);
	return RC_OK;
}

static enum decode_state
decode(struct web_bytes *b, struct decode_step *step)
{
	return b->zstd != NULL ? zstd_decoder_step(b->zstd, step)
			       : inflater_step(b->inflater, step);
}

/*
 * What is wrong with a member may be seen only in the next one: the search for that begins
 * behind the bad one's first byte, where that is still at hand. Members that begin before
 * the place where that was seen are not looked behind again, so that all takes linear time.
 */
static void
give_up_member(struct web_bytes *b)
{
	uint64_t in_from = b->read - b->in_len, at = in_from + b->in_at;

	if (b->member >= b->failed && b->member >= in_from)
		b->in_at = (size_t)(b->member + 1 - in_from);
	if (at > b->failed)
		b->failed = at;
}

/* One step of the member that has begun. */
static enum rc
decode_some(struct web_bytes *b, struct err *e)
{
	struct decode_step step = {.in = slice_of(b->in + b->in_at, b->in_len - b->in_at),
		.out = b->out + b->len,
		.room = WEB_BYTES_ROOM - b->len};
	size_t got = 1;
	enum decode_state state = decode(b, &step);
	enum rc rc = RC_OK;

	b->in_at = b->in_len - step.in.len;
	b->len += step.made;
	if (step.made > 0 && b->limits != NULL)
		rc = unpack_limits_bytes(b->limits, step.made, e);
	if (rc == RC_OK && state == DECODE_NOMEM)
		rc = err_nomem(e);
	if (state == DECODE_BAD)
		give_up_member(b);
	if (rc == RC_OK && state == DECODE_MORE && step.made == 0)
		rc = refill(b, &got, e);
	/* Of one that gave nothing, no record is to blame before it. */
	if ((state == DECODE_BAD || got == 0) && b->len == b->start)
		b->gap = true;
	else if (state == DECODE_BAD || got == 0)
		b->broken = true;
	if (state == DECODE_BAD || state == DECODE_END || got == 0)
		b->within = false;
	return rc;
}

/* ---- reading ------------------------------------------------------------------------------------
 */

static enum rc
fill_plain(struct web_bytes *b, struct err *e)
{
	size_t got;
	enum rc rc = read_in(b, b->out + b->len, WEB_BYTES_ROOM - b->len, &got, e);

	b->len += got;
	b->ended = got == 0;
	return rc;
}

enum rc
web_bytes_peek(struct web_bytes *b, size_t want, struct slice *next, struct err *e)
{
	enum rc rc = RC_OK;

	if (b->len - b->at < want && b->at > 0) {
		memmove(b->out, b->out + b->at, b->len - b->at);
		b->from += b->at;
		b->len -= b->at;
		b->start = b->start >= b->at && b->start != SIZE_MAX ? b->start - b->at : SIZE_MAX;
		b->at = 0;
	}
	while (rc == RC_OK && !b->ended && b->len - b->at < want) {
		if (b->magic.len == 0)
			rc = fill_plain(b, e);
		else if (b->within)
			rc = decode_some(b, e);
		else if (b->start == SIZE_MAX || b->start < b->at || b->at == b->len)
			rc = begin_member(b, e);
		else
			break;
	}
	*next = slice_of(b->out + b->at, b->len - b->at);
	return rc;
}

void
web_bytes_skip(struct web_bytes *b, size_t n)
{
	b->at += n;
	if (b->at > b->start)
		b->damaged = b->gap = false;
}

bool
web_bytes_look(const struct web_bytes *b, uint64_t offset, uint8_t *to, size_t room, size_t *got)
{
	ssize_t n = -1;

	if (b->magic.len == 0 && offset <= INT64_MAX)
		n = pread(b->fd, to, room, (off_t)offset);
	*got = n > 0 ? (size_t)n : 0;
	return n >= 0;
}

/* ---- opening ------------------------------------------------------------------------------------
 */

/* By its first bytes, which are in `in`; what is plain goes on from there. */
static enum rc
choose(struct web_bytes *b, struct err *e)
{
	struct slice first = slice_of(b->in, b->in_len);
	enum rc rc = RC_OK;

	if (slice_equal(slice_first(first, GZIP.len), GZIP)) {
		b->magic = GZIP;
		rc = inflater_new(INFLATER_GZIP, &b->inflater, e);
	} else if (slice_equal(slice_first(first, ZSTD.len), ZSTD)) {
		b->magic = ZSTD;
		rc = zstd_decoder_new(ZSTD_DECODER_KEPT, &b->zstd, e);
	} else {
		memcpy(b->out, first.p, first.len);
		b->len = first.len;
	}
	return rc;
}

enum rc
web_bytes_new(const char *path, struct unpack_limits *limits, struct web_bytes **out, struct err *e)
{
	struct web_bytes *b = malloc(sizeof *b);
	size_t got = 0;
	enum rc rc = RC_OK;

	*out = NULL;
	if (b == NULL)
		return err_nomem(e);
	b->inflater = NULL;
	b->zstd = NULL;
	b->magic = SLICE_EMPTY;
	b->limits = limits;
	b->read = b->from = b->member = b->failed = 0;
	b->at = b->len = b->in_at = b->in_len = 0;
	b->start = SIZE_MAX;
	b->ended = b->within = b->damaged = b->broken = b->gap = false;
	b->fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (b->fd < 0)
		rc = err_sys(e, errno, "cannot open it");
	if (rc == RC_OK)
		rc = refill(b, &got, e);
	if (rc == RC_OK)
		rc = choose(b, e);
	if (rc != RC_OK) {
		web_bytes_free(b);
		return rc;
	}
	*out = b;
	return RC_OK;
}

void
web_bytes_free(struct web_bytes *b)
{
	if (b == NULL)
		return;
	inflater_free(b->inflater);
	zstd_decoder_free(b->zstd);
	if (b->fd >= 0)
		close(b->fd);
	free(b);
}
