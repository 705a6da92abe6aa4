#include "archiver/home.h"

#include "format/base/digest.h"
#include "keys/small_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where it is, for the caller to free; NULL on failure. */
static char *
where(struct err *e)
{
	const char *own = getenv("ANNALS_HOME");
	const char *user = getenv("HOME");
	char *path = NULL;

	if (own != NULL && *own != '\0') {
		path = strdup(own);
	} else if (user == NULL || *user != '/') {
		err_set(e, RC_USAGE, "neither ANNALS_HOME nor HOME names a folder");
		return NULL;
	} else if (asprintf(&path, "%s/.annals", user) < 0) {
		path = NULL;
	}
	if (path == NULL)
		err_nomem(e);
	return path;
}

static enum rc
check_owner(const struct home *h, struct err *e)
{
	struct stat st;

	if (fstat(h->fd, &st) != 0)
		return err_sys(e, errno, "cannot look at \"%s\"", h->path);
	if (st.st_uid != geteuid() && st.st_uid != 0)
		return err_set(e, RC_IO, "\"%s\" belongs to user %u, not to user %u", h->path,
			(unsigned)st.st_uid, (unsigned)geteuid());
	if ((st.st_mode & 022) != 0)
		return err_set(e, RC_IO,
			"\"%s\" can be written by others (mode %03o): chmod go-w it", h->path,
			(unsigned)st.st_mode & 0777);
	return RC_OK;
}

/* `*found` false where there is no such folder. */
static enum rc
open_it(struct home *h, bool *found, struct err *e)
{
	h->fd = open(h->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*found = h->fd >= 0;
	if (h->fd < 0)
		return errno == ENOENT ? RC_OK : err_sys(e, errno, "cannot open \"%s\"", h->path);
	return check_owner(h, e);
}

enum rc
home_find(struct home *h, bool *found, struct err *e)
{
	enum rc rc;

	*h = HOME_EMPTY;
	*found = false;
	h->path = where(e);
	if (h->path == NULL)
		return e->rc;
	rc = open_it(h, found, e);
	if (rc != RC_OK || !*found)
		home_release(h);
	return rc;
}

enum rc
home_open(struct home *h, struct err *e)
{
	enum rc rc = RC_OK;
	bool found;

	*h = HOME_EMPTY;
	h->path = where(e);
	if (h->path == NULL)
		return e->rc;
	if (mkdir(h->path, 0700) != 0 && errno != EEXIST)
		rc = err_sys(e, errno, "cannot make the folder \"%s\"", h->path);
	if (rc == RC_OK)
		rc = open_it(h, &found, e);
	if (rc == RC_OK && !found)
		rc = err_set(e, RC_IO, "\"%s\" has vanished", h->path);
	if (rc != RC_OK)
		home_release(h);
	return rc;
}

void
home_release(struct home *h)
{
	if (h->fd >= 0)
		close(h->fd);
	free(h->path);
	*h = HOME_EMPTY;
}

enum rc
home_path(const struct home *h, const char *name, char **out, struct err *e)
{
	if (strchr(name, '/') != NULL)
		*out = strdup(name);
	else if (asprintf(out, "%s/%s", h->path, name) < 0)
		*out = NULL;
	return *out == NULL ? err_nomem(e) : RC_OK;
}

/* Waits for the lock; a signal without a handler of ours does not come back here. */
static enum rc
lock_fd(int fd, const char *what, struct err *e)
{
	while (flock(fd, LOCK_EX) != 0)
		if (errno != EINTR)
			return err_sys(e, errno, "cannot lock \"%s\"", what);
	return RC_OK;
}

enum rc
home_lock(const struct home *h, int *lock, struct err *e)
{
	enum rc rc;

	/* Opened anew: a lock belongs to an open file, and the folder's own stays free. */
	*lock = openat(h->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*lock < 0)
		return err_sys(e, errno, "cannot open \"%s\"", h->path);
	rc = lock_fd(*lock, h->path, e);
	if (rc != RC_OK) {
		close(*lock);
		*lock = -1;
	}
	return rc;
}

static enum rc
make_folder(const struct home *h, const char *name, struct err *e)
{
	if (mkdirat(h->fd, name, 0700) == 0) {
		if (fsync(h->fd) != 0)
			return err_sys(e, errno, "cannot sync \"%s\"", h->path);
		return RC_OK;
	}
	return errno == EEXIST ? RC_OK : err_sys(e, errno, "cannot make \"%s/%s\"", h->path, name);
}

enum rc
home_make_memory(const struct home *h, struct err *e)
{
	enum rc rc = make_folder(h, "signed", e);

	return rc != RC_OK ? rc : make_folder(h, "seen", e);
}

static enum rc
lock_memory(struct home_memory *m, struct err *e)
{
	enum rc rc;
	char *name;

	if (asprintf(&name, "%s.lock", m->path) < 0)
		return err_nomem(e);
	m->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	rc = m->lock < 0 ? err_sys(e, errno, "cannot open \"%s\"", name)
			 : lock_fd(m->lock, name, e);
	free(name);
	return rc;
}

static enum rc
find_memory(const struct home *h, const char *folder, struct slice origin, struct home_memory *m,
	struct err *e)
{
	struct digest name = digest_of(origin);

	*m = HOME_MEMORY_EMPTY;
	if (asprintf(&m->path, "%s/%s/%s", h->path, folder, digest_text(&name).text) < 0) {
		m->path = NULL;
		return err_nomem(e);
	}
	return RC_OK;
}

static enum rc
open_memory(const struct home *h, const char *folder, struct slice origin, struct home_memory *m,
	struct err *e)
{
	enum rc rc;

	*m = HOME_MEMORY_EMPTY;
	rc = make_folder(h, folder, e);
	if (rc == RC_OK)
		rc = find_memory(h, folder, origin, m, e);
	if (rc == RC_OK)
		rc = lock_memory(m, e);
	if (rc != RC_OK)
		home_memory_close(m);
	return rc;
}

enum rc
home_signed_open(const struct home *h, struct slice origin, struct home_memory *m, struct err *e)
{
	return open_memory(h, "signed", origin, m, e);
}

enum rc
home_seen_open(const struct home *h, struct slice origin, struct home_memory *m, struct err *e)
{
	return open_memory(h, "seen", origin, m, e);
}

enum rc
home_seen_find(const struct home *h, struct slice origin, struct home_memory *m, struct err *e)
{
	return find_memory(h, "seen", origin, m, e);
}

void
home_memory_close(struct home_memory *m)
{
	if (m->lock >= 0)
		close(m->lock);
	free(m->path);
	*m = HOME_MEMORY_EMPTY;
}

enum rc
home_memory_read(const struct home_memory *m, struct bytes *out, struct err *e)
{
	uint8_t text[HOME_MEMORY_MAX + 1];
	size_t len;
	enum rc rc;

	bytes_clear(out);
	if (faccessat(AT_FDCWD, m->path, F_OK, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT)
		return RC_OK;
	rc = small_file_read(m->path, SMALL_FILE_PRIVATE, text, sizeof text, &len, e);
	if (rc != RC_OK)
		return rc;
	/* Nothing is remembered by there being no file; an empty one was damaged. */
	if (len == 0)
		return err_set(e, RC_IO, "\"%s\" is empty", m->path);
	bytes_add(out, slice_of(text, len));
	return bytes_check(out, m->path, e);
}

enum rc
home_memory_replace(const struct home_memory *m, struct slice text, struct err *e)
{
	return small_file_replace(m->path, 0600, text, e);
}
