#include "archiver/gather/intake/web_store.h"

#include "archiver/gather/intake/parts.h"
#include "format/base/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES 4096

/* Behind the digest of what a revisit may name. */
#define SEEN "-seen"

struct web_store {
	char *folder, *now; /* `now`: the file being written */
	struct unpack_limits *limits;
	struct bytes first; /* of the payload, until it is known what it is */
	enum reader_kind kind;
	bool known;
	int fd; /* of `now`, or -1 */
	uint64_t count;
	struct bytes path, other, key;
};

/* ---- opening ----------------------------------------------------------------------------------
 */

enum rc
web_store_new(
	const char *folder, struct unpack_limits *limits, struct web_store **out, struct err *e)
{
	struct web_store *s = calloc(1, sizeof *s);

	*out = NULL;
	if (s == NULL)
		return err_nomem(e);
	s->limits = limits;
	s->fd = -1;
	s->first = BYTES_UP_TO(READER_FIRST);
	s->path = s->other = BYTES_UP_TO(PATH_BYTES);
	s->key = BYTES_UP_TO((size_t)2 * WEB_READER_HEAD_MAX);
	s->folder = strdup(folder);
	if (asprintf(&s->now, "%s/now", folder) < 0)
		s->now = NULL;
	if (s->folder == NULL || s->now == NULL) {
		web_store_free(s);
		return err_nomem(e);
	}
	*out = s;
	return RC_OK;
}

void
web_store_free(struct web_store *s)
{
	if (s == NULL)
		return;
	if (s->fd >= 0)
		close(s->fd);
	free(s->folder);
	free(s->now);
	bytes_release(&s->first);
	bytes_release(&s->path);
	bytes_release(&s->other);
	bytes_release(&s->key);
	free(s);
}

/* ---- a payload --------------------------------------------------------------------------------
 */

void
web_store_begin(struct web_store *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	bytes_clear(&s->first);
	s->kind = READER_UNKNOWN;
	s->known = false;
}

static enum rc
write_all(struct web_store *s, struct slice piece, struct err *e)
{
	enum rc rc = unpack_limits_bytes(s->limits, piece.len, e);

	while (rc == RC_OK && piece.len > 0) {
		ssize_t put = write(s->fd, piece.p, piece.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_sys(e, errno, "cannot unpack it");
		piece = slice_from(piece, (size_t)put);
	}
	return rc;
}

static enum rc
decide(struct web_store *s, struct err *e)
{
	enum reader_kind kind = reader_guess(bytes_slice(&s->first)).kind;
	enum rc rc;

	s->known = true;
	if (kind != READER_HTML && kind != READER_PICTURE)
		return RC_OK;
	s->kind = kind;
	rc = unpack_limits_member(s->limits, e);
	if (rc != RC_OK)
		return rc;
	s->fd = open(s->now, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	return s->fd >= 0 ? write_all(s, bytes_slice(&s->first), e)
			  : err_sys(e, errno, "cannot unpack it");
}

enum rc
web_store_put(struct web_store *s, struct slice piece, struct err *e)
{
	size_t room = READER_FIRST - s->first.len;
	enum rc rc = RC_OK;

	if (!s->known) {
		bytes_add(&s->first, slice_first(piece, room));
		piece = slice_from(piece, room);
		rc = bytes_check(&s->first, "a payload", e);
		if (rc == RC_OK && s->first.len == READER_FIRST)
			rc = decide(s, e);
	}
	return rc == RC_OK && s->fd >= 0 && piece.len > 0 ? write_all(s, piece, e) : rc;
}

bool
web_store_unwanted(const struct web_store *s)
{
	return s->known && s->fd < 0;
}

enum rc
web_store_end(struct web_store *s, enum reader_kind *kind, struct err *e)
{
	enum rc rc = RC_OK;

	if (!s->known)
		rc = decide(s, e);
	if (s->fd >= 0 && close(s->fd) != 0 && rc == RC_OK)
		rc = err_sys(e, errno, "cannot unpack it");
	s->fd = -1;
	*kind = s->kind;
	return rc;
}

/* ---- names ------------------------------------------------------------------------------------
 */

/* `folder/DIGEST` of a key, with its NUL. */
static enum rc
set_path(
	struct web_store *s, struct slice key, const char *behind, struct bytes *out, struct err *e)
{
	bytes_clear(out);
	parts_path(s->folder, key, out);
	bytes_str(out, behind);
	bytes_u8(out, 0);
	return bytes_check(out, "a path", e);
}

/* One more name for a file; the first that has it keeps it. */
static enum rc
add_name(const char *path, const struct bytes *name, struct err *e)
{
	if (link(path, (const char *)name->p) == 0 || errno == EEXIST)
		return RC_OK;
	/* A file has so many names at most; a revisit more is not found. */
	return errno == EMLINK ? RC_OK : err_sys(e, errno, "cannot unpack it");
}

/* An address and a moment, to the second: how a revisit names a capture (6.7 of WARC 1.1). */
static void
set_moment_key(struct web_store *s, struct slice url, struct slice date)
{
	bytes_clear(&s->key);
	bytes_add(&s->key, url);
	bytes_u8(&s->key, ' ');
	bytes_add(&s->key, slice_first(date, 19));
}

static enum rc
add_seen(struct web_store *s, const char *path, const struct web_record *r, struct err *e)
{
	enum rc rc = RC_OK;

	if (r->payload_digest.len > 0) {
		rc = set_path(s, r->payload_digest, SEEN, &s->other, e);
		if (rc == RC_OK)
			rc = add_name(path, &s->other, e);
	}
	set_moment_key(s, r->url, r->date);
	if (rc == RC_OK)
		rc = set_path(s, bytes_slice(&s->key), SEEN, &s->other, e);
	return rc == RC_OK ? add_name(path, &s->other, e) : rc;
}

char *
web_store_page(const struct web_store *s, uint64_t number)
{
	char *path;

	return asprintf(&path, "%s/%" PRIu64 ".html", s->folder, number) < 0 ? NULL : path;
}

enum rc
web_store_keep_page(
	struct web_store *s, const struct web_record *r, uint64_t *number, struct err *e)
{
	char *path = web_store_page(s, s->count + 1);
	enum rc rc = RC_OK;

	if (path == NULL)
		return err_nomem(e);
	if (rename(s->now, path) != 0)
		rc = err_sys(e, errno, "cannot unpack it");
	if (rc == RC_OK) {
		*number = ++s->count;
		rc = add_seen(s, path, r, e);
	}
	free(path);
	return rc;
}

enum rc
web_store_keep_picture(
	struct web_store *s, const struct web_record *r, struct slice address, struct err *e)
{
	enum rc rc = set_path(s, address, "", &s->path, e);

	if (rc == RC_OK)
		rc = add_name(s->now, &s->path, e);
	if (rc == RC_OK)
		rc = add_seen(s, s->now, r, e);
	if (rc == RC_OK && unlink(s->now) != 0)
		rc = err_sys(e, errno, "cannot unpack it");
	return rc;
}

/* What the file under this name is; READER_UNKNOWN where none has it. */
static enum rc
kind_at(const struct bytes *path, enum reader_kind *kind, struct err *e)
{
	struct reader_guess guess = {.kind = READER_UNKNOWN};
	enum rc rc = RC_OK;

	if (access((const char *)path->p, F_OK) == 0)
		rc = reader_guess_file((const char *)path->p, &guess, e);
	*kind = guess.kind;
	return rc;
}

enum rc
web_store_revisit(struct web_store *s, const struct web_record *r, struct slice address,
	enum reader_kind *kind, struct err *e)
{
	enum rc rc = RC_OK;

	*kind = READER_UNKNOWN;
	if (r->refers_url.len > 0) {
		set_moment_key(s, r->refers_url, r->refers_date);
		rc = set_path(s, bytes_slice(&s->key), SEEN, &s->path, e);
		if (rc == RC_OK)
			rc = kind_at(&s->path, kind, e);
	}
	if (rc == RC_OK && *kind == READER_UNKNOWN && r->payload_digest.len > 0) {
		rc = set_path(s, r->payload_digest, SEEN, &s->path, e);
		if (rc == RC_OK)
			rc = kind_at(&s->path, kind, e);
	}
	if (rc != RC_OK || *kind != READER_PICTURE)
		return rc;
	rc = set_path(s, address, "", &s->other, e);
	return rc == RC_OK ? add_name((const char *)s->path.p, &s->other, e) : rc;
}
