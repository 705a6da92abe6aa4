#include "archiver/gather/read/archive_input.h"

#include "archiver/gather/read/lzma_decoder.h"
#include "archiver/gather/read/sevenzip_memory.h"
#include "format/base/limits.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STEP ((size_t)64 * 1024)

/* Magic, flags, a dictionary's id, the content's size. */
#define ZSTD_HEAD (4 + 1 + 4 + 8)

/* Of filters libarchive counts the one that does nothing, too. */
#define FILTERS_MAX 2

static enum rc
open_file(const char *path, int *fd, struct err *e)
{
	struct stat st;

	*fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (*fd < 0)
		return err_sys(e, errno, "cannot open it");
	if (fstat(*fd, &st) != 0)
		return err_sys(e, errno, "cannot look at it");
	return S_ISREG(st.st_mode) ? RC_OK : err_set(e, RC_BAD, "not a regular file");
}

static bool
know_filters(struct archive *a)
{
	return archive_read_support_filter_gzip(a) >= ARCHIVE_WARN &&
		archive_read_support_filter_zstd(a) >= ARCHIVE_WARN &&
		archive_read_support_filter_bzip2(a) >= ARCHIVE_WARN;
}

static bool
know_form(struct archive *a, enum archive_input_form form)
{
	switch (form) {
	case ARCHIVE_INPUT_ZIP:
		return archive_read_support_format_zip_seekable(a) == ARCHIVE_OK;
	case ARCHIVE_INPUT_7Z:
		return archive_read_support_format_7zip(a) == ARCHIVE_OK;
	case ARCHIVE_INPUT_TAR:
		return know_filters(a) && archive_read_support_format_tar(a) == ARCHIVE_OK;
	case ARCHIVE_INPUT_RAW:
	default:
		return know_filters(a) && archive_read_support_format_raw(a) == ARCHIVE_OK;
	}
}

/* What libarchive says, or a word where it says nothing. */
static enum rc
failed(struct archive_input *in, struct err *e)
{
	const char *said = archive_error_string(in->archive);

	if (in->failed.rc != RC_OK) {
		*e = in->failed;
		return e->rc;
	}
	if (archive_errno(in->archive) == ENOMEM)
		return err_nomem(e);
	return err_set(e, RC_BAD, "%s", said == NULL ? "damaged" : said);
}

/* ---- xz -------------------------------------------------------------------------------------- */

static la_ssize_t
read_xz(struct archive *a, void *ctx, const void **bytes)
{
	struct archive_input *in = ctx;
	struct slice next;

	if (lzma_decoder_read(in->xz, &next, &in->failed) != RC_OK) {
		archive_set_error(a, EIO, "xz");
		return -1;
	}
	*bytes = next.p;
	return (la_ssize_t)next.len;
}

static bool
is_xz(int fd)
{
	uint8_t first[6];

	return pread(fd, first, sizeof first, 0) == (ssize_t)sizeof first &&
		memcmp(first, "\xFD\x37zXZ\0", sizeof first) == 0;
}

/* ---- zstd ------------------------------------------------------------------------------------ */

static uint64_t
little_endian(const uint8_t *p, size_t len)
{
	uint64_t v = 0;

	while (len > 0)
		v = v << 8 | p[--len];
	return v;
}

/*
 * The window that a frame wants, or all of its content (RFC 8878, 3.1.1.1); 0 where it is no
 * frame. libzstd has a limit of its own, which is within LIMIT_DECODER, but names no numbers.
 */
static uint64_t
zstd_window(const uint8_t head[ZSTD_HEAD])
{
	static const size_t ids[] = {0, 1, 2, 4}, sizes[] = {1, 2, 4, 8};
	unsigned flags = head[4], size = flags >> 6;
	uint64_t base;

	if (memcmp(head, "\x28\xB5\x2F\xFD", 4) != 0)
		return 0;
	if ((flags & 0x20) != 0)
		return little_endian(head + 5 + ids[flags & 3], sizes[size]) +
			(size == 1 ? 256 : 0);
	base = UINT64_C(1) << (10 + (head[5] >> 3));
	return base + base / 8 * (head[5] & 7);
}

static enum rc
check_zstd(int fd, struct err *e)
{
	uint8_t head[ZSTD_HEAD] = {0};
	ssize_t got = pread(fd, head, sizeof head, 0);
	uint64_t window = got > 0 ? zstd_window(head) : 0;

	if (window <= LIMIT_DECODER)
		return RC_OK;
	return err_set(e, RC_LIMIT,
		"to unpack it takes %" PRIu64 " bytes of memory, room for %" PRIu64, window,
		(uint64_t)LIMIT_DECODER);
}

/* ---- opening --------------------------------------------------------------------------------- */

/* By libarchive, but for what takes as much memory as it says. */
static enum rc
open_archive(struct archive_input *in, enum archive_input_form form, struct err *e)
{
	bool packed = form == ARCHIVE_INPUT_TAR || form == ARCHIVE_INPUT_RAW;
	enum rc rc = RC_OK;

	if (packed && is_xz(in->fd))
		rc = lzma_decoder_new(in->fd, &in->xz, e);
	else if (packed)
		rc = check_zstd(in->fd, e);
	else if (form == ARCHIVE_INPUT_7Z)
		rc = sevenzip_memory_check(in->fd, e);
	if (rc != RC_OK)
		return rc;
	if (in->xz != NULL)
		return archive_read_open(in->archive, in, NULL, read_xz, NULL) == ARCHIVE_OK
			? RC_OK
			: failed(in, e);
	return archive_read_open_fd(in->archive, in->fd, STEP) == ARCHIVE_OK ? RC_OK
									     : failed(in, e);
}

enum rc
archive_input_open(
	const char *path, enum archive_input_form form, struct archive_input *out, struct err *e)
{
	enum rc rc;

	*out = ARCHIVE_INPUT_EMPTY;
	rc = open_file(path, &out->fd, e);
	if (rc != RC_OK) {
		archive_input_release(out);
		return rc;
	}
	out->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (out->utf8 != (locale_t)0)
		out->before = uselocale(out->utf8);
	out->archive = archive_read_new();
	if (out->archive == NULL)
		rc = err_nomem(e);
	else if (!know_form(out->archive, form))
		rc = err_set(
			e, RC_UNSUPPORTED, "libarchive was built without what it is packed by");
	else
		rc = open_archive(out, form, e);
	if (rc != RC_OK)
		archive_input_release(out);
	return rc;
}

void
archive_input_release(struct archive_input *in)
{
	if (in->archive != NULL)
		archive_read_free(in->archive);
	lzma_decoder_free(in->xz);
	if (in->utf8 != (locale_t)0) {
		uselocale(in->before);
		freelocale(in->utf8);
	}
	if (in->fd >= 0)
		close(in->fd);
	*in = ARCHIVE_INPUT_EMPTY;
}

enum rc
archive_input_next(struct archive_input *in, bool *got, struct err *e)
{
	int answer = archive_read_next_header(in->archive, &in->entry), filters;

	*got = answer != ARCHIVE_EOF;
	if (*got && answer < ARCHIVE_WARN)
		return failed(in, e);
	filters = archive_filter_count(in->archive) + (in->xz != NULL);
	if (filters > FILTERS_MAX)
		return err_set(e, RC_BAD, "packed %d times over, room for %d", filters - 1,
			FILTERS_MAX - 1);
	return RC_OK;
}

const char *
archive_input_name(const struct archive_input *in)
{
	const char *name = archive_entry_pathname_utf8(in->entry);

	return name != NULL ? name : archive_entry_pathname(in->entry);
}

enum archive_input_type
archive_input_type(const struct archive_input *in)
{
	if (archive_entry_hardlink(in->entry) != NULL || archive_entry_symlink(in->entry) != NULL ||
		archive_entry_filetype(in->entry) == AE_IFLNK)
		return ARCHIVE_INPUT_LINK;
	switch (archive_entry_filetype(in->entry)) {
	case AE_IFREG:
	case 0: /* a format that does not say */
		return ARCHIVE_INPUT_FILE;
	case AE_IFDIR:
		return ARCHIVE_INPUT_FOLDER;
	default:
		return ARCHIVE_INPUT_OTHER;
	}
}

bool
archive_input_size(const struct archive_input *in, uint64_t *size)
{
	int64_t said = archive_entry_size(in->entry);

	*size = said < 0 ? 0 : (uint64_t)said;
	return archive_entry_size_is_set(in->entry) && said >= 0;
}

enum rc
archive_input_read(struct archive_input *in, uint8_t *to, size_t room, size_t *got, struct err *e)
{
	la_ssize_t n;

	do {
		n = archive_read_data(in->archive, to, room);
	} while (n == ARCHIVE_RETRY);
	*got = n > 0 ? (size_t)n : 0;
	return n >= 0 ? RC_OK : failed(in, e);
}

const char *
archive_input_library(void)
{
	return archive_version_string();
}
