#include "archiver/commands/private_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* More folders in folders than a bag has. */
#define DEPTH_MAX 16

#define NAMES_TRIED 100

enum rc
private_folder_init(const char *target, struct private_folder *out, struct err *e)
{
	*out = PRIVATE_FOLDER_EMPTY;
	out->path = target;
	if (mkdir(target, 0777) != 0 && errno != EEXIST)
		return err_sys(e, errno, "cannot make the folder \"%s\"", target);
	out->target = open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->target < 0)
		return err_sys(e, errno, "cannot open the folder \"%s\"", target);
	return RC_OK;
}

enum rc
private_folder_begin(struct private_folder *p, struct err *e)
{
	int made = -1;

	/* A killed process of this number may have left one behind. */
	for (int n = 0; made != 0 && n < NAMES_TRIED; n++) {
		snprintf(p->name, sizeof p->name, ".annals-%ld-%d", (long)getpid(), n);
		made = mkdirat(p->target, p->name, 0700);
		if (made != 0 && errno != EEXIST)
			break;
	}
	if (made != 0) {
		p->name[0] = '\0';
		return err_sys(e, errno, "cannot make a folder in \"%s\"", p->path);
	}
	p->fd = openat(p->target, p->name, FOLDER);
	return p->fd < 0 ? err_sys(e, errno, "cannot open a folder in \"%s\"", p->path) : RC_OK;
}

/*
 * Makes the folders that `path` names before its last part. As a rule only the innermost is
 * missing, so the way goes back until one can be made, and then forth.
 */
static int
make_folders(int at, char *path)
{
	char *cuts[DEPTH_MAX], *slash;
	size_t n = 0;
	int made = -1;

	while (made != 0 && n < DEPTH_MAX && (slash = strrchr(path, '/')) != NULL) {
		*slash = '\0';
		cuts[n++] = slash;
		made = mkdirat(at, path, 0777) == 0 || errno == EEXIST ? 0 : -1;
		if (made != 0 && errno != ENOENT)
			return -1;
	}
	while (made == 0 && n > 1) {
		*cuts[--n] = '/';
		made = mkdirat(at, path, 0777) == 0 || errno == EEXIST ? 0 : -1;
	}
	if (n > 0)
		*cuts[0] = '/';
	return made;
}

enum rc
private_folder_file(struct private_folder *p, struct slice path, int *fd, struct err *e)
{
	static const int NEW = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	char name[PATH_MAX];

	*fd = -1;
	if (path.len >= sizeof name)
		return err_set(e, RC_LIMIT, "a path of %zu bytes", path.len);
	memcpy(name, path.p, path.len);
	name[path.len] = '\0';
	*fd = openat(p->fd, name, NEW, 0644);
	if (*fd < 0 && errno == ENOENT && make_folders(p->fd, name) == 0)
		*fd = openat(p->fd, name, NEW, 0644);
	return *fd < 0 ? err_sys(e, errno, "cannot make \"%.*s\"", SLICE_FMT(path)) : RC_OK;
}

enum rc
private_folder_write(int fd, struct slice piece, struct err *e)
{
	while (piece.len > 0) {
		ssize_t n = write(fd, piece.p, piece.len);

		if (n < 0 && errno != EINTR)
			return err_sys(e, errno, "cannot write");
		if (n > 0)
			piece = slice_from(piece, (size_t)n);
	}
	return RC_OK;
}

enum rc
private_folder_put(struct private_folder *p, struct slice path, struct slice content, struct err *e)
{
	int fd;
	enum rc rc = private_folder_file(p, path, &fd, e);

	if (rc != RC_OK)
		return rc;
	rc = private_folder_write(fd, content, e);
	if (close(fd) != 0 && rc == RC_OK)
		rc = err_sys(e, errno, "cannot write");
	return rc == RC_OK ? rc : err_within(e, rc, "\"%.*s\"", SLICE_FMT(path));
}

/* The folder that `path` stands in, part by part, made where it is missing, no link followed. */
static enum rc
enter_parent(int target, const char *path, int *fd, const char **last, struct err *e)
{
	const char *slash;

	*fd = fcntl(target, F_DUPFD_CLOEXEC, 3);
	if (*fd < 0)
		return err_sys(e, errno, "cannot open a folder");
	for (*last = path; (slash = strchr(*last, '/')) != NULL; *last = slash + 1) {
		char part[NAME_MAX + 1];
		int next;

		snprintf(part, sizeof part, "%.*s", (int)(slash - *last), *last);
		if (mkdirat(*fd, part, 0777) != 0 && errno != EEXIST)
			return err_sys(e, errno, "cannot make the folder \"%s\"", part);
		next = openat(*fd, part, FOLDER);
		if (next < 0)
			return err_sys(e, errno, "cannot open the folder \"%s\"", part);
		close(*fd);
		*fd = next;
	}
	return RC_OK;
}

/* Not every file system can rename without replacing; there, what is there is looked for. */
static int
rename_new(int from, const char *inside, int to, const char *name)
{
	struct stat st;

	if (renameat2(from, inside, to, name, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (fstatat(to, name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	return renameat(from, inside, to, name);
}

enum rc
private_folder_place(
	struct private_folder *p, const char *inside, const char *outside, struct err *e)
{
	const char *last;
	int parent = -1;
	enum rc rc = RC_OK;

	if (syncfs(p->fd) != 0)
		return err_sys(e, errno, "cannot sync what was written to \"%s\"", p->path);
	rc = enter_parent(p->target, outside, &parent, &last, e);
	if (rc == RC_OK && rename_new(p->fd, inside, parent, last) != 0)
		rc = err_sys(e, errno, "cannot make it");
	if (rc == RC_OK && fsync(parent) != 0)
		rc = err_sys(e, errno, "cannot sync its folder");
	if (parent >= 0)
		close(parent);
	return rc == RC_OK ? rc : err_within(e, rc, "\"%s/%s\"", p->path, outside);
}

/* Removes the folder and all that is in it, as far as that can be done. */
static void
remove_all(int parent, const char *name, unsigned depth)
{
	/* What is empty, as a rule because all was moved away, goes without being opened. */
	bool gone = unlinkat(parent, name, AT_REMOVEDIR) == 0;
	int fd = gone ? -1 : openat(parent, name, FOLDER);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (dir == NULL) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (unlinkat(fd, entry->d_name, 0) != 0 && depth < DEPTH_MAX)
			remove_all(fd, entry->d_name, depth + 1);
	}
	closedir(dir);
	unlinkat(parent, name, AT_REMOVEDIR);
}

void
private_folder_release(struct private_folder *p)
{
	if (p->fd >= 0)
		close(p->fd);
	if (p->name[0] != '\0')
		remove_all(p->target, p->name, 0);
	if (p->target >= 0)
		close(p->target);
	*p = PRIVATE_FOLDER_EMPTY;
}
