#include "format/bundle/folder_extras.h"

#include "format/bag/manifest.h"
#include "format/base/limits.h"
#include "format/bundle/beneath.h"
#include "format/bundle/folder_lines.h"
#include "format/bundle/payload_path.h"
#include "format/bundle/rule.h"
#include "format/bundle/seal.h"
#include "format/bundle/tag_file.h"

#include <stdlib.h>
#include <unistd.h>

#define PHOTOS "photos"

static void
tell_extra(struct findings *findings, struct slice place, struct slice name, enum beneath_kind kind)
{
	static const char *const kinds[] = {
		"file", "folder", "thing that is neither file nor folder"};
	struct err e;

	rule_broken(&e, "FOLD-2", "%.*s%.*s: a %s that is not listed", SLICE_FMT(place),
		SLICE_FMT(name), kinds[kind]);
	findings_add(findings, &e);
}

static void
tell_unread(struct findings *findings, struct beneath_answer answer, struct slice path)
{
	struct err e;

	if (beneath_explain(answer, path, &e) != RC_OK)
		findings_add(findings, &e);
}

/* ---- within an article ------------------------------------------------------------- */

/* The next line's file within its article; the lines have been checked. */
static bool
next_file(struct cursor *lines, struct slice *file)
{
	struct payload_path parts;
	struct digest digest;
	struct slice path;
	struct err e;

	if (lines->left == 0 || manifest_line_parse(lines, &digest, &path, &e) != RC_OK ||
		payload_path_parse(path, &parts, &e) != RC_OK)
		return false;
	*file = parts.file;
	return true;
}

/* How many of the files begin with this. */
static size_t
count_files(struct slice lines, const char *begin)
{
	struct cursor c = cursor_over(lines);
	struct slice file;
	size_t n = 0;

	while (next_file(&c, &file))
		n += slice_starts(file, begin);
	return n;
}

static void
count_entry(void *ctx, struct slice name, enum beneath_kind kind)
{
	size_t *n = ctx;

	(void)name;
	(void)kind;
	++*n;
}

static bool
holds(int folder, size_t expected)
{
	size_t n = 0;

	return beneath_list(folder, count_entry, &n).finding == BENEATH_GOOD && n == expected;
}

bool
folder_extras_count(int folder, struct slice lines)
{
	size_t photos = count_files(lines, PHOTOS "/");
	bool good = holds(folder, count_files(lines, "") - photos + (photos > 0));
	int fd;

	if (!good || photos == 0)
		return good;
	if (beneath_open_folder(folder, slice_str(PHOTOS), &fd).finding != BENEATH_GOOD)
		return false;
	good = holds(fd, photos);
	close(fd);
	return good;
}

struct article {
	int folder;
	struct slice lines, besides;
	struct bytes place; /* "data/…/", and then with "photos/" */
	size_t place_len;
	struct findings *findings;
};

/* `file` as it would stand in the leaf: what follows the first `place_len` bytes of the place. */
static bool
is_listed(const struct article *a, struct slice name)
{
	struct slice within = slice_from(bytes_slice(&a->place), a->place_len), file;
	struct cursor c = cursor_over(a->lines);

	while (next_file(&c, &file)) {
		if (file.len == within.len + name.len &&
			slice_equal(slice_first(file, within.len), within) &&
			slice_equal(slice_from(file, within.len), name))
			return true;
	}
	return false;
}

static void see_in_article(void *ctx, struct slice name, enum beneath_kind kind);

static void
see_photos(struct article *a)
{
	struct beneath_answer answer;
	int fd;

	answer = beneath_open_folder(a->folder, slice_str(PHOTOS), &fd);
	if (answer.finding == BENEATH_GOOD) {
		bytes_str(&a->place, PHOTOS "/");
		answer = beneath_list(fd, see_in_article, a);
		bytes_cut(&a->place, a->place_len);
		close(fd);
	}
	tell_unread(a->findings, answer, slice_str(PHOTOS));
}

static void
see_in_article(void *ctx, struct slice name, enum beneath_kind kind)
{
	struct article *a = ctx;
	bool on_top = a->place.len == a->place_len;

	if (a->place.failed != RC_OK)
		return; /* a name cut short would be that of nothing listed */
	if (on_top && kind == BENEATH_KIND_FOLDER && slice_is(name, PHOTOS) &&
		count_files(a->lines, PHOTOS "/") > 0)
		see_photos(a);
	else if (!is_listed(a, name) && !(on_top && slice_equal(name, a->besides)))
		tell_extra(a->findings, bytes_slice(&a->place), name, kind);
}

enum rc
folder_extras_article(int folder, struct slice lines, const struct folder_extras_place *place,
	struct findings *findings, struct err *e)
{
	struct article a = {.folder = folder,
		.lines = lines,
		.besides = place->besides,
		.place = BYTES_UP_TO(KIB),
		.place_len = place->shown.len,
		.findings = findings};
	enum rc rc;

	bytes_add(&a.place, place->shown);
	tell_unread(findings, beneath_list(folder, see_in_article, &a), place->shown);
	rc = bytes_check(&a.place, "path", e);
	bytes_release(&a.place);
	return rc;
}

/* ---- beside the articles ----------------------------------------------------------- */

struct top {
	struct slice place; /* nothing, or "annals/" */
	struct findings *findings;
};

/* Whether a name in `place` is that of a tag file or of the seal. */
static bool
is_of_bag(struct slice place, struct slice name)
{
	for (unsigned i = 0; i < TAG_FILES; i++) {
		struct slice path = slice_str(tag_file_name(i));

		if (slice_equal(slice_first(path, place.len), place) &&
			slice_equal(slice_from(path, place.len), name))
			return true;
	}
	for (unsigned i = 0; place.len > 0 && i < SEAL_FILES; i++) {
		if (slice_is(name, seal_file_name(i)))
			return true;
	}
	return false;
}

static void
see_on_top(void *ctx, struct slice name, enum beneath_kind kind)
{
	struct top *t = ctx;
	bool folder = slice_is(name, "data") || slice_is(name, "annals");

	if (is_of_bag(t->place, name) || (t->place.len == 0 && folder))
		return; /* of whatever kind: whoever reads it finds that out */
	tell_extra(t->findings, t->place, name, kind);
}

void
folder_extras_bag(int folder, struct findings *findings)
{
	struct slice annals = SLICE("annals");
	struct top t = {SLICE_EMPTY, findings};
	struct beneath_answer answer;
	int fd;

	tell_unread(findings, beneath_list(folder, see_on_top, &t), slice_str("the bag"));
	answer = beneath_open_folder(folder, annals, &fd);
	if (answer.finding == BENEATH_GOOD) {
		t.place = slice_str("annals/");
		answer = beneath_list(fd, see_on_top, &t);
		close(fd);
	}
	tell_unread(findings, answer, annals);
}

/* ---- among the articles ------------------------------------------------------------ */

void
folder_extras_add(struct index_sum *sum, const struct digest *seed, struct slice id)
{
	index_sum_text(sum, INDEX_SUM_ADD, seed, &(struct index_row){.id = id}, SLICE_EMPTY);
}

/* Parts of an id's digest, enough to tell ids apart. */
struct known_id {
	uint8_t b[16];
};

static struct known_id
known_id_of(struct slice id)
{
	struct digest d = digest_of(id);
	struct known_id known;

	memcpy(known.b, d.b, sizeof known.b);
	return known;
}

static int
by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct known_id));
}

struct data {
	int root;
	struct bytes path; /* of the folder at hand, with its '/' */
	struct findings *findings;
	uint64_t articles; /* folders of articles, so far */
	/* First time round: what is found is taken off the sum, and what is no article told. */
	struct index_sum *sum;
	const struct digest *seed;
	/* Second time round: the ids of the manifest, sorted; articles that are none are told. */
	struct bytes known;
	bool naming;
};

/* Of whatever kind: one that is listed and no folder was told when it was opened. */
static void
see_article(struct data *d, struct slice name, enum beneath_kind kind)
{
	size_t len = d->path.len;
	struct known_id id;
	struct slice path;

	d->articles++;
	bytes_add(&d->path, name);
	if (d->path.failed != RC_OK)
		return;
	path = slice_from(bytes_slice(&d->path), strlen("data/"));
	id = known_id_of(path);
	if (!d->naming)
		index_sum_text(d->sum, INDEX_SUM_TAKE, d->seed, &(struct index_row){.id = path},
			SLICE_EMPTY);
	bytes_cut(&d->path, len);
	if (d->naming &&
		bsearch(&id, d->known.p, d->known.len / sizeof id, sizeof id, by_bytes) == NULL)
		tell_extra(d->findings, bytes_slice(&d->path), name, kind);
}

/* A folder on the way to articles, which lie `down` levels below its entries. */
struct level {
	struct data *data;
	int fd;
	unsigned down;
};

static void see_level(void *ctx, struct slice name, enum beneath_kind kind);

static void
go_down(const struct level *from, struct slice name)
{
	struct data *d = from->data;
	struct level to = {.data = d, .down = slice_is(name, "undated") ? 0 : from->down - 1};
	size_t len = d->path.len;
	uint64_t before = d->articles;
	struct beneath_answer answer = beneath_open_folder(from->fd, name, &to.fd);

	bytes_add(&d->path, name);
	bytes_u8(&d->path, '/');
	if (answer.finding == BENEATH_GOOD) {
		answer = beneath_list(to.fd, see_level, &to);
		close(to.fd);
	}
	if (!d->naming)
		tell_unread(d->findings, answer, bytes_slice(&d->path));
	/* What cannot be read may hold articles, and so may the folders above it. */
	d->articles += answer.finding != BENEATH_GOOD;
	bytes_cut(&d->path, len);
	if (!d->naming && d->path.failed == RC_OK && d->articles == before)
		tell_extra(d->findings, bytes_slice(&d->path), name, BENEATH_KIND_FOLDER);
}

static void
see_level(void *ctx, struct slice name, enum beneath_kind kind)
{
	const struct level *l = ctx;
	struct data *d = l->data;

	if (l->down == 0) {
		see_article(d, name, kind);
	} else if (kind == BENEATH_KIND_FOLDER) {
		go_down(l, name);
	} else if (!d->naming) {
		tell_extra(d->findings, bytes_slice(&d->path), name, kind);
	}
}

static void
walk_data(struct data *d)
{
	/* Year, month and day lead to an article. */
	struct level top = {.data = d, .down = 3};
	struct beneath_answer answer = beneath_open_folder(d->root, slice_str("data"), &top.fd);

	bytes_clear(&d->path);
	bytes_str(&d->path, "data/");
	if (answer.finding == BENEATH_GOOD) {
		answer = beneath_list(top.fd, see_level, &top);
		close(top.fd);
	}
	if (!d->naming)
		tell_unread(d->findings, answer, slice_str("data"));
}

/*
 * The ids of the manifest; more than there are articles have been told, and are not kept.
 * False where it cannot be read to its end: what is then not among them may be listed.
 */
static bool
read_known(struct data *d, size_t most)
{
	struct slice name = slice_str(tag_file_name(TAG_MANIFEST)), line, path;
	struct folder_lines *lines = malloc(sizeof *lines);
	struct bytes last = BYTES_UP_TO(LIMIT_PATH);
	struct payload_path parts;
	struct digest digest;
	enum rc rc = RC_IO;
	bool got = true;
	struct err e;
	int fd = -1;

	if (lines == NULL)
		d->known.failed = RC_NOMEM;
	else if (beneath_open_file(d->root, name, &fd).finding == BENEATH_GOOD)
		folder_lines_init(lines, fd);
	while (fd >= 0 && d->known.len < most * sizeof(struct known_id) &&
		(rc = folder_lines_next(lines, &line, &got, &e)) == RC_OK && got) {
		struct cursor c = cursor_over(slice_of(line.p, line.len + 1));
		struct known_id id;

		if (manifest_line_parse(&c, &digest, &path, &e) != RC_OK ||
			payload_path_parse(path, &parts, &e) != RC_OK ||
			slice_equal(parts.id, bytes_slice(&last)))
			continue;
		bytes_clear(&last);
		bytes_add(&last, parts.id);
		id = known_id_of(parts.id);
		bytes_add(&d->known, slice_of(&id, sizeof id));
	}
	if (fd >= 0)
		close(fd);
	bytes_release(&last);
	free(lines);
	return rc == RC_OK;
}

static void
tell_twice(struct data *d)
{
	size_t n = d->known.len / sizeof(struct known_id);
	struct err e;

	for (size_t i = 1; i < n; i++) {
		const uint8_t *at = d->known.p + i * sizeof(struct known_id);

		if (by_bytes(at - sizeof(struct known_id), at) != 0)
			continue;
		rule_broken(&e, "BAG-2", "%s: an article is listed in two places",
			tag_file_name(TAG_MANIFEST));
		findings_add(d->findings, &e);
		return;
	}
}

enum rc
folder_extras_data(int folder, struct index_sum *sum, const struct bundle *b,
	struct findings *findings, struct err *e)
{
	struct data d = {.root = folder,
		.path = BYTES_UP_TO(8 * KIB),
		.findings = findings,
		.sum = sum,
		.seed = &b->leaf,
		.known = BYTES_UP_TO(SIZE_MAX / 2)};
	enum rc rc;

	walk_data(&d);
	if (!index_sum_is_nothing(sum)) {
		d.naming = read_known(&d, (size_t)b->record.articles);
		if (d.known.len > 0)
			qsort(d.known.p, d.known.len / sizeof(struct known_id),
				sizeof(struct known_id), by_bytes);
		tell_twice(&d);
		if (d.naming)
			walk_data(&d);
	}
	rc = bytes_check(&d.path, "path", e);
	if (rc == RC_OK)
		rc = bytes_check(&d.known, "ids", e);
	bytes_release(&d.path);
	bytes_release(&d.known);
	return rc;
}
