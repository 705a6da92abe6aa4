#include "support/packed.h"

#include "support/test.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <string.h>

static struct archive *
start(const char *path, const char *form)
{
	struct archive *a = archive_write_new();
	const char *dot = strchr(form, '.');

	assert_non_null(a);
	if (strcmp(form, "zip") == 0)
		assert_int_equal(archive_write_set_format_zip(a), ARCHIVE_OK);
	else if (strcmp(form, "7z") == 0)
		assert_int_equal(archive_write_set_format_7zip(a), ARCHIVE_OK);
	else if (strncmp(form, "raw", 3) == 0)
		assert_int_equal(archive_write_set_format_raw(a), ARCHIVE_OK);
	else
		assert_int_equal(archive_write_set_format_gnutar(a), ARCHIVE_OK);
	if (dot != NULL && strcmp(dot, ".gz") == 0)
		assert_int_equal(archive_write_add_filter_gzip(a), ARCHIVE_OK);
	if (dot != NULL && strcmp(dot, ".xz") == 0)
		assert_int_equal(archive_write_add_filter_xz(a), ARCHIVE_OK);
	if (dot != NULL && strcmp(dot, ".zst") == 0)
		assert_int_equal(archive_write_add_filter_zstd(a), ARCHIVE_OK);
	if (dot != NULL && strcmp(dot, ".bz2") == 0)
		assert_int_equal(archive_write_add_filter_bzip2(a), ARCHIVE_OK);
	assert_int_equal(archive_write_open_filename(a, path), ARCHIVE_OK);
	return a;
}

static mode_t
type_of(char kind)
{
	switch (kind) {
	case 'd':
		return AE_IFDIR;
	case 'l':
		return AE_IFLNK;
	case 'p':
		return AE_IFIFO;
	default:
		return AE_IFREG;
	}
}

static void
put(struct archive *a, const char *name, char kind, struct slice content)
{
	struct archive_entry *entry = archive_entry_new();

	assert_non_null(entry);
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, type_of(kind));
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, kind == 'f' ? (int64_t)content.len : 0);
	if (kind == 'l')
		archive_entry_set_symlink(entry, (const char *)content.p);
	if (kind == 'h')
		archive_entry_set_hardlink(entry, (const char *)content.p);
	if (archive_write_header(a, entry) < ARCHIVE_WARN)
		fail_msg("%s: %s", name, archive_error_string(a));
	if (kind == 'f' && content.len > 0)
		assert_int_equal(
			archive_write_data(a, content.p, content.len), (la_ssize_t)content.len);
	archive_entry_free(entry);
}

/* Names are UTF-8, whatever the locale of the tests. */
struct names {
	locale_t utf8, before;
};

static struct names
names_begin(void)
{
	struct names n = {.utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0)};

	assert_true(n.utf8 != (locale_t)0);
	n.before = uselocale(n.utf8);
	return n;
}

static void
finish(struct archive *a, struct names n)
{
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	archive_write_free(a);
	uselocale(n.before);
	freelocale(n.utf8);
}

void
packed_make(const char *path, const char *form, const struct packed_member *members, size_t count)
{
	struct names n = names_begin();
	struct archive *a = start(path, form);

	for (size_t i = 0; i < count; i++)
		put(a, members[i].name, members[i].kind,
			slice_str(members[i].content == NULL ? "" : members[i].content));
	finish(a, n);
}

void
packed_make_of(const char *path, const char *form, const char *const *names,
	const struct slice *contents, size_t count)
{
	struct names n = names_begin();
	struct archive *a = start(path, form);

	for (size_t i = 0; i < count; i++)
		put(a, names[i], 'f', contents[i]);
	finish(a, n);
}
