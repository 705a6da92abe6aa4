#include "format/bundle/beneath.h"

#include "format/bundle/rule.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is read of a file at a time. */
#define STEP (64 * 1024)

#define GOOD ((struct beneath_answer){BENEATH_GOOD, 0})

static struct beneath_answer
answer_of(int error)
{
	switch (error) {
	case ENOENT:
		return (struct beneath_answer){BENEATH_MISSING, 0};
	case ELOOP:   /* a symbolic link, not followed */
	case ENOTDIR: /* the same where a folder should be, or another kind */
	case ENXIO:   /* a socket, or a device without its driver */
	case ENODEV:
		return (struct beneath_answer){BENEATH_STRANGE, 0};
	default:
		return (struct beneath_answer){BENEATH_UNREADABLE, error};
	}
}

enum rc
beneath_explain(struct beneath_answer answer, struct slice path, struct err *e)
{
	switch (answer.finding) {
	case BENEATH_GOOD:
		return RC_OK;
	case BENEATH_MISSING:
		return rule_broken(e, "FOLD-1", "%.*s is missing", SLICE_FMT(path));
	case BENEATH_STRANGE:
		return rule_broken(e, "FOLD-3",
			"%.*s, or what leads to it, is a link or of another kind than it should be",
			SLICE_FMT(path));
	case BENEATH_UNREADABLE:
	default:
		return err_sys(e, answer.error, "%.*s", SLICE_FMT(path));
	}
}

/* One part of a path, which has no '/' in it. */
static int
open_part(int folder, struct slice part, int flags)
{
	char name[NAME_MAX + 1];

	if (part.len == 0 || part.len >= sizeof name) {
		errno = ENOENT;
		return -1;
	}
	memcpy(name, part.p, part.len);
	name[part.len] = '\0';
	return openat(folder, name, flags | O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
}

/* Goes down part by part; `flags` are for the last. */
static struct beneath_answer
open_path(int folder, struct slice path, int flags, int *fd)
{
	int at = folder;

	*fd = -1;
	for (;;) {
		size_t end = slice_find(path, '/');
		bool last = end == path.len;
		int next = open_part(at, slice_first(path, end), last ? flags : O_DIRECTORY);
		int error = errno;

		if (at != folder)
			close(at);
		if (next < 0)
			return answer_of(error);
		if (last) {
			*fd = next;
			return GOOD;
		}
		at = next;
		path = slice_from(path, end + 1);
	}
}

struct beneath_answer
beneath_open_folder(int folder, struct slice path, int *fd)
{
	return open_path(folder, path, O_DIRECTORY, fd);
}

struct beneath_answer
beneath_open_file(int folder, struct slice path, int *fd)
{
	/* Without O_NONBLOCK a FIFO would be waited for. */
	struct beneath_answer answer = open_path(folder, path, O_NONBLOCK | O_NOCTTY, fd);
	struct stat st;

	if (answer.finding != BENEATH_GOOD)
		return answer;
	if (fstat(*fd, &st) != 0)
		answer = answer_of(errno);
	else if (!S_ISREG(st.st_mode))
		answer.finding = BENEATH_STRANGE;
	if (answer.finding != BENEATH_GOOD) {
		close(*fd);
		*fd = -1;
	}
	return answer;
}

/* Hands over a whole file, piece by piece. */
static struct beneath_answer
read_all(int folder, struct slice path, void (*take)(void *ctx, struct slice piece), void *ctx)
{
	struct beneath_answer answer;
	uint8_t step[STEP];
	int fd;

	answer = beneath_open_file(folder, path, &fd);
	if (answer.finding != BENEATH_GOOD)
		return answer;
	for (;;) {
		ssize_t got = read(fd, step, sizeof step);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			answer = (struct beneath_answer){BENEATH_UNREADABLE, errno};
		if (got <= 0)
			break;
		take(ctx, slice_of(step, (size_t)got));
	}
	close(fd);
	return answer;
}

struct hashing {
	struct hasher hasher;
	uint64_t size;
};

static void
hash_piece(void *ctx, struct slice piece)
{
	struct hashing *h = ctx;

	hasher_add(&h->hasher, piece);
	h->size += piece.len;
}

struct beneath_answer
beneath_digest(int folder, struct slice path, struct digest *digest, uint64_t *size)
{
	struct hashing h = {.size = 0};
	struct beneath_answer answer;

	hasher_start(&h.hasher);
	answer = read_all(folder, path, hash_piece, &h);
	*digest = hasher_end(&h.hasher);
	*size = h.size;
	return answer;
}

static void
keep_piece(void *ctx, struct slice piece)
{
	bytes_add(ctx, piece);
}

struct beneath_answer
beneath_read(int folder, struct slice path, struct bytes *out)
{
	return read_all(folder, path, keep_piece, out);
}

static enum beneath_kind
kind_of(int folder, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type == DT_REG)
		return BENEATH_KIND_FILE;
	if (entry->d_type == DT_DIR)
		return BENEATH_KIND_FOLDER;
	if (entry->d_type != DT_UNKNOWN ||
		fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return BENEATH_KIND_OTHER;
	if (S_ISREG(st.st_mode))
		return BENEATH_KIND_FILE;
	return S_ISDIR(st.st_mode) ? BENEATH_KIND_FOLDER : BENEATH_KIND_OTHER;
}

struct beneath_answer
beneath_list(
	int folder, void (*see)(void *ctx, struct slice name, enum beneath_kind kind), void *ctx)
{
	/* A descriptor of its own: where one stands in a listing goes with the descriptor. */
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct beneath_answer answer = GOOD;
	DIR *dir;

	if (fd < 0)
		return answer_of(errno);
	dir = fdopendir(fd);
	if (dir == NULL) {
		answer = answer_of(errno);
		close(fd);
		return answer;
	}
	for (;;) {
		const struct dirent *entry;

		errno = 0;
		entry = readdir(dir);
		if (entry == NULL)
			break;
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			see(ctx, slice_str(entry->d_name), kind_of(fd, entry));
	}
	if (errno != 0)
		answer = (struct beneath_answer){BENEATH_UNREADABLE, errno};
	closedir(dir);
	return answer;
}
