#include "archiver/gather/intake/document_parts.h"

#include "archiver/gather/intake/parts.h"
#include "archiver/gather/read/archive_input.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define STEP ((size_t)64 * 1024)

/* The system takes no longer path in one call (PATH_MAX of Linux, with its NUL). */
#define PATH_BYTES 4096

static bool
is_picture(const struct archive_input *in)
{
	static const char *const folders[] = {"word/media/", "Pictures/", "media/"};
	const char *name = archive_input_name(in);

	for (size_t i = 0; name != NULL && i < sizeof folders / sizeof *folders; i++)
		if (slice_starts(slice_str(name), folders[i]))
			return archive_input_type(in) == ARCHIVE_INPUT_FILE;
	return false;
}

static enum rc
fill(struct archive_input *in, int fd, struct unpack_limits *limits, struct err *e)
{
	uint8_t step[STEP];
	size_t got = 1;
	enum rc rc = RC_OK;

	while (rc == RC_OK && got > 0) {
		rc = archive_input_read(in, step, STEP, &got, e);
		if (rc == RC_OK)
			rc = unpack_limits_bytes(limits, got, e);
		if (rc == RC_OK)
			rc = parts_write(fd, slice_of(step, got), e);
	}
	return rc;
}

/* One that cannot be had is left away: its reader says that it is not there. */
static enum rc
lay_out(struct archive_input *in, const char *path, struct unpack_limits *limits, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	enum rc rc;

	if (fd < 0 && errno == EEXIST)
		return RC_OK;
	if (fd < 0)
		return err_sys(e, errno, "cannot lay out a picture");
	rc = fill(in, fd, limits, e);
	if (close(fd) != 0 && rc == RC_OK)
		rc = err_sys(e, errno, "cannot lay out a picture");
	if (rc != RC_BAD)
		return rc;
	unlink(path);
	return RC_OK;
}

static enum rc
take(struct archive_input *in, const char *folder, struct unpack_limits *limits, struct err *e)
{
	struct bytes path = BYTES_UP_TO(PATH_BYTES);
	enum rc rc = unpack_limits_member(limits, e);

	if (rc == RC_OK && is_picture(in)) {
		parts_path(folder, slice_str(archive_input_name(in)), &path);
		bytes_u8(&path, 0);
		rc = bytes_check(&path, "a path", e);
		if (rc == RC_OK)
			rc = lay_out(in, (const char *)path.p, limits, e);
	}
	bytes_release(&path);
	return rc;
}

enum rc
document_parts_unpack(
	const char *path, const char *folder, struct unpack_limits *limits, struct err *e)
{
	struct archive_input in = ARCHIVE_INPUT_EMPTY;
	bool got = true;
	enum rc rc = archive_input_open(path, ARCHIVE_INPUT_ZIP, &in, e);

	while (rc == RC_OK) {
		rc = archive_input_next(&in, &got, e);
		if (rc != RC_OK || !got)
			break;
		rc = take(&in, folder, limits, e);
	}
	archive_input_release(&in);
	/* What is damaged, or cannot be read, is so for its reader, too. */
	return rc == RC_BAD || rc == RC_UNSUPPORTED ? RC_OK : rc;
}
