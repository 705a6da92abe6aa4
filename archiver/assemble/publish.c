#include "archiver/assemble/publish.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY ".annals-tmp-"

static int
named(struct publish *p)
{
	for (unsigned i = 0; i < 1000; i++) {
		int fd;

		snprintf(p->temporary, sizeof p->temporary, TEMPORARY "%ld-%u", (long)getpid(), i);
		fd = openat(p->folder, p->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

enum rc
publish_open(int folder, struct publish *out, struct err *e)
{
	*out = PUBLISH_EMPTY;
	out->folder = folder;
	out->fd = openat(folder, ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0644);
	if (out->fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT))
		out->fd = named(out);
	if (out->fd < 0) {
		out->temporary[0] = '\0';
		return err_sys(e, errno, "cannot make a file");
	}
	return RC_OK;
}

enum rc
publish_write(struct publish *p, struct slice bytes, struct err *e)
{
	while (bytes.len > 0) {
		ssize_t put = write(p->fd, bytes.p, bytes.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_sys(e, errno, "cannot write");
		p->size += (uint64_t)put;
		bytes = slice_from(bytes, (size_t)put);
	}
	return RC_OK;
}

/* linkat fails where the name is taken, as rename would not. */
static int
link_unnamed(const struct publish *p, const char *name)
{
	char self[64];

	snprintf(self, sizeof self, "/proc/self/fd/%d", p->fd);
	if (linkat(AT_FDCWD, self, p->folder, name, AT_SYMLINK_FOLLOW) == 0)
		return 0;
	/* Without /proc; this form wants a capability. */
	return errno == ENOENT ? linkat(p->fd, "", p->folder, name, AT_EMPTY_PATH) : -1;
}

static int
link_named(struct publish *p, const char *name)
{
	if (linkat(p->folder, p->temporary, p->folder, name, 0) != 0)
		return -1;
	unlinkat(p->folder, p->temporary, 0);
	p->temporary[0] = '\0';
	return 0;
}

enum rc
publish_commit(struct publish *p, const char *name, struct err *e)
{
	int fd = p->fd;

	if (fsync(fd) != 0)
		return err_sys(e, errno, "cannot sync %s", name);
	if ((p->temporary[0] != '\0' ? link_named(p, name) : link_unnamed(p, name)) != 0)
		return err_sys(e, errno, "cannot publish %s", name);
	p->fd = -1;
	if (close(fd) != 0)
		return err_sys(e, errno, "cannot close %s", name);
	if (fsync(p->folder) != 0)
		return err_sys(e, errno, "cannot sync the folder of %s", name);
	return RC_OK;
}

void
publish_release(struct publish *p)
{
	if (p->fd >= 0)
		close(p->fd);
	if (p->temporary[0] != '\0')
		unlinkat(p->folder, p->temporary, 0);
	*p = PUBLISH_EMPTY;
}

enum rc
publish_sweep(int folder, struct err *e)
{
	int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = copy < 0 ? NULL : fdopendir(copy);
	struct dirent *entry;
	enum rc rc = RC_OK;

	if (dir == NULL) {
		if (copy >= 0)
			close(copy);
		return err_sys(e, errno, "cannot look through the archive");
	}
	for (;;) {
		errno = 0;
		entry = readdir(dir);
		if (entry == NULL)
			break;
		if (strncmp(entry->d_name, TEMPORARY, strlen(TEMPORARY)) == 0)
			unlinkat(folder, entry->d_name, 0);
	}
	if (errno != 0)
		rc = err_sys(e, errno, "cannot look through the archive");
	closedir(dir);
	return rc;
}
