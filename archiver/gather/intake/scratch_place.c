#include "archiver/gather/intake/scratch_place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name that is taken, or swept by another run before it was locked, is tried again. */
#define TRIES 100

/* ---- removing ---------------------------------------------------------------------------- */

static int
open_folder(int at, const char *name)
{
	return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* All that is in the folder; takes the descriptor. */
static void
empty(int fd, unsigned depth)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;

	if (dir == NULL) {
		close(fd);
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		int inner;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
			unlinkat(fd, entry->d_name, 0) == 0 || depth == SCRATCH_PLACE_DEPTH_MAX)
			continue;
		inner = open_folder(fd, entry->d_name);
		if (inner >= 0)
			empty(inner, depth + 1);
		unlinkat(fd, entry->d_name, AT_REMOVEDIR);
	}
	closedir(dir);
}

static void
remove_at(int at, const char *name)
{
	int fd = open_folder(at, name);

	if (fd >= 0)
		empty(fd, 0);
	unlinkat(at, name, AT_REMOVEDIR);
}

void
scratch_place_remove(const char *path)
{
	remove_at(AT_FDCWD, path);
}

/* Ours, and nobody holds its lock. The lock is ours then, and keeps others from sweeping, too. */
static bool
is_dead(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && st.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0;
}

void
scratch_place_sweep(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		int fd;

		if (strncmp(entry->d_name, SCRATCH_PLACE_PREFIX, strlen(SCRATCH_PLACE_PREFIX)) != 0)
			continue;
		fd = open_folder(dirfd(dir), entry->d_name);
		if (fd < 0)
			continue;
		if (is_dead(fd))
			remove_at(dirfd(dir), entry->d_name);
		close(fd);
	}
	if (dir != NULL)
		closedir(dir);
}

/* ---- making -------------------------------------------------------------------------------- */

static enum rc
random_name(const char *beneath, char **out, struct err *e)
{
	uint64_t number;

	*out = NULL;
	if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
		return err_sys(e, errno, "cannot get random bytes for a folder's name");
	if (asprintf(out, "%s/" SCRATCH_PLACE_PREFIX "%016" PRIx64, beneath, number) < 0) {
		*out = NULL;
		return err_nomem(e);
	}
	return RC_OK;
}

/* Locks what was made just now; false where a sweep came first. */
static bool
lock_made(const char *path, int *lock)
{
	struct stat st;

	*lock = open_folder(AT_FDCWD, path);
	if (*lock < 0)
		return false;
	if (flock(*lock, LOCK_EX | LOCK_NB) == 0 && fstat(*lock, &st) == 0 && st.st_nlink > 0)
		return true;
	close(*lock);
	*lock = -1;
	return false;
}

static enum rc
make(struct scratch_place *p, struct err *e)
{
	enum rc rc = RC_OK;

	for (unsigned i = 0; i < TRIES && rc == RC_OK; i++) {
		char *path;

		rc = random_name(p->beneath, &path, e);
		if (rc == RC_OK && mkdir(path, 0700) == 0) {
			p->path = path;
			if (lock_made(path, &p->lock))
				return RC_OK;
			p->path = NULL;
			rmdir(path);
		} else if (rc == RC_OK && errno != EEXIST) {
			rc = err_sys(
				e, errno, "cannot make a folder in %s to unpack into", p->beneath);
		}
		free(path);
	}
	return rc != RC_OK
		? rc
		: err_set(e, RC_IO, "cannot make a folder in %s to unpack into", p->beneath);
}

enum rc
scratch_place_folder(struct scratch_place *p, char **out, struct err *e)
{
	enum rc rc = RC_OK;

	*out = NULL;
	if (p->beneath == NULL)
		return err_set(e, RC_UNSUPPORTED, "there is no folder to unpack it into");
	if (p->path == NULL)
		rc = make(p, e);
	if (rc != RC_OK)
		return rc;
	if (asprintf(out, "%s/%" PRIu64, p->path, ++p->made) < 0) {
		*out = NULL;
		return err_nomem(e);
	}
	if (mkdir(*out, 0700) != 0) {
		rc = err_sys(e, errno, "cannot make a folder to unpack into");
		free(*out);
		*out = NULL;
	}
	return rc;
}

void
scratch_place_release(struct scratch_place *p)
{
	if (p->path != NULL)
		scratch_place_remove(p->path);
	free(p->path);
	if (p->lock >= 0)
		close(p->lock);
	*p = SCRATCH_PLACE_BENEATH(NULL);
}
