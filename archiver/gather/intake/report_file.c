#include "archiver/gather/intake/report_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A changed file is tried so often in all. */
#define TRIES 3

/* What is read at a time when a file is not kept. */
#define CHUNK ((size_t)64 * 1024)

static struct report_file
identity(const struct stat *st)
{
	return (struct report_file){.device = (uint64_t)st->st_dev,
		.inode = (uint64_t)st->st_ino,
		.size = (uint64_t)st->st_size,
		.modified = st->st_mtim.tv_sec,
		.modified_ns = st->st_mtim.tv_nsec,
		.changed = st->st_ctim.tv_sec,
		.changed_ns = st->st_ctim.tv_nsec};
}

static bool
is_same(const struct report_file *a, const struct report_file *b)
{
	return a->device == b->device && a->inode == b->inode && a->size == b->size &&
		a->modified == b->modified && a->modified_ns == b->modified_ns &&
		a->changed == b->changed && a->changed_ns == b->changed_ns;
}

static const char *
kind_of(mode_t mode)
{
	return S_ISDIR(mode)	 ? "a folder"
		: S_ISFIFO(mode) ? "a pipe"
		: S_ISSOCK(mode) ? "a socket"
		: S_ISLNK(mode)	 ? "a symbolic link"
				 : "a device";
}

static enum rc
check_state(int fd, struct report_file *is, struct err *e)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_sys(e, errno, "cannot look at it");
	if (!S_ISREG(st.st_mode))
		return err_set(e, RC_BAD, "%s, not a file", kind_of(st.st_mode));
	*is = identity(&st);
	return RC_OK;
}

static enum rc
open_regular(const char *path, int *fd, struct report_file *is, struct err *e)
{
	enum rc rc;

	*fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (*fd < 0 && errno == ELOOP)
		return err_set(e, RC_BAD, "a symbolic link, not a file");
	if (*fd < 0 && errno == ENXIO)
		return err_set(e, RC_BAD, "a pipe or a socket, not a file");
	if (*fd < 0)
		return err_sys(e, errno, "cannot open it");
	rc = check_state(*fd, is, e);
	if (rc != RC_OK) {
		close(*fd);
		*fd = -1;
	}
	return rc;
}

static enum rc
read_some(int fd, uint8_t *to, size_t n, size_t *got, struct err *e)
{
	ssize_t r;

	do {
		r = read(fd, to, n);
	} while (r < 0 && errno == EINTR);
	*got = r > 0 ? (size_t)r : 0;
	return r < 0 ? err_sys(e, errno, "cannot read it") : RC_OK;
}

static enum rc
changed(struct err *e)
{
	return err_set(e, RC_IO, "changed while it was read");
}

/* Pieces of the open file to `sink`, at most as many bytes as it had; RC_OK with `*torn` set where
 * it has others now. */
static enum rc
pour(int fd, const struct report_file *is, const struct sink *sink, bool *torn, struct err *e)
{
	uint8_t chunk[CHUNK];
	struct report_file after;
	uint64_t left = is->size;
	size_t got;
	enum rc rc;

	while (left > 0) {
		rc = read_some(fd, chunk, left < CHUNK ? (size_t)left : CHUNK, &got, e);
		if (rc != RC_OK)
			return rc;
		if (got == 0)
			break;
		rc = sink_put(sink, slice_of(chunk, got), e);
		if (rc != RC_OK)
			return rc;
		left -= got;
	}
	rc = check_state(fd, &after, e);
	*torn = rc == RC_OK && (left > 0 || !is_same(is, &after));
	return rc;
}

static enum rc
check_size(const struct report_file *is, uint64_t most, struct err *e)
{
	if (is->size == 0)
		return err_set(e, RC_BAD, "empty");
	if (is->size > most)
		return err_set(e, RC_LIMIT, "%ju bytes, room for %ju", (uintmax_t)is->size,
			(uintmax_t)most);
	return RC_OK;
}

/* What a try is made with, and how it is begun again. */
struct attempt {
	const struct sink *sink;
	void (*restart)(void *ctx);
	void *ctx;
};

static enum rc
read_whole(const char *path, uint64_t most, const struct attempt *a, struct report_file *is,
	struct err *e)
{
	bool torn = true;
	enum rc rc = RC_OK;

	for (unsigned i = 0; i < TRIES && rc == RC_OK && torn; i++) {
		int fd;

		a->restart(a->ctx);
		rc = open_regular(path, &fd, is, e);
		if (rc != RC_OK)
			break;
		rc = check_size(is, most, e);
		if (rc == RC_OK)
			rc = pour(fd, is, a->sink, &torn, e);
		close(fd);
	}
	if (rc == RC_OK && torn)
		rc = changed(e);
	return rc;
}

/* ---- into memory ------------------------------------------------------------------------------
 */

struct keeping {
	struct bytes *out;
	size_t start;
};

static enum rc
keep(void *ctx, struct slice s, struct err *e)
{
	struct keeping *k = ctx;

	bytes_add(k->out, s);
	return bytes_check(k->out, "what is read", e);
}

static void
keep_again(void *ctx)
{
	struct keeping *k = ctx;

	bytes_cut(k->out, k->start);
}

enum rc
report_file_read(
	const char *path, uint64_t most, struct bytes *out, struct report_file *is, struct err *e)
{
	struct keeping k = {out, out->len};
	struct sink sink = {keep, &k};
	struct attempt a = {&sink, keep_again, &k};
	enum rc rc = read_whole(path, most, &a, is, e);

	if (rc != RC_OK)
		bytes_cut(out, k.start);
	return rc;
}

enum rc
report_file_first(const char *path, size_t n, struct bytes *out, struct err *e)
{
	uint8_t *to = bytes_room(out, n);
	struct report_file is;
	size_t got = 0, more = 1;
	int fd;
	enum rc rc;

	if (to == NULL)
		return bytes_check(out, "what is read", e);
	rc = open_regular(path, &fd, &is, e);
	if (rc == RC_OK) {
		while (rc == RC_OK && got < n && more > 0) {
			rc = read_some(fd, to + got, n - got, &more, e);
			got += more;
		}
		close(fd);
	}
	bytes_cut(out, out->len - n + got);
	return rc;
}

enum rc
report_file_open(const char *path, int *fd, struct report_file *is, struct err *e)
{
	return open_regular(path, fd, is, e);
}

/* ---- elsewhere ----------------------------------------------------------------------------------
 */

static enum rc
hash(void *ctx, struct slice s, struct err *e)
{
	(void)e;
	hasher_add(ctx, s);
	return RC_OK;
}

static void
hash_again(void *ctx)
{
	hasher_start(ctx);
}

enum rc
report_file_hash(const char *path, uint64_t most, struct digest *digest, struct report_file *is,
	struct err *e)
{
	struct hasher hasher;
	struct sink sink = {hash, &hasher};
	struct attempt a = {&sink, hash_again, &hasher};
	enum rc rc;

	hasher_start(&hasher);
	rc = read_whole(path, most, &a, is, e);
	*digest = hasher_end(&hasher);
	return rc;
}

enum rc
report_file_copy(
	const char *path, const struct report_file *is, const struct sink *sink, struct err *e)
{
	struct report_file now;
	bool torn = true;
	int fd;
	enum rc rc = open_regular(path, &fd, &now, e);

	if (rc != RC_OK)
		return rc;
	if (is_same(is, &now))
		rc = pour(fd, is, sink, &torn, e);
	close(fd);
	return rc == RC_OK && torn ? changed(e) : rc;
}

enum rc
report_file_check(const char *path, const struct report_file *is, struct err *e)
{
	struct report_file now;
	int fd;
	enum rc rc = open_regular(path, &fd, &now, e);

	if (rc != RC_OK)
		return rc;
	close(fd);
	return is_same(is, &now) ? RC_OK : changed(e);
}
