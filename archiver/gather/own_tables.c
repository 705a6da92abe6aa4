#include "archiver/gather/own_tables.h"

#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/read/normal.h"
#include "format/base/text.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int
is_table(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return entry->d_name[0] != '.' && len > 4 && strcmp(entry->d_name + len - 4, ".tsv") == 0;
}

/* By bytes, which the locale is not asked about. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* One file, in form C, appended to `text`. */
static enum rc
read_table(const char *path, struct normal *n, struct bytes *text, struct err *e)
{
	struct bytes raw = BYTES_UP_TO(OWN_TABLES_MAX);
	struct report_file is;
	struct slice whole;
	enum rc rc = report_file_read(path, OWN_TABLES_MAX, &raw, &is, e);

	whole = bytes_slice(&raw);
	if (rc == RC_OK && !text_is_utf8(whole))
		rc = err_set(e, RC_BAD, "not UTF-8");
	if (rc == RC_OK && slice_find(whole, '\r') < whole.len)
		rc = err_set(e, RC_BAD, "a CR: lines end with LF alone");
	if (rc == RC_OK)
		rc = normal_compose(n, whole, text, e);
	if (rc == RC_OK)
		rc = bytes_check(text, "tables", e);
	bytes_release(&raw);
	return rc;
}

static enum rc
add_table(const char *folder, const char *name, struct lexicon *x, struct slice table,
	struct hasher *h, struct err *e)
{
	struct digest digest = digest_of(table);
	enum rc rc = lexicon_add(x, table, e);

	hasher_add(h, digest_slice(&digest));
	return rc == RC_OK ? RC_OK : err_within(e, RC_USAGE, "\"%s/%s\"", folder, name);
}

/* All are read before the first is added, for what is added must not move. */
static enum rc
read_all(const char *folder, struct dirent **names, size_t count, size_t ends[], struct bytes *text,
	struct err *e)
{
	struct normal n;
	enum rc rc = RC_OK;

	normal_init(&n);
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		char *path;

		if (asprintf(&path, "%s/%s", folder, names[i]->d_name) < 0) {
			rc = err_nomem(e);
			break;
		}
		rc = read_table(path, &n, text, e);
		if (rc != RC_OK && rc != RC_NOMEM)
			rc = err_within(e, rc == RC_IO ? RC_IO : RC_USAGE, "\"%s\"", path);
		ends[i] = text->len;
		free(path);
	}
	normal_release(&n);
	return rc;
}

static enum rc
read_named(const char *folder, struct dirent **names, size_t count, struct lexicon *x,
	struct bytes *text, struct hasher *h, struct err *e)
{
	size_t ends[OWN_TABLES_FILES_MAX], start = text->len;
	enum rc rc;

	if (count > OWN_TABLES_FILES_MAX)
		return err_set(e, RC_USAGE, "%zu tables in \"%s\", room for %d", count, folder,
			OWN_TABLES_FILES_MAX);
	rc = read_all(folder, names, count, ends, text, e);
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		struct slice table = slice_of(text->p + start, ends[i] - start);

		rc = add_table(folder, names[i]->d_name, x, table, h, e);
		start = ends[i];
	}
	return rc;
}

enum rc
own_tables_read(
	const char *folder, struct lexicon *x, struct bytes *text, struct hasher *h, struct err *e)
{
	struct dirent **names = NULL;
	int count = scandir(folder, &names, is_table, by_name);
	enum rc rc;

	if (count < 0)
		return err_sys(e, errno, "cannot read the folder of tables \"%s\"", folder);
	rc = read_named(folder, names, (size_t)count, x, text, h, e);
	for (int i = 0; i < count; i++)
		free(names[i]);
	free(names);
	return rc;
}
