#include "archiver/gather/page_pictures.h"

#include "archiver/gather/intake/parts.h"
#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/read/reader.h"
#include "archiver/gather/web_address.h"

#include <stdlib.h>

/* The system takes no longer path in one call (PATH_MAX of Linux, with its NUL). */
#define PATH_BYTES 4096

static unsigned
hex_of(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10U : 16;
}

/* Up to its query or fragment, with %XX decoded (RFC 3986). */
static void
decode(struct slice s, struct bytes *out)
{
	s = slice_first(s, slice_find(s, '?'));
	s = slice_first(s, slice_find(s, '#'));
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '%' && s.len - i > 2 && hex_of(s.p[i + 1]) < 16 &&
			hex_of(s.p[i + 2]) < 16) {
			bytes_u8(out, (uint8_t)(hex_of(s.p[i + 1]) << 4 | hex_of(s.p[i + 2])));
			i += 2;
		} else {
			bytes_u8(out, s.p[i]);
		}
	}
}

/* The last name in an address; empty where it is no file's. */
static void
write_name(const char *address, struct bytes *out)
{
	struct slice s = slice_str(address);

	s = slice_first(s, slice_find(s, '?'));
	s = slice_first(s, slice_find(s, '#'));
	while (slice_find(s, '/') < s.len)
		s = slice_from(s, slice_find(s, '/') + 1);
	decode(s, out);
	s = bytes_slice(out);
	if (slice_is(s, ".") || slice_is(s, "..") || slice_find(s, '/') < s.len ||
		slice_find(s, 0) < s.len)
		bytes_clear(out);
}

static bool
is_picture(const char *path)
{
	struct bytes first = BYTES_UP_TO(READER_FIRST);
	struct err e;
	bool is = report_file_first(path, READER_FIRST, &first, &e) == RC_OK &&
		reader_guess(bytes_slice(&first)).kind == READER_PICTURE;

	bytes_release(&first);
	return is;
}

/* `page.html` gives `page_files/NAME`; NULL where no such picture is there. */
static const char *
find_beside(const char *page, struct slice name, struct story *s)
{
	struct bytes path = BYTES_UP_TO(PATH_BYTES);
	struct slice stem = slice_str(page);
	const char *dot = strrchr(page, '.'), *slash = strrchr(page, '/');
	const char *found = NULL;

	if (dot != NULL && (slash == NULL || dot > slash))
		stem = slice_first(stem, (size_t)(dot - page));
	bytes_add(&path, stem);
	bytes_str(&path, "_files/");
	bytes_add(&path, name);
	bytes_u8(&path, 0);
	if (path.failed == RC_OK && is_picture((const char *)path.p))
		found = (const char *)arena_copy(&s->made, bytes_slice(&path)).p;
	if (path.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	bytes_release(&path);
	return found;
}

/* Among the files that came with the report; each is taken once. */
static const char *
find_among(const struct intake_report *r, struct slice name, bool *taken)
{
	for (size_t i = 0; i < r->picture_count; i++) {
		const char *slash = strrchr(r->pictures[i], '/');

		if (taken[i] || !slice_is(name, slash == NULL ? r->pictures[i] : slash + 1))
			continue;
		taken[i] = true;
		return r->pictures[i];
	}
	return NULL;
}

/* Among what came inside the report, where each lies under its address (parts.h). */
static const char *
find_in_parts(const struct intake_report *r, struct slice address, struct story *s)
{
	struct bytes path = BYTES_UP_TO(PATH_BYTES);
	const char *found = NULL;

	parts_path(r->parts, address, &path);
	bytes_u8(&path, 0);
	if (path.failed == RC_OK && is_picture((const char *)path.p))
		found = (const char *)arena_copy(&s->made, bytes_slice(&path)).p;
	if (path.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	bytes_release(&path);
	return found;
}

/* Of a page out of a web archive: where its address leads from the page's. */
static const char *
find_captured(const struct intake_report *r, const char *address, struct story *s)
{
	struct bytes whole = BYTES_UP_TO(WEB_ADDRESS_MAX);
	const char *found = NULL;

	if (web_address_resolve(slice_str(r->url), slice_str(address), &whole))
		found = find_in_parts(r, bytes_slice(&whole), s);
	if (whole.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	bytes_release(&whole);
	return found;
}

/* An address that leads nowhere but from a page to what lies with it (RFC 2606). */
#define HERE "http://here.invalid"

/*
 * Where `address` leads from the page within the folder of the report, as a path below that
 * folder; false where it leads elsewhere.
 */
static bool
path_within(const struct intake_report *r, const char *address, struct bytes *out)
{
	struct bytes base = BYTES_UP_TO(PATH_BYTES), whole = BYTES_UP_TO(WEB_ADDRESS_MAX);
	const char *page = r->text + strlen(r->within);
	bool is;

	bytes_str(&base, HERE);
	bytes_str(&base, *page == '/' ? "" : "/");
	bytes_str(&base, page);
	is = strpbrk(page, "%?#\\") == NULL && base.failed == RC_OK &&
		web_address_resolve(bytes_slice(&base), slice_str(address), &whole) &&
		slice_starts(bytes_slice(&whole), HERE "/");
	if (is)
		decode(slice_from(bytes_slice(&whole), sizeof HERE - 1), out);
	bytes_release(&base);
	bytes_release(&whole);
	return is && out->failed == RC_OK && slice_find(bytes_slice(out), 0) == out->len;
}

/* No link leads out of the folder on the way. */
static bool
lies_within(const char *folder, const char *path)
{
	char *real = realpath(path, NULL), *root = realpath(folder, NULL);
	size_t len = root == NULL ? 0 : strlen(root);
	bool is = real != NULL && root != NULL && strncmp(real, root, len) == 0 &&
		(real[len] == '/' || (len > 0 && root[len - 1] == '/'));

	free(real);
	free(root);
	return is;
}

/*
 * Of a page that lies in a folder with what it shows: where its address leads in there. An e-mail
 * or a document has what it shows in itself, and came from elsewhere.
 */
static const char *
find_within(const struct intake_report *r, const char *address, struct story *s)
{
	struct bytes path = BYTES_UP_TO(PATH_BYTES);
	const char *found = NULL;

	bytes_str(&path, r->within);
	if (path_within(r, address, &path)) {
		bytes_u8(&path, 0);
		if (path.failed == RC_OK && lies_within(r->within, (const char *)path.p) &&
			is_picture((const char *)path.p))
			found = (const char *)arena_copy(&s->made, bytes_slice(&path)).p;
	}
	if (path.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	bytes_release(&path);
	return found;
}

static const char *
find_file(const struct intake_report *r, const char *address, struct story *s, bool *taken)
{
	struct bytes name = BYTES_UP_TO(PATH_BYTES);
	const char *found = NULL;

	if (address == NULL)
		return NULL;
	if (r->parts != NULL && r->url != NULL)
		return find_captured(r, address, s);
	if (r->parts != NULL)
		found = find_in_parts(r, slice_str(address), s);
	if (found != NULL)
		return found;
	write_name(address, &name);
	if (name.len > 0 && name.failed == RC_OK) {
		found = find_among(r, bytes_slice(&name), taken);
		if (found == NULL && r->within != NULL && r->parts == NULL)
			found = find_within(r, address, s);
		if (found == NULL)
			found = find_beside(r->text, bytes_slice(&name), s);
	}
	bytes_release(&name);
	return found;
}

static bool
is_taken_before(const struct story *s, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (s->pictures[k].path != NULL &&
			strcmp(s->pictures[k].path, s->pictures[i].path) == 0)
			return true;
	return false;
}

/*
 * Sets the path of each that has a file, and NULL in the others and where one before it has
 * the same; gives how many have an address that leads to none.
 */
static size_t
find_files(const struct intake_report *r, struct story *s, bool *taken)
{
	size_t absent = 0;

	for (size_t i = 0; i < s->picture_count; i++) {
		struct story_picture *p = &s->pictures[i];
		bool named = p->path != NULL;

		p->path = find_file(r, p->path, s, taken);
		absent += named && p->path == NULL;
		if (p->path != NULL && is_taken_before(s, i))
			p->path = NULL;
	}
	return absent;
}

static const char *
where_absent(const struct intake_report *r)
{
	if (r->url != NULL)
		return "were not captured";
	return r->parts != NULL ? "are not in it" : "are not beside it";
}

static void
add_where(struct story *s, const struct story_picture *from, size_t count, bool with_file)
{
	for (size_t i = 0; i < count; i++)
		if ((from[i].path != NULL) == with_file &&
			(with_file || from[i].caption != STORY_NONE))
			story_add_picture(s, &from[i]);
}

enum rc
page_pictures_order(const struct intake_report *r, struct story *s, size_t *files, struct err *e)
{
	size_t count = s->picture_count, absent;
	bool *taken = calloc(r->picture_count + 1, sizeof *taken);
	struct story_picture *all = calloc(count + 1, sizeof *all);
	enum rc rc = taken == NULL || all == NULL ? err_nomem(e) : RC_OK;

	*files = 0;
	if (rc == RC_OK) {
		absent = find_files(r, s, taken);
		if (count > 0)
			memcpy(all, s->pictures, count * sizeof *all);
		s->picture_count = 0;
		add_where(s, all, count, true);
		for (size_t i = 0; i < r->picture_count; i++)
			if (!taken[i])
				story_add_picture(s,
					&(struct story_picture){
						.path = r->pictures[i], .caption = STORY_NONE});
		*files = s->picture_count;
		add_where(s, all, count, false);
		if (absent > 0)
			story_warn(
				s, "pictures of the report that %s: %zu", where_absent(r), absent);
		rc = story_check(s, e);
	}
	free(taken);
	free(all);
	return rc;
}
