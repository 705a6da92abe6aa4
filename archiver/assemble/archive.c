#include "archiver/assemble/archive.h"

#include "format/bundle/rule.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum rc
archive_open(const char *path, struct archive *out, struct err *e)
{
	enum rc rc;

	*out = ARCHIVE_EMPTY;
	rc = settings_read(path, &out->settings, e);
	if (rc != RC_OK)
		return rc;
	out->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->fd < 0) {
		rc = err_sys(e, errno, "cannot open %s", path);
		archive_release(out);
	}
	return rc;
}

void
archive_release(struct archive *a)
{
	settings_release(&a->settings);
	free(a->bundles);
	bytes_release(&a->strays);
	if (a->fd >= 0)
		close(a->fd);
	*a = ARCHIVE_EMPTY;
}

enum rc
archive_lock(struct archive *a, struct err *e)
{
	if (flock(a->fd, LOCK_EX | LOCK_NB) == 0)
		return RC_OK;
	if (errno == EWOULDBLOCK)
		return err_set(e, RC_IO, "another annals is writing to this archive");
	return err_sys(e, errno, "cannot lock the archive");
}

void
archive_path(const char *name, char path[ARCHIVE_PATH_MAX])
{
	struct bundle_name parts;
	bool is_one = bundle_name_parse(slice_str(name), &parts);

	assert(is_one);
	snprintf(path, ARCHIVE_PATH_MAX, "%.4s/%s" BUNDLE_NAME_SUFFIX, (const char *)parts.period.p,
		name);
}

/* ---- listing --------------------------------------------------------------------------- */

static enum rc
add(struct archive *a, struct slice name, struct err *e)
{
	struct archive_bundle *grown, *b;

	if (a->count == ARCHIVE_BUNDLES_MAX)
		return err_set(e, RC_LIMIT, "more than %d bundles", ARCHIVE_BUNDLES_MAX);
	/* A power of two: grow when the count is one. */
	if ((a->count & (a->count - 1)) == 0) {
		size_t room = a->count == 0 ? 1 : 2 * a->count;

		grown = realloc(a->bundles, room * sizeof *grown);
		if (grown == NULL)
			return err_nomem(e);
		a->bundles = grown;
	}
	b = &a->bundles[a->count++];
	snprintf(b->name, sizeof b->name, "%.*s", SLICE_FMT(name));
	archive_path(b->name, b->path);
	return RC_OK;
}

/*
 * The bundle's name where this is the name of a bundle's file for that year; else empty. One
 * of another archive is taken, too: it must not lie here unnoticed.
 */
static struct slice
bundle_of(const char *year, const char *file)
{
	struct slice name = slice_str(file);
	struct bundle_name parts;

	if (!slice_ends(name, BUNDLE_NAME_SUFFIX))
		return SLICE_EMPTY;
	name = slice_first(name, name.len - strlen(BUNDLE_NAME_SUFFIX));
	if (!bundle_name_parse(name, &parts) || !slice_starts(parts.period, year))
		return SLICE_EMPTY;
	return name;
}

/* What does not fit any more is counted only. */
static enum rc
see_stray(struct archive *a, const char *year, const char *file, struct err *e)
{
	size_t before = a->strays.len;

	if (!slice_ends(slice_str(file), BUNDLE_NAME_SUFFIX))
		return RC_OK;
	a->stray_count++;
	bytes_fmt(&a->strays, "%s%s%s\n", year, *year == '\0' ? "" : "/", file);
	if (a->strays.failed == RC_NOMEM)
		return err_nomem(e);
	if (a->strays.failed != RC_OK)
		bytes_cut(&a->strays, before);
	a->strays.failed = RC_OK;
	return RC_OK;
}

static DIR *
open_folder(int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);

	if (dir == NULL && fd >= 0)
		close(fd);
	return dir;
}

/* False behind the last, with errno 0, or where the rest cannot be had. */
static bool
next_entry(DIR *dir, struct dirent **entry)
{
	errno = 0;
	*entry = readdir(dir);
	return *entry != NULL;
}

static enum rc
scan_year(struct archive *a, const char *year, struct err *e)
{
	DIR *dir = open_folder(a->fd, year);
	struct dirent *entry;
	enum rc rc = RC_OK;

	if (dir == NULL)
		return err_sys(e, errno, "cannot open the folder %s", year);
	while (rc == RC_OK && next_entry(dir, &entry)) {
		struct slice name = bundle_of(year, entry->d_name);

		rc = name.len > 0 ? add(a, name, e) : see_stray(a, year, entry->d_name, e);
	}
	if (rc == RC_OK && errno != 0)
		rc = err_sys(e, errno, "cannot read the folder %s to its end", year);
	closedir(dir);
	return rc;
}

static int
by_name(const void *left, const void *right)
{
	const struct archive_bundle *a = left, *b = right;
	struct bundle_name x, y;
	int order;

	/* Both are names: archive_scan took no others. */
	bundle_name_parse(slice_str(a->name), &x);
	bundle_name_parse(slice_str(b->name), &y);
	order = slice_order(x.period, y.period);
	return order != 0 ? order : (x.number > y.number) - (x.number < y.number);
}

static bool
is_year(const char *name)
{
	return strlen(name) == 4 && strspn(name, "0123456789") == 4;
}

enum rc
archive_scan(struct archive *a, struct err *e)
{
	DIR *dir = open_folder(a->fd, ".");
	struct dirent *entry;
	enum rc rc = RC_OK;

	free(a->bundles);
	a->bundles = NULL;
	a->count = 0;
	a->stray_count = 0;
	bytes_clear(&a->strays);
	if (dir == NULL)
		return err_sys(e, errno, "cannot look through the archive");
	while (rc == RC_OK && next_entry(dir, &entry)) {
		rc = is_year(entry->d_name) ? scan_year(a, entry->d_name, e)
					    : see_stray(a, "", entry->d_name, e);
	}
	if (rc == RC_OK && errno != 0)
		rc = err_sys(e, errno, "cannot read the archive's folder to its end");
	closedir(dir);
	if (rc == RC_OK && a->count > 1)
		qsort(a->bundles, a->count, sizeof *a->bundles, by_name);
	return rc;
}

enum rc
archive_year(struct archive *a, struct slice period, int *folder, struct err *e)
{
	char year[5];

	snprintf(year, sizeof year, "%.*s", 4, (const char *)period.p);
	*folder = -1;
	if (mkdirat(a->fd, year, 0755) == 0) {
		if (fsync(a->fd) != 0)
			return err_sys(e, errno, "cannot sync the archive's folder");
	} else if (errno != EEXIST) {
		return err_sys(e, errno, "cannot make the folder %s", year);
	}
	*folder = openat(a->fd, year, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return *folder < 0 ? err_sys(e, errno, "cannot open the folder %s", year) : RC_OK;
}

/* ---- one bundle's file ------------------------------------------------------------------- */

void
archive_file_release(struct archive_file *f)
{
	bundle_release(&f->bundle);
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

/* A bundle under another bundle's name is how one month is passed off as another. */
static enum rc
check_name(const char *path, const struct bundle *b, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct slice file = slice_str(slash == NULL ? path : slash + 1);
	struct slice name = b->record.name;

	if (file.len == name.len + strlen(BUNDLE_NAME_SUFFIX) &&
		memcmp(file.p, name.p, name.len) == 0 && slice_ends(file, BUNDLE_NAME_SUFFIX))
		return RC_OK;
	return rule_broken(e, "FILE-4", "the file is called %.*s, the bundle in it %.*s",
		SLICE_FMT(file), SLICE_FMT(name));
}

enum rc
archive_file_open(int folder, const char *path, const struct trust *trust, struct archive_file *out,
	struct err *e)
{
	struct err name_error;
	enum rc rc;

	*out = ARCHIVE_FILE_EMPTY;
	out->fd = openat(folder, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (out->fd < 0)
		return err_sys(e, errno, "cannot open %s", path);
	rc = source_file(&out->fd, &out->source, e);
	if (rc != RC_OK) {
		err_within(e, rc, "%s", path);
		archive_file_release(out);
		return rc;
	}
	rc = bundle_open(&out->source, trust, &out->bundle, e);
	if ((rc == RC_OK || rc == RC_UNTRUSTED) &&
		check_name(path, &out->bundle, &name_error) != RC_OK) {
		*e = name_error;
		rc = RC_BAD;
	}
	if (rc != RC_OK && rc != RC_UNTRUSTED)
		archive_file_release(out);
	return rc;
}
