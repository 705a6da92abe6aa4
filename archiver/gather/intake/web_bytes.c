#include "archiver/gather/intake/web_bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* RFC 1952, 2.3.1: magic, deflate. */
static const uint8_t MAGIC[3] = {0x1F, 0x8B, 8};

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
			left == 0 ? NULL : memmem(b->in + b->in_at, left, MAGIC, sizeof MAGIC);
		enum rc rc;

		if (hit != NULL) {
			b->gap = b->gap || (hit != b->in + b->in_at && !b->broken);
			b->in_at = (size_t)(hit - b->in);
			*found = true;
			return RC_OK;
		}
		/* The beginning of a magic may stand at the end. */
		if (left >= sizeof MAGIC) {
			b->gap = b->gap || !b->broken;
			b->in_at = b->in_len - (sizeof MAGIC - 1);
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
	inflater_reset(b->inflater);
	return RC_OK;
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
inflate_some(struct web_bytes *b, struct err *e)
{
	struct decode_step step = {.in = slice_of(b->in + b->in_at, b->in_len - b->in_at),
		.out = b->out + b->len,
		.room = WEB_BYTES_ROOM - b->len};
	size_t got = 1;
	enum decode_state state = inflater_step(b->inflater, &step);
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
		if (b->inflater == NULL)
			rc = fill_plain(b, e);
		else if (b->within)
			rc = inflate_some(b, e);
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

	if (b->inflater == NULL && offset <= INT64_MAX)
		n = pread(b->fd, to, room, (off_t)offset);
	*got = n > 0 ? (size_t)n : 0;
	return n >= 0;
}

/* ---- opening ------------------------------------------------------------------------------------
 */

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
	if (rc == RC_OK && got >= sizeof MAGIC && memcmp(b->in, MAGIC, sizeof MAGIC) == 0)
		rc = inflater_new(INFLATER_GZIP, &b->inflater, e);
	if (rc == RC_OK && b->inflater == NULL) {
		memcpy(b->out, b->in, b->in_len);
		b->len = b->in_len;
	}
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
	if (b->fd >= 0)
		close(b->fd);
	free(b);
}
