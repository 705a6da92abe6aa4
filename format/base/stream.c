#include "format/base/stream.h"

#include <errno.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

enum rc
source_read(const struct source *s, uint64_t offset, uint8_t *to, size_t n, struct err *e)
{
	if (offset > s->size || n > s->size - offset)
		return err_set(e, RC_BAD, "%zu bytes wanted at offset %" PRIu64 " of %" PRIu64, n,
			offset, s->size);
	return n == 0 ? RC_OK : s->read(s->ctx, offset, to, n, e);
}

static enum rc
memory_read(void *ctx, uint64_t offset, uint8_t *to, size_t n, struct err *e)
{
	const struct slice *mem = ctx;

	(void)e;
	memcpy(to, mem->p + offset, n);
	return RC_OK;
}

struct source
source_memory(const struct slice *mem)
{
	/* The context is only read through; the cast takes nothing from the caller. */
	return (struct source){memory_read, (void *)(uintptr_t)mem, mem->len};
}

static enum rc
file_read(void *ctx, uint64_t offset, uint8_t *to, size_t n, struct err *e)
{
	const int *fd = ctx;

	while (n > 0) {
		ssize_t got = pread(*fd, to, n, (off_t)offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_sys(e, errno, "cannot read at offset %" PRIu64, offset);
		if (got == 0)
			return err_set(e, RC_IO,
				"the file ended at offset %" PRIu64 " while it was read", offset);
		to += got;
		offset += (uint64_t)got;
		n -= (size_t)got;
	}
	return RC_OK;
}

enum rc
source_file(const int *fd, struct source *out, struct err *e)
{
	struct stat st;

	*out = (struct source){NULL, NULL, 0};
	if (fstat(*fd, &st) != 0)
		return err_sys(e, errno, "cannot look at the file");
	if (!S_ISREG(st.st_mode))
		return err_set(e, RC_IO, "not a regular file");
	*out = (struct source){file_read, (void *)(uintptr_t)fd, (uint64_t)st.st_size};
	return RC_OK;
}
