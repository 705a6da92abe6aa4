#include "archiver/gather/gather.h"

#include "archiver/gather/caption_pairs.h"
#include "archiver/gather/compose.h"
#include "archiver/gather/own_tables.h"
#include "archiver/gather/page_pictures.h"
#include "archiver/gather/photo_pictures.h"
#include "archiver/gather/read/charset.h"
#include "archiver/gather/read/read_report.h"
#include "archiver/gather/recognise/calendar.h"
#include "archiver/gather/recognise/recognise.h"
#include "archiver/gather/tables/words.h"
#include "archiver/gather/web_page.h"
#include "format/base/limits.h"

/* Of an original's suffix. */
#define ENDING_MAX 8

enum rc
gather_settings_init(struct gather_settings *s, int zone, struct err *e)
{
	struct digest words = words_digest(), lexicon = lexicon_digest();
	struct hasher h;
	enum rc rc;

	*s = GATHER_SETTINGS_EMPTY;
	s->zone = zone;
	hasher_start(&h);
	hasher_add(&h, digest_slice(&words));
	hasher_add(&h, digest_slice(&lexicon));
	calendar_hash(&h);
	s->tables = hasher_end(&h);
	rc = caption_houses_new(&s->houses, e);
	return rc != RC_OK ? rc : lexicon_new(&s->lexicon, e);
}

enum rc
gather_settings_add(struct gather_settings *s, const char *folder, struct err *e)
{
	struct hasher h;
	enum rc rc;

	s->own = BYTES_UP_TO(OWN_TABLES_MAX);
	hasher_start(&h);
	hasher_add(&h, digest_slice(&s->tables));
	rc = own_tables_read(folder, s->lexicon, &s->own, &h, e);
	s->tables = hasher_end(&h);
	return rc;
}

void
gather_settings_release(struct gather_settings *s)
{
	bytes_release(&s->own);
	lexicon_free(s->lexicon);
	caption_houses_free(s->houses);
	*s = GATHER_SETTINGS_EMPTY;
}

/* ---- reading
 * -------------------------------------------------------------------------------------- */

/* In memory, as most readers want it; what is too large may still be told by its first bytes. */
static enum rc
read_whole(const struct intake_report *r, struct article *a, struct err *e)
{
	enum rc rc = report_file_read(r->text, STORY_RAW_MAX, &a->raw, &a->is, e);

	if (rc == RC_OK)
		a->original = digest_of(bytes_slice(&a->raw));
	return rc;
}

/* Fills the story with the report's blocks. */
static enum rc
take_report(const struct gather_settings *s, const struct intake_report *r, struct article *a,
	struct err *e)
{
	struct reader_input in = {.report = r, .zone = s->zone, .pdf = s->pdf};
	struct reader_guess guess;
	enum rc rc;

	article_clear(a);
	if (r->refusal != NULL)
		return err_set(e, RC_UNSUPPORTED, "%s", r->refusal);
	rc = reader_guess_file(r->text, &guess, e);
	if (rc == RC_OK)
		rc = read_report_check(&guess, e);
	if (rc != RC_OK)
		return rc;
	if (!read_report_by_path(guess.kind)) {
		rc = read_whole(r, a, e);
		in.raw = bytes_slice(&a->raw);
	} else {
		rc = report_file_hash(r->text, LIMIT_MEMBER, &a->original, &a->is, e);
	}
	if (rc == RC_OK)
		rc = read_report(guess.kind, &in, &a->normal, &a->story, e);
	/* What was read by its path must be what the digest is of. */
	if (rc == RC_OK && in.raw.p == NULL)
		rc = report_file_check(r->text, &a->is, e);
	return rc;
}

/* ---- where it came from
 * ------------------------------------------------------------------------------- */

static void
tell(struct story *s, const char *field, struct slice value, const char *rule)
{
	story_add_finding(s,
		&(struct story_finding){.field = field,
			.value = arena_copy(&s->made, value),
			.block = STORY_NONE,
			.rule = rule,
			.percent = 100});
}

/* What the report itself does not say, but what it came out of, or those it came with. */
static void
tell_coming(const struct intake_report *r, struct story *s)
{
	struct slice also = r->also == NULL ? SLICE_EMPTY : slice_str(r->also);

	if (r->url != NULL)
		tell(s, "url", slice_str(r->url), "web archive");
	if (r->captured != NULL)
		tell(s, "captured", slice_str(r->captured), "web archive");
	if (r->version != NULL)
		tell(s, "version", slice_str(r->version), "archived before from the same source");
	while (also.len > 0) {
		struct slice line = slice_first(also, slice_find(also, '\n'));

		tell(s, "also", line, "the same text");
		also = slice_from(also, line.len + 1);
	}
}

/* ---- the plan
 * -------------------------------------------------------------------------------------- */

static void
set_headline(const struct story *s, struct gather_plan *p)
{
	struct slice text;

	if (s->headline == STORY_NONE)
		return;
	text = story_block_text(s, s->headline);
	p->headline_len = text.len < GATHER_HEADLINE_MAX ? text.len : GATHER_HEADLINE_MAX;
	while (p->headline_len < text.len && (text.p[p->headline_len] & 0xC0) == 0x80)
		p->headline_len--;
	memcpy(p->headline, text.p, p->headline_len);
}

/* What somebody names is what they say; what a crawl brought along is looked at. */
static enum rc
check_article(
	const struct intake_report *r, const struct story *s, bool *passed_over, struct err *e)
{
	const char *fault = r->url == NULL ? NULL : web_page_fault(s);

	*passed_over = fault != NULL;
	return fault == NULL ? RC_OK : err_set(e, RC_UNSUPPORTED, "%s", fault);
}

enum rc
gather_plan(const struct gather_settings *s, const struct intake_report *r, struct article *work,
	struct gather_plan *out, struct err *e)
{
	size_t body, recognised;
	enum rc rc = take_report(s, r, work, e);

	*out = (struct gather_plan){.dated = false};
	/* A frame, say, that has no text. */
	out->passed_over = rc == RC_BAD && r->url != NULL;
	if (rc != RC_OK)
		return rc;
	recognise_text(&work->story, s->zone, s->lexicon, NULL);
	recognised = work->story.finding_count;
	tell_coming(r, &work->story);
	rc = story_check(&work->story, e);
	if (rc == RC_OK)
		rc = caption_sample_take(&work->story, &out->captions, e);
	if (rc == RC_OK)
		rc = check_article(r, &work->story, &out->passed_over, e);
	if (rc == RC_OK)
		rc = compose_text(work, &body, e);
	if (rc != RC_OK)
		return rc;
	out->told = work->text.len > 0;
	out->text = digest_of(bytes_slice(&work->text));
	out->source_len = work->source.len;
	if (work->source.len > 0)
		memcpy(out->source, work->source.p, work->source.len);
	out->original = work->original;
	out->size = work->is.size;
	out->dated = work->story.dated;
	out->day = work->story.published;
	set_headline(&work->story, out);
	/* It is told last, so gather_complete tells it again. */
	work->story.finding_count = recognised;
	return RC_OK;
}

void
gather_learn(const struct gather_settings *s, const struct gather_plan *plan)
{
	caption_houses_learn(s->houses, &plan->captions);
}

/* ---- pictures
 * --------------------------------------------------------------------------------------- */

static struct slice
numbered_name(struct story *s, size_t number, const char *ending)
{
	struct bytes name = BYTES_UP_TO(64);
	struct slice made;

	bytes_str(&name, "photos/");
	bytes_number(&name, number);
	bytes_u8(&name, '.');
	bytes_str(&name, ending);
	made = arena_copy(&s->made, bytes_slice(&name));
	if (name.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	bytes_release(&name);
	return made;
}

/* What kind of picture it is, by its first bytes. */
static enum rc
guess_picture(const char *path, struct reader_guess *guess, struct err *e)
{
	struct bytes first = BYTES_UP_TO(READER_FIRST);
	enum rc rc = report_file_first(path, READER_FIRST, &first, e);

	if (rc == RC_OK) {
		*guess = reader_guess(bytes_slice(&first));
		if (guess->kind != READER_PICTURE)
			rc = err_set(e, RC_BAD, "no picture");
	}
	bytes_release(&first);
	return rc;
}

/* Into memory while there is room, else only its digest is taken. */
static enum rc
read_picture(const char *path, struct article *a, struct article_member *m, struct err *e)
{
	size_t before = a->pictures.len;
	uint64_t room = ARTICLE_HELD_MAX - before;
	enum rc rc = report_file_read(path,
		room < ARTICLE_PICTURE_HELD ? room : ARTICLE_PICTURE_HELD, &a->pictures, &m->is, e);

	if (rc == RC_OK)
		m->content = slice_of(NULL, a->pictures.len - before);
	if (rc == RC_LIMIT) {
		rc = report_file_hash(path, LIMIT_MEMBER, &m->digest, &m->is, e);
		m->path = path;
		m->hashed = rc == RC_OK;
	}
	m->size = m->is.size;
	return rc;
}

/* Makes a member of the picture's file, and a picture of the story of it. */
static enum rc
add_picture(struct article *a, struct story_picture p, struct err *e)
{
	struct story *s = &a->story;
	struct article_member m = {.media = true};
	struct reader_guess guess;
	enum rc rc = guess_picture(p.path, &guess, e);

	if (rc == RC_OK)
		rc = read_picture(p.path, a, &m, e);
	if (rc != RC_OK)
		return err_within(e, rc, "picture %s", p.path);
	m.name = numbered_name(s, s->picture_count + 1, guess.ending);
	p.type = slice_str(guess.type);
	p.ending = slice_str(guess.ending);
	story_add_picture(s, &p);
	return article_add(a, &m, e);
}

/* The buffer may have moved while it grew, so contents are pointed at when it is full. */
static void
settle_pictures(struct article *a)
{
	const uint8_t *at = a->pictures.p;

	for (size_t i = 0; i < a->member_count; i++) {
		if (a->members[i].path != NULL)
			continue;
		a->members[i].content.p = at;
		at += a->members[i].content.len;
	}
}

/* The story's first `files` pictures have a file: they are made members, the others kept. */
static enum rc
add_files(struct article *a, size_t files, struct err *e)
{
	struct story *s = &a->story;
	size_t count = s->picture_count;
	struct story_picture *all = arena_take(&s->made, count * sizeof *all);
	enum rc rc = RC_OK;

	if (all == NULL)
		return story_check(s, e);
	memcpy(all, s->pictures, count * sizeof *all);
	s->picture_count = 0;
	for (size_t i = 0; i < files && rc == RC_OK; i++)
		rc = add_picture(a, all[i], e);
	for (size_t i = files; i < count; i++)
		story_add_picture(s, &all[i]);
	settle_pictures(a);
	return rc;
}

/* The report's pictures, before the captions that were found in its text. */
static enum rc
list_pictures(const struct intake_report *r, struct story *s, struct err *e)
{
	size_t captions = s->picture_count;
	struct story_picture *found = arena_take(&s->made, captions * sizeof *found);

	if (found == NULL)
		return story_check(s, e);
	if (captions > 0)
		memcpy(found, s->pictures, captions * sizeof *found);
	s->picture_count = 0;
	for (size_t i = 0; i < r->picture_count; i++)
		story_add_picture(
			s, &(struct story_picture){.path = r->pictures[i], .caption = STORY_NONE});
	for (size_t i = 0; i < captions; i++)
		story_add_picture(s, &found[i]);
	return story_check(s, e);
}

static enum rc
add_pictures(const struct intake_report *r, struct article *a, size_t *files, struct err *e)
{
	struct story *s = &a->story;
	enum rc rc = RC_OK;

	*files = 0;
	if (s->picture_count == 1 && s->pictures[0].original)
		return RC_OK; /* it is the original already */
	if ((s->told & STORY_TOLD_PICTURES) != 0) {
		rc = page_pictures_order(r, s, files, e);
	} else if (r->picture_count > 0) {
		rc = list_pictures(r, s, e);
		*files = r->picture_count;
	}
	return rc == RC_OK && *files > 0 ? add_files(a, *files, e) : rc;
}

/* ---- the article
 * ------------------------------------------------------------------------------------ */

/* `original.` and the suffix of the report's file in small letters, or `txt`. */
static struct slice
name_by_suffix(const struct intake_report *r, struct story *s)
{
	static const char before[] = "original.";
	const char *base = strrchr(r->text, '/');
	const char *dot = strrchr(base == NULL ? r->text : base, '.');
	uint8_t name[sizeof before - 1 + ENDING_MAX];
	size_t len = sizeof before - 1;

	memcpy(name, before, len);
	for (dot = dot == NULL ? "" : dot + 1; *dot != '\0'; dot++) {
		char c = *dot >= 'A' && *dot <= 'Z' ? (char)(*dot - 'A' + 'a') : *dot;

		if (len == sizeof name || ((c < 'a' || c > 'z') && (c < '0' || c > '9')))
			return slice_str("original.txt");
		name[len++] = (uint8_t)c;
	}
	if (len == sizeof before - 1)
		return slice_str("original.txt");
	return arena_copy(&s->made, slice_of(name, len));
}

/* A photo is called by what it is: its suffix is for people, and a browser asks for it. */
static struct slice
original_name(const struct intake_report *r, struct story *s)
{
	struct bytes name = BYTES_UP_TO(32);
	struct slice made;

	if (s->picture_count != 1 || !s->pictures[0].original)
		return name_by_suffix(r, s);
	bytes_str(&name, "original.");
	bytes_add(&name, s->pictures[0].ending);
	made = arena_copy(&s->made, bytes_slice(&name));
	if (name.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	bytes_release(&name);
	return made;
}

static enum rc
add_text(struct article *a, struct slice name, struct slice content, struct err *e)
{
	struct article_member m = {.name = name, .content = content, .size = content.len};

	return article_add(a, &m, e);
}

static enum rc
add_texts(const struct intake_report *r, struct slice name, struct article *a, struct err *e)
{
	struct article_member original = {.name = name,
		.content = bytes_slice(&a->raw),
		.path = a->raw.len > 0 ? NULL : r->text,
		.is = a->is,
		.size = a->is.size,
		.hashed = true,
		.digest = a->original};
	enum rc rc = article_add(a, &original, e);

	if (rc == RC_OK)
		rc = add_text(a, slice_str("article.txt"), bytes_slice(&a->text), e);
	if (rc == RC_OK)
		rc = add_text(a, slice_str("captions.txt"), bytes_slice(&a->captions), e);
	if (rc == RC_OK)
		rc = add_text(a, slice_str("extraction.json"), bytes_slice(&a->extraction), e);
	if (rc == RC_OK)
		rc = add_text(a, slice_str("metadata.json"), bytes_slice(&a->metadata), e);
	return rc;
}

enum rc
gather_complete(const struct gather_settings *s, const struct intake_report *r, struct slice origin,
	struct slice id, struct article *a, struct err *e)
{
	struct compose_context context = {origin, id, &s->tables, SLICE_EMPTY};
	size_t files;
	enum rc rc = add_pictures(r, a, &files, e);

	if (rc != RC_OK)
		return rc;
	recognise_rest(&a->story, s->lexicon);
	tell_coming(r, &a->story);
	rc = photo_pictures_read(a, files, s->zone, e);
	if (rc != RC_OK)
		return rc;
	if ((a->story.told & STORY_TOLD_CAPTIONS) == 0)
		caption_pairs_tie(&a->story, files);
	photo_pictures_settle(a, files);
	context.original = original_name(r, &a->story);
	rc = compose_article(&context, a->members, files, a, e);
	if (rc == RC_OK)
		rc = add_texts(r, context.original, a, e);
	if (rc == RC_OK)
		rc = story_check(&a->story, e);
	article_sort(a);
	return rc;
}

enum rc
gather_article(const struct gather_settings *s, const struct intake_report *r, struct slice origin,
	struct slice id, struct article *out, struct err *e)
{
	enum rc rc = take_report(s, r, out, e);

	if (rc != RC_OK)
		return rc;
	recognise_text(&out->story, s->zone, s->lexicon, s->houses);
	return gather_complete(s, r, origin, id, out, e);
}

/* ---- for people
 * ---------------------------------------------------------------------------------------- */

/* Line breaks between values go; those within strings are escaped. */
static void
show_json(struct json *j, const char *key, struct slice text)
{
	json_key(j, key);
	json_raw(j, SLICE_EMPTY);
	while (text.len > 0) {
		struct slice line = slice_first(text, slice_find(text, '\n'));

		bytes_add(j->out, line);
		text = slice_from(text, line.len + 1);
	}
}

/* A path is any bytes; what is not UTF-8 in it becomes U+FFFD, for JSON has nothing else. */
static void
show_source(struct json *j, const char *path)
{
	static const struct charset damaged = {.family = CHARSET_UTF8_DAMAGED};
	struct bytes text = BYTES_UP_TO(3 * strlen(path));

	charset_decode(&damaged, slice_str(path), &text);
	json_pair(j, "source", bytes_slice(&text));
	if (text.failed != RC_OK)
		j->out->failed = text.failed;
	bytes_release(&text);
}

static void
show_captions(struct json *j, struct slice text)
{
	json_key(j, "captions");
	json_open_list(j);
	while (text.len > 0) {
		struct slice line = slice_first(text, slice_find(text, '\n'));

		json_string(j, line);
		text = slice_from(text, line.len + 1);
	}
	json_close_list(j);
}

void
gather_show(const struct intake_report *r, struct slice id, const struct article *a, struct json *j)
{
	json_open(j);
	show_source(j, r->shown);
	json_pair(j, "id", id);
	json_pair(j, "article", bytes_slice(&a->text));
	show_captions(j, bytes_slice(&a->captions));
	show_json(j, "metadata", bytes_slice(&a->metadata));
	show_json(j, "extraction", bytes_slice(&a->extraction));
	json_key(j, "warnings");
	json_open_list(j);
	for (size_t i = 0; i < a->story.warning_count; i++)
		json_string(j, a->story.warnings[i]);
	json_close_list(j);
	json_close(j);
}
