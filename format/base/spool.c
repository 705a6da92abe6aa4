#include "format/base/spool.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void
spool_release(struct spool *s)
{
	bytes_release(&s->held);
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	s->filed = 0;
}

/* Where the file system has no unnamed files, a name that is taken away at once. */
static int
named_and_unlinked(int folder)
{
	char name[64];
	int fd;

	for (unsigned i = 0; i < 100; i++) {
		snprintf(name, sizeof name, ".annals-spool-%ld-%u", (long)getpid(), i);
		fd = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd >= 0) {
			unlinkat(folder, name, 0);
			return fd;
		}
		if (errno != EEXIST)
			return -1;
	}
	return -1;
}

static enum rc
make_file(struct spool *s, struct err *e)
{
	s->fd = openat(s->folder, ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
	if (s->fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT))
		s->fd = named_and_unlinked(s->folder);
	if (s->fd < 0)
		return err_sys(e, errno, "cannot make a temporary file");
	return RC_OK;
}

static enum rc
write_out(struct spool *s, struct slice rest, struct err *e)
{
	enum rc rc;

	if (s->fd < 0) {
		rc = make_file(s, e);
		if (rc != RC_OK)
			return rc;
	}
	while (rest.len > 0) {
		ssize_t put = pwrite(s->fd, rest.p, rest.len, (off_t)s->filed);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_sys(e, errno, "cannot write a temporary file");
		s->filed += (uint64_t)put;
		rest = slice_from(rest, (size_t)put);
	}
	return RC_OK;
}

enum rc
spool_add(struct spool *s, struct slice bytes, struct err *e)
{
	enum rc rc;

	if (bytes.len > SPOOL_HELD || s->held.len + bytes.len > SPOOL_HELD) {
		rc = write_out(s, bytes_slice(&s->held), e);
		if (rc != RC_OK)
			return rc;
		bytes_clear(&s->held);
	}
	if (bytes.len > SPOOL_HELD)
		return write_out(s, bytes, e);
	bytes_add(&s->held, bytes);
	return bytes_check(&s->held, "spool", e);
}

enum rc
spool_read(const struct spool *s, uint64_t offset, uint8_t *to, size_t n, struct err *e)
{
	assert(offset <= spool_size(s) && n <= spool_size(s) - offset);
	while (n > 0 && offset < s->filed) {
		size_t here = n < s->filed - offset ? n : (size_t)(s->filed - offset);
		ssize_t got = pread(s->fd, to, here, (off_t)offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return err_sys(e, got < 0 ? errno : EIO, "cannot read a temporary file");
		to += got;
		offset += (uint64_t)got;
		n -= (size_t)got;
	}
	if (n > 0)
		memcpy(to, s->held.p + (offset - s->filed), n);
	return RC_OK;
}
