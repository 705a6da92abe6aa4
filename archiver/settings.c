#include "archiver/settings.h"

#include "format/base/cursor.h"
#include "format/base/number.h"
#include "format/base/text.h"
#include "format/checkpoint/checkpoint.h"
#include "keys/small_file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

void
settings_release(struct settings *s)
{
	bytes_release(&s->text);
	*s = SETTINGS_EMPTY;
}

bool
settings_name_check(struct slice name)
{
	if (name.len == 0 || name.len > SETTINGS_NAME_MAX || name.p[0] == '-')
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!(name.p[i] >= 'a' && name.p[i] <= 'z') &&
			!(name.p[i] >= '0' && name.p[i] <= '9') && name.p[i] != '-')
			return false;
	return true;
}

bool
settings_zone_parse(struct slice text, int *minutes)
{
	unsigned hour, minute;
	int total;

	if (text.len != 6 || (text.p[0] != '+' && text.p[0] != '-') || text.p[3] != ':' ||
		!number_digits(slice_of(text.p + 1, 2), &hour) ||
		!number_digits(slice_of(text.p + 4, 2), &minute) || minute > 59)
		return false;
	total = (int)(hour * 60 + minute);
	if (total > SETTINGS_ZONE_MOST || (total == 0 && text.p[0] == '-'))
		return false;
	*minutes = text.p[0] == '-' ? -total : total;
	return true;
}

void
settings_zone_write(int minutes, struct bytes *out)
{
	unsigned off = (unsigned)(minutes < 0 ? -minutes : minutes);

	bytes_fmt(out, "%c%02u:%02u", minutes < 0 ? '-' : '+', off / 60, off % 60);
}

int
settings_zone_here(void)
{
	time_t now = time(NULL);
	struct tm local;

	return localtime_r(&now, &local) == NULL ? 0 : (int)(local.tm_gmtoff / 60);
}

static bool
set_origin(struct settings *s, struct slice v)
{
	s->origin = v;
	return checkpoint_origin_check(v);
}

static bool
set_name(struct settings *s, struct slice v)
{
	s->name = v;
	return settings_name_check(v);
}

static bool
set_organization(struct settings *s, struct slice v)
{
	s->organization = v;
	return v.len <= SETTINGS_ORG_MAX;
}

static bool
set_level(struct settings *s, struct slice v)
{
	uint64_t level;

	if (!number_parse(v, SETTINGS_LEVEL_MOST, &level) || level == 0)
		return false;
	s->level = (unsigned)level;
	return true;
}

static bool
set_zone(struct settings *s, struct slice v)
{
	return settings_zone_parse(v, &s->zone);
}

static bool
set_key(struct settings *s, struct slice v)
{
	s->key = v;
	return v.len > 0;
}

/* From 1 on, as all of those about unpacking are. */
static bool
set_number(struct slice v, uint64_t most, uint64_t *out)
{
	return number_parse(v, most, out) && *out > 0;
}

static bool
set_unpacked_size(struct settings *s, struct slice v)
{
	uint64_t mebibytes;

	if (!set_number(v, SETTINGS_UNPACKED_MOST, &mebibytes))
		return false;
	s->unpacked_size = mebibytes * MIB;
	return true;
}

static bool
set_unpacked_files(struct settings *s, struct slice v)
{
	return set_number(v, SETTINGS_UNPACKED_MOST, &s->unpacked_files);
}

static bool
set_unpacked_ratio(struct settings *s, struct slice v)
{
	return set_number(v, SETTINGS_UNPACKED_MOST, &s->unpacked_ratio);
}

static bool
set_unpacked_depth(struct settings *s, struct slice v)
{
	uint64_t depth;

	if (!set_number(v, SETTINGS_UNPACKED_DEPTH_MOST, &depth))
		return false;
	s->unpacked_depth = (unsigned)depth;
	return true;
}

static bool
set_tables(struct settings *s, struct slice v)
{
	s->tables = v;
	return settings_name_check(v);
}

/* Every key there is, in the order in which they are written. */
static const struct row {
	const char *key;
	bool (*set)(struct settings *s, struct slice v);
	const char *wanted;
	bool optional;
} ROWS[] = {
	{"origin", set_origin, "a host name with a path, in lower case: example.org/annals", false},
	{"name", set_name, "up to 32 of a-z, 0-9 and -, not beginning with -", false},
	{"organization", set_organization, "up to 200 bytes", false},
	{"level", set_level, "a number from 1 to 19", false},
	{"timezone", set_zone, "an offset from UTC such as +07:00", false},
	{"key", set_key, "a path, or a name without a slash in the user's folder", false},
	{"unpacked-size", set_unpacked_size, "a number of MiB from 1 to 1000000000", true},
	{"unpacked-files", set_unpacked_files, "a number from 1 to 1000000000", true},
	{"unpacked-ratio", set_unpacked_ratio, "a number from 1 to 1000000000", true},
	{"unpacked-depth", set_unpacked_depth, "a number from 1 to 16", true},
	{"tables", set_tables,
		"the name of a folder in the archive, of a-z, 0-9 and -, not beginning with -",
		true},
};

#define ROW_COUNT (sizeof ROWS / sizeof *ROWS)

static struct slice
trim(struct slice s)
{
	while (s.len > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = slice_from(s, 1);
	while (s.len > 0 && (s.p[s.len - 1] == ' ' || s.p[s.len - 1] == '\t'))
		s.len--;
	return s;
}

static bool
is_plain(struct slice s)
{
	uint32_t point;

	for (size_t n; s.len > 0; s = slice_from(s, n)) {
		n = text_point(s, &point);
		if (n == 0 || (point < 0x20 && point != '\t') || (point >= 0x7F && point < 0xA0))
			return false;
	}
	return true;
}

static enum rc
parse_line(struct slice line, bool seen[ROW_COUNT], struct settings *s, struct err *e)
{
	size_t equals = slice_find(line, '=');
	struct slice key = trim(slice_first(line, equals));
	struct slice value = trim(slice_from(line, equals + 1));

	if (!is_plain(line))
		return err_set(e, RC_BAD, "control characters, or no UTF-8");
	if (equals == line.len)
		return err_set(e, RC_BAD, "\"%.*s\" is not \"key = value\"", SLICE_FMT(line));
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (!slice_is(key, ROWS[i].key))
			continue;
		if (seen[i])
			return err_set(e, RC_BAD, "a second \"%s\"", ROWS[i].key);
		seen[i] = true;
		if (!ROWS[i].set(s, value))
			return err_set(e, RC_BAD, "%s \"%.*s\": wanted is %s", ROWS[i].key,
				SLICE_FMT(value), ROWS[i].wanted);
		return RC_OK;
	}
	return err_set(e, RC_BAD, "there is no setting \"%.*s\"", SLICE_FMT(key));
}

static enum rc
parse_lines(struct slice text, bool seen[ROW_COUNT], struct settings *s, struct err *e)
{
	for (unsigned number = 1; text.len > 0; number++) {
		size_t end = slice_find(text, '\n');
		struct slice line = trim(slice_first(text, end));
		enum rc rc = RC_OK;

		if (line.len > 0 && line.p[0] != '#')
			rc = parse_line(line, seen, s, e);
		if (rc != RC_OK)
			return err_within(e, rc, "line %u", number);
		text = slice_from(text, end + 1);
	}
	return RC_OK;
}

enum rc
settings_parse(struct slice text, struct settings *out, struct err *e)
{
	bool seen[ROW_COUNT] = {false};
	enum rc rc;

	*out = SETTINGS_EMPTY;
	if (text.len > SETTINGS_FILE_MAX)
		return err_set(e, RC_LIMIT, "%zu bytes, room for %d", text.len, SETTINGS_FILE_MAX);
	rc = parse_lines(text, seen, out, e);
	for (size_t i = 0; i < ROW_COUNT && rc == RC_OK; i++)
		if (!seen[i] && !ROWS[i].optional)
			rc = err_set(e, RC_BAD, "\"%s\" is missing", ROWS[i].key);
	if (rc != RC_OK)
		*out = SETTINGS_EMPTY;
	return rc;
}

static void
pair(struct bytes *out, const char *comment, const char *key, struct slice value)
{
	bytes_fmt(out, "\n%s%s =%s", comment, key, value.len == 0 ? "" : " ");
	bytes_add(out, value);
	bytes_u8(out, '\n');
}

void
settings_write(const struct settings *s, struct bytes *out)
{
	struct bytes zone = BYTES_UP_TO(16);

	settings_zone_write(s->zone, &zone);
	bytes_str(out, "# The settings of this archive; annals-conf(5) explains them.\n");
	pair(out,
		"# What the log of this archive is called, for ever: every bundle carries it,\n"
		"# and keys are believed for it. Another origin is another archive.\n",
		"origin", s->origin);
	pair(out, "# Bundles are called NAME-YYYY-MM.\n", "name", s->name);
	pair(out, "# Who publishes the archive, for the bags' bag-info.txt; may be empty.\n",
		"organization", s->organization);
	bytes_fmt(out,
		"\n# Compression: 1 is fast, 19 is small and twenty times slower than 9.\n"
		"level = %u\n",
		s->level);
	pair(out, "# The offset from UTC assumed for a report that tells a time and no zone.\n",
		"timezone", bytes_slice(&zone));
	pair(out,
		"# The file of the key that signs: a path, or a name without a slash in\n"
		"# $ANNALS_HOME (~/.annals where that is not set). It is never in the archive.\n",
		"key", s->key);
	bytes_fmt(out,
		"\n# How much may come out of one archive of reports (zip, tar, web archive): MiB\n"
		"# in all, files, bytes to one packed byte, archives in archives.\n"
		"unpacked-size = %" PRIu64 "\nunpacked-files = %" PRIu64
		"\nunpacked-ratio = %" PRIu64 "\nunpacked-depth = %u\n",
		s->unpacked_size / MIB, s->unpacked_files, s->unpacked_ratio, s->unpacked_depth);
	if (s->tables.len > 0)
		pair(out, "# A folder beside this file, with word lists of this archive's own.\n",
			"tables", s->tables);
	bytes_release(&zone);
}

static enum rc
read_file(const char *path, struct settings *out, struct err *e)
{
	struct bytes text = BYTES_UP_TO(SETTINGS_FILE_MAX + 1);
	uint8_t *room = bytes_room(&text, SETTINGS_FILE_MAX + 1);
	size_t len;
	enum rc rc;

	if (room == NULL)
		return err_nomem(e);
	rc = small_file_read(path, SMALL_FILE_PUBLIC, room, text.len, &len, e);
	if (rc == RC_OK) {
		rc = settings_parse(slice_of(room, len), out, e);
		if (rc != RC_OK)
			rc = err_within(e, RC_USAGE, "\"%s\"", path);
	}
	if (rc == RC_OK)
		out->text = text;
	else
		bytes_release(&text);
	return rc;
}

enum rc
settings_read(const char *archive, struct settings *out, struct err *e)
{
	enum rc rc;
	char *path;

	*out = SETTINGS_EMPTY;
	if (asprintf(&path, "%s/" SETTINGS_FILE, archive) < 0)
		return err_nomem(e);
	if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
		rc = err_set(e, RC_USAGE,
			"\"%s\" is no archive: there is no " SETTINGS_FILE " in it", archive);
	else
		rc = read_file(path, out, e);
	free(path);
	return rc;
}

enum rc
settings_tables_path(const char *archive, const struct settings *s, char **path, struct err *e)
{
	*path = NULL;
	if (s->tables.len > 0 && asprintf(path, "%s/%.*s", archive, SLICE_FMT(s->tables)) < 0) {
		*path = NULL;
		return err_nomem(e);
	}
	return RC_OK;
}
