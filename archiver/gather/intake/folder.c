#include "archiver/gather/intake/folder.h"

#include "archiver/gather/read/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A record of the sorter: the name, for a folder a '/', a NUL, and the kind. */
#define RECORD_MAX (sizeof((struct dirent *)NULL)->d_name + 2)

/* What has been seen of a folder while it is read. */
struct seen {
	const char *path;
	size_t texts, pictures, folders;
	struct err unread; /* of the first file that could not be looked at; else RC_OK */
};

/* What kind of report a file is by its first bytes. */
static enum rc
guess_kind(struct seen *seen, const char *name, enum reader_kind *kind, struct err *e)
{
	struct bytes path = BYTES_UP_TO(64 * 1024);
	struct reader_guess guess = {.kind = READER_UNKNOWN};
	enum rc rc;

	bytes_fmt(&path, "%s/%s", seen->path, name);
	bytes_u8(&path, 0);
	rc = bytes_check(&path, "a path", e);
	if (rc == RC_OK)
		rc = reader_guess_file((const char *)path.p, &guess, e);
	*kind = guess.kind;
	if (rc == RC_IO && seen->unread.rc == RC_OK)
		(void)err_set(&seen->unread, RC_IO,
			"%s may belong to the report beside it, and cannot be read: %s", name,
			e->text);
	bytes_release(&path);
	/* What cannot be read is told so when it is its turn. */
	return rc == RC_NOMEM ? rc : RC_OK;
}

/* A file can only belong to a single report while no folder and no second text has been seen. */
static enum rc
tell_file(struct seen *seen, const char *name, enum folder_kind *kind, struct err *e)
{
	enum reader_kind guess;
	enum rc rc;

	*kind = FOLDER_FILE;
	if (seen->texts > 1 || seen->folders > 0)
		return RC_OK;
	rc = guess_kind(seen, name, &guess, e);
	if (reader_is_report(guess)) {
		*kind = FOLDER_TEXT;
		seen->texts++;
	} else if (guess == READER_PICTURE) {
		*kind = FOLDER_PICTURE;
		seen->pictures++;
	} else if (reader_is_container(guess)) {
		/* What is in it is as if it were in a folder. */
		seen->folders++;
	}
	return rc;
}

static enum rc
tell_kind(int fd, const struct dirent *entry, struct seen *seen, enum folder_kind *kind,
	struct err *e)
{
	unsigned char type = entry->d_type;
	struct stat st;

	if (type == DT_UNKNOWN && fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
		/* It is told so when it is its turn; what lies beside it waits. */
		*kind = FOLDER_FILE;
		if (seen->unread.rc == RC_OK)
			(void)err_sys(&seen->unread, errno, "cannot look at %s", entry->d_name);
		return RC_OK;
	}
	if (type == DT_UNKNOWN)
		type = S_ISDIR(st.st_mode) ? DT_DIR : S_ISREG(st.st_mode) ? DT_REG : DT_FIFO;
	if (type == DT_REG)
		return tell_file(seen, entry->d_name, kind, e);
	*kind = type == DT_DIR ? FOLDER_FOLDER : FOLDER_OTHER;
	seen->folders += type == DT_DIR;
	return RC_OK;
}

static enum rc
add_name(struct folder *f, const char *name, enum folder_kind kind, struct err *e)
{
	struct bytes record = BYTES_UP_TO(RECORD_MAX);
	enum rc rc;

	bytes_str(&record, name);
	if (kind == FOLDER_FOLDER)
		bytes_u8(&record, '/');
	bytes_u8(&record, 0);
	bytes_u8(&record, (uint8_t)kind);
	rc = bytes_check(&record, "a name", e);
	if (rc == RC_OK)
		rc = sorter_add(f->names, bytes_slice(&record), e);
	bytes_release(&record);
	return rc;
}

static enum rc
read_names(DIR *dir, struct folder *f, struct seen *seen, struct err *e)
{
	for (;;) {
		struct dirent *entry;
		enum folder_kind kind;
		enum rc rc;

		errno = 0;
		entry = readdir(dir);
		if (entry == NULL)
			return errno == 0 ? RC_OK
					  : err_sys(e, errno, "cannot read the folder to its end");
		if (entry->d_name[0] == '.')
			continue;
		rc = tell_kind(dirfd(dir), entry, seen, &kind, e);
		if (rc == RC_OK)
			rc = add_name(f, entry->d_name, kind, e);
		if (rc != RC_OK)
			return rc;
	}
}

/*
 * What could not be looked at may be a photo of the one report here, which would be archived
 * without it, and for good: then all of them wait.
 */
static enum rc
check_all_seen(const struct seen *seen, struct err *e)
{
	if (seen->unread.rc == RC_OK || seen->texts > 1 || seen->folders > 0 ||
		seen->texts + seen->pictures == 0)
		return RC_OK;
	*e = seen->unread;
	return e->rc;
}

enum rc
folder_read(const char *path, bool follow, int scratch, struct folder *out, struct err *e)
{
	struct seen seen = {.path = path};
	DIR *dir = NULL;
	int fd;
	enum rc rc;

	*out = (struct folder){.names = NULL};
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW));
	if (fd >= 0)
		dir = fdopendir(fd);
	if (dir == NULL) {
		rc = err_sys(e, errno, "cannot open the folder");
		if (fd >= 0)
			close(fd);
		return rc;
	}
	rc = sorter_new(scratch, &out->names, e);
	if (rc == RC_OK)
		rc = read_names(dir, out, &seen, e);
	closedir(dir);
	if (rc == RC_OK)
		rc = check_all_seen(&seen, e);
	out->single = seen.texts == 1 && seen.pictures > 0 && seen.folders == 0;
	if (rc != RC_OK)
		folder_release(out);
	return rc;
}

void
folder_release(struct folder *f)
{
	sorter_free(f->names);
	*f = (struct folder){.names = NULL};
}

enum rc
folder_next(struct folder *f, const char **name, enum folder_kind *kind, struct err *e)
{
	struct slice record;
	bool got;
	size_t len;
	enum rc rc = sorter_next(f->names, &record, &got, e);

	*name = NULL;
	if (rc != RC_OK || !got)
		return rc;
	*kind = (enum folder_kind)record.p[record.len - 1];
	len = record.len - 2 - (*kind == FOLDER_FOLDER ? 1 : 0);
	memcpy(f->name, record.p, len);
	f->name[len] = '\0';
	*name = f->name;
	return RC_OK;
}
