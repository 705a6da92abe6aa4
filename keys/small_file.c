#include "keys/small_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static enum rc
check_guard(int fd, const char *path, enum small_file_guard guard, struct err *e)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_sys(e, errno, "cannot look at \"%s\"", path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, RC_IO, "\"%s\" is not a regular file", path);
	if (guard == SMALL_FILE_PRIVATE && (st.st_mode & 077) != 0)
		return err_set(e, RC_IO, "\"%s\" is open to others (mode %04o, wanted 0600)", path,
			(unsigned)(st.st_mode & 07777));
	if (guard == SMALL_FILE_OURS && (st.st_mode & 022) != 0)
		return err_set(e, RC_IO, "\"%s\" can be written by others (mode %04o, wanted 0644)",
			path, (unsigned)(st.st_mode & 07777));
	return RC_OK;
}

static enum rc
read_all(int fd, const char *path, uint8_t *room, size_t room_len, size_t *len, struct err *e)
{
	size_t used = 0;

	while (used < room_len) {
		ssize_t got = read(fd, room + used, room_len - used);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_sys(e, errno, "cannot read \"%s\"", path);
		if (got == 0) {
			*len = used;
			return RC_OK;
		}
		used += (size_t)got;
	}
	return err_set(e, RC_LIMIT, "\"%s\" has more than %zu bytes", path, room_len - 1);
}

enum rc
small_file_read(const char *path, enum small_file_guard guard, uint8_t *room, size_t room_len,
	size_t *len, struct err *e)
{
	int follow = guard == SMALL_FILE_PRIVATE ? O_NOFOLLOW : 0;
	enum rc rc;
	int fd;

	*len = 0;
	fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | follow);
	if (fd < 0 && errno == ELOOP && follow != 0)
		return err_set(e, RC_IO, "\"%s\" is a symbolic link", path);
	if (fd < 0)
		return err_sys(e, errno, "cannot open \"%s\"", path);
	rc = check_guard(fd, path, guard, e);
	if (rc == RC_OK)
		rc = read_all(fd, path, room, room_len, len, e);
	close(fd);
	return rc;
}

/* Where a file is written: the open folder, the name it gets, the name it has until then. */
struct place {
	int folder;
	const char *path;
	const char *name;
	char temporary[40];
};

static enum rc
place_open(struct place *p, const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	size_t folder_len = slash == NULL ? 0 : (size_t)(slash - path) + 1;
	char folder[PATH_MAX] = ".";
	uint64_t random;

	p->folder = -1;
	p->path = path;
	p->name = path + folder_len;
	if (*p->name == '\0')
		return err_set(e, RC_USAGE, "\"%s\" names no file", path);
	if (folder_len >= sizeof folder)
		return err_sys(e, ENAMETOOLONG, "cannot open the folder of \"%s\"", path);
	if (folder_len > 0) {
		memcpy(folder, path, folder_len);
		folder[folder_len] = '\0';
	}
	p->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (p->folder < 0)
		return err_sys(e, errno, "cannot open the folder \"%s\"", folder);
	randombytes_buf(&random, sizeof random);
	snprintf(p->temporary, sizeof p->temporary, SMALL_FILE_TEMPORARY "%016llx.tmp",
		(unsigned long long)random);
	return RC_OK;
}

static enum rc
write_all(int fd, const char *path, struct slice content, struct err *e)
{
	while (content.len > 0) {
		ssize_t put = write(fd, content.p, content.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_sys(e, errno, "cannot write \"%s\"", path);
		content = slice_from(content, (size_t)put);
	}
	if (fsync(fd) != 0)
		return err_sys(e, errno, "cannot sync \"%s\"", path);
	return RC_OK;
}

static enum rc
place_write(const struct place *p, mode_t mode, struct slice content, struct err *e)
{
	enum rc rc;
	int fd = openat(p->folder, p->temporary,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);

	if (fd < 0)
		return err_sys(e, errno, "cannot make \"%s\"", p->path);
	rc = write_all(fd, p->path, content, e);
	if (close(fd) != 0 && rc == RC_OK)
		rc = err_sys(e, errno, "cannot close \"%s\"", p->path);
	if (rc != RC_OK)
		unlinkat(p->folder, p->temporary, 0);
	return rc;
}

/* Not every file system can rename without replacing; those that cannot have hard links. */
static int
take_free_name(const struct place *p)
{
	if (renameat2(p->folder, p->temporary, p->folder, p->name, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (linkat(p->folder, p->temporary, p->folder, p->name, 0) != 0)
		return -1;
	unlinkat(p->folder, p->temporary, 0);
	return 0;
}

static int
take_any_name(const struct place *p)
{
	return renameat(p->folder, p->temporary, p->folder, p->name);
}

static enum rc
put_file(const char *path, mode_t mode, struct slice content,
	int (*take_name)(const struct place *), struct err *e)
{
	struct place place;
	enum rc rc = place_open(&place, path, e);

	if (rc != RC_OK)
		return rc;
	rc = place_write(&place, mode, content, e);
	if (rc == RC_OK && take_name(&place) != 0) {
		rc = err_sys(e, errno, "cannot make \"%s\"", path);
		unlinkat(place.folder, place.temporary, 0);
	}
	if (rc == RC_OK && fsync(place.folder) != 0) {
		rc = err_sys(e, errno, "cannot sync the folder of \"%s\"", path);
		/* A new file goes again; what a name held before cannot be had back. */
		if (take_name == take_free_name)
			unlinkat(place.folder, place.name, 0);
	}
	close(place.folder);
	return rc;
}

enum rc
small_file_create(const char *path, mode_t mode, struct slice content, struct err *e)
{
	return put_file(path, mode, content, take_free_name, e);
}

enum rc
small_file_replace(const char *path, mode_t mode, struct slice content, struct err *e)
{
	return put_file(path, mode, content, take_any_name, e);
}
