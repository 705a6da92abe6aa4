#include "archiver/gather/intake/unpack.h"

#include "archiver/gather/intake/digest_set.h"
#include "archiver/gather/intake/member_name.h"
#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/read/archive_input.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#define STEP ((size_t)64 * 1024)

/* The system takes no longer path in one call (PATH_MAX of Linux, with its NUL). */
#define PATH_BYTES 4096

struct unpacking {
	struct archive_input in;
	const char *folder;
	struct unpack_limits *limits;
	const struct unpack_listener *listener;
	struct digest_set seen; /* names, folded */
	struct bytes name, folded, path;
	struct bytes alone; /* what the only member is called, with a NUL; empty in an archive */
	uint8_t step[STEP];
};

static enum rc
choose_form(const struct unpack_packed *from, enum archive_input_form *form, struct err *e)
{
	struct bytes first = BYTES_UP_TO(8);
	enum rc rc = report_file_first(from->path, 8, &first, e);

	*form = from->alone				  ? ARCHIVE_INPUT_RAW
		: slice_starts(bytes_slice(&first), "PK") ? ARCHIVE_INPUT_ZIP
		: slice_starts(bytes_slice(&first), "7z") ? ARCHIVE_INPUT_7Z
							  : ARCHIVE_INPUT_TAR;
	bytes_release(&first);
	return rc;
}

static const char *
name_of(const struct unpacking *u)
{
	return u->alone.len > 0 ? (const char *)u->alone.p : archive_input_name(&u->in);
}

static enum rc
refuse(struct unpacking *u, const char *why, struct err *e)
{
	const char *name = name_of(u);

	return u->listener->refused(u->listener->ctx,
		slice_str(name == NULL ? "(a name that cannot be read)" : name), why, e);
}

/* `page.html.gz` gives `page.html`; of a name that is nothing else, a name. */
static void
name_alone(const char *path, struct bytes *out)
{
	static const char *const suffixes[] = {".gz", ".xz", ".bz2", ".zst"};
	const char *slash = strrchr(path, '/');
	struct slice name = slice_str(slash == NULL ? path : slash + 1);

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (slice_ends(name, suffixes[i])) {
			name.len -= strlen(suffixes[i]);
			break;
		}
	if (name.len == 0 || name.p[0] == '.')
		name = slice_str("report");
	bytes_add(out, name);
	bytes_u8(out, 0);
}

/* Makes the folders before the file at `u->path`, from the one that is there already. */
static bool
make_folders(struct unpacking *u)
{
	char *path = (char *)u->path.p;

	for (char *slash = path + strlen(u->folder) + 1; (slash = strchr(slash, '/')) != NULL;
		slash++) {
		int made;

		*slash = '\0';
		made = mkdir(path, 0700);
		*slash = '/';
		if (made != 0 && errno != EEXIST)
			return false;
	}
	return true;
}

/* A descriptor, or -1 with errno set. */
static int
make_file(struct unpacking *u)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	const char *path = (const char *)u->path.p;
	int fd = open(path, flags, 0600);

	if (fd >= 0 || errno != ENOENT || !make_folders(u))
		return fd;
	return open(path, flags, 0600);
}

static enum rc
write_all(int fd, struct slice s, struct err *e)
{
	while (s.len > 0) {
		ssize_t put = write(fd, s.p, s.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_sys(e, errno, "cannot unpack it");
		s = slice_from(s, (size_t)put);
	}
	return RC_OK;
}

/* RC_BAD is about this member alone. Of a sparse file the last hole does not come out. */
static enum rc
fill(struct unpacking *u, int fd, struct err *e)
{
	uint64_t written = 0, said;
	size_t got = 1;
	enum rc rc = RC_OK;

	while (rc == RC_OK && got > 0) {
		rc = archive_input_read(&u->in, u->step, STEP, &got, e);
		if (rc == RC_OK)
			rc = unpack_limits_bytes(u->limits, got, e);
		if (rc == RC_OK)
			rc = write_all(fd, slice_of(u->step, got), e);
		written += got;
	}
	if (rc == RC_OK && archive_input_size(&u->in, &said) && said != written)
		rc = err_set(
			e, RC_BAD, "%" PRIu64 " bytes come out, %" PRIu64 " should", written, said);
	return rc;
}

static enum rc
unpack_file(struct unpacking *u, struct err *e)
{
	struct err why = ERR_NONE;
	enum rc rc;
	int fd;

	bytes_clear(&u->path);
	bytes_str(&u->path, u->folder);
	bytes_u8(&u->path, '/');
	bytes_add(&u->path, bytes_slice(&u->name));
	bytes_u8(&u->path, 0);
	if (u->path.failed == RC_LIMIT)
		return refuse(u, "its path is too long", e);
	if (bytes_check(&u->path, "a path", e) != RC_OK)
		return e->rc;
	fd = make_file(u);
	if (fd < 0 && (errno == ENOTDIR || errno == EISDIR || errno == EEXIST))
		return refuse(u, "a file and a folder of this name are in the archive", e);
	if (fd < 0)
		return err_sys(e, errno, "cannot unpack it");
	rc = fill(u, fd, &why);
	if (close(fd) != 0 && rc == RC_OK)
		rc = err_sys(&why, errno, "cannot unpack it");
	if (rc == RC_BAD) {
		unlink((const char *)u->path.p);
		return refuse(u, why.text, e);
	}
	*e = why;
	return rc;
}

static enum rc
take_member(struct unpacking *u, struct err *e)
{
	enum archive_input_type type = archive_input_type(&u->in);
	const char *name = name_of(u), *why;
	enum member_name_answer answer;
	bool fresh;
	enum rc rc;

	if (name == NULL)
		return refuse(u, "its name cannot be read", e);
	answer = member_name_read(slice_str(name), &u->name, &why);
	if (answer == MEMBER_NAME_REFUSED)
		return refuse(u, why, e);
	if (answer == MEMBER_NAME_PASSED_OVER || type == ARCHIVE_INPUT_FOLDER)
		return bytes_check(&u->name, "a name", e);
	if (type != ARCHIVE_INPUT_FILE)
		return refuse(u,
			type == ARCHIVE_INPUT_LINK ? "a link, not a file"
						   : "a pipe, a socket or a device: not a file",
			e);
	bytes_clear(&u->folded);
	member_name_fold(bytes_slice(&u->name), &u->folded);
	rc = bytes_check(&u->folded, "a name", e);
	if (rc == RC_OK)
		rc = digest_set_add(&u->seen, bytes_slice(&u->folded), &fresh, e);
	if (rc != RC_OK)
		return rc;
	return fresh ? unpack_file(u, e)
		     : refuse(u, "a file of this name is in the archive already", e);
}

static enum rc
take_members(struct unpacking *u, struct err *e)
{
	bool got = true;
	enum rc rc = RC_OK;

	while (rc == RC_OK) {
		rc = archive_input_next(&u->in, &got, e);
		if (rc != RC_OK || !got)
			break;
		rc = unpack_limits_member(u->limits, e);
		if (rc == RC_OK)
			rc = take_member(u, e);
	}
	return rc;
}

enum rc
unpack_archive(const struct unpack_packed *from, const char *folder, struct unpack_limits *limits,
	const struct unpack_listener *listener, struct err *e)
{
	struct unpacking u = {.in = ARCHIVE_INPUT_EMPTY,
		.folder = folder,
		.limits = limits,
		.listener = listener,
		.seen = DIGEST_SET_EMPTY,
		.name = BYTES_UP_TO(MEMBER_NAME_MAX),
		.folded = BYTES_UP_TO((size_t)16 * MEMBER_NAME_MAX),
		.path = BYTES_UP_TO(PATH_BYTES),
		.alone = BYTES_UP_TO(PATH_BYTES)};
	enum archive_input_form form;
	enum rc rc = choose_form(from, &form, e);

	if (from->alone)
		name_alone(from->path, &u.alone);
	if (rc == RC_OK)
		rc = bytes_check(&u.alone, "a name", e);
	if (rc == RC_OK)
		rc = archive_input_open(from->path, form, &u.in, e);
	if (rc == RC_OK)
		rc = take_members(&u, e);
	archive_input_release(&u.in);
	digest_set_release(&u.seen);
	bytes_release(&u.name);
	bytes_release(&u.folded);
	bytes_release(&u.path);
	bytes_release(&u.alone);
	return rc;
}
