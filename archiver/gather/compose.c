#include "archiver/gather/compose.h"

#include "format/article/extraction_json.h"
#include "format/article/ninjs.h"
#include "format/base/text.h"

static const char ARTICLE[] = "article.txt", CAPTIONS[] = "captions.txt", ORIGINAL[] = "original";

/* ---- article.txt and captions.txt
 * ----------------------------------------------------------------- */

/* Writes a block as it is, and notes in it where it went. */
static void
put_block(struct story *s, size_t block, const char *file, struct bytes *out)
{
	struct story_block *b = &s->blocks[block];

	b->file = file;
	b->written = (uint32_t)out->len;
	bytes_add(out, story_block_text(s, block));
	bytes_u8(out, '\n');
}

static bool
is_of_body(enum story_role role)
{
	return role == STORY_LEAD || role == STORY_BODY || role == STORY_HEADING ||
		role == STORY_OTHER;
}

/* Returns where the body begins in article.txt: behind the headline and the empty line. */
static size_t
write_text(struct article *a)
{
	struct story *s = &a->story;
	size_t body;

	bytes_clear(&a->text);
	for (size_t i = 0; i < s->block_count; i++)
		s->blocks[i].file = NULL;
	if (s->headline != STORY_NONE) {
		put_block(s, s->headline, ARTICLE, &a->text);
		bytes_u8(&a->text, '\n');
	}
	body = a->text.len;
	for (size_t i = 0; i < s->block_count; i++) {
		if (!is_of_body(s->blocks[i].role))
			continue;
		if (a->text.len > body)
			bytes_u8(&a->text, '\n');
		put_block(s, i, ARTICLE, &a->text);
	}
	/* A headline alone has no empty line behind it. */
	if (a->text.len == body && body > 0)
		bytes_cut(&a->text, --body);
	return body;
}

/* On one line, as each picture has one. */
static void
put_own_caption(struct slice caption, struct bytes *out)
{
	for (size_t i = 0; i < caption.len; i++)
		bytes_u8(out, caption.p[i] == '\n' ? ' ' : caption.p[i]);
	bytes_u8(out, '\n');
}

static void
write_captions(struct article *a)
{
	struct story *s = &a->story;

	bytes_clear(&a->captions);
	a->caption_count = 0;
	for (size_t i = 0; i < s->picture_count; i++) {
		if (s->pictures[i].caption != STORY_NONE) {
			put_block(s, s->pictures[i].caption, CAPTIONS, &a->captions);
			a->caption_count++;
		} else if (s->pictures[i].own.caption.len > 0) {
			put_own_caption(s->pictures[i].own.caption, &a->captions);
			a->caption_count++;
		} else {
			bytes_u8(&a->captions, '\n');
		}
	}
}

/* An address or id is one line and not longer than that. */
#define SOURCE_MAX 2048

/* An address of a whole site is of none of its articles, though many a page says so. */
static bool
is_of_one(struct slice address)
{
	struct slice rest = address;

	if (address.len == 0 || address.len > SOURCE_MAX || !text_is_utf8(address))
		return false;
	for (size_t i = 0; i < address.len; i++)
		if (address.p[i] <= ' ' || address.p[i] == 0x7F)
			return false;
	if (!slice_starts(address, "http://") && !slice_starts(address, "https://"))
		return true;
	rest = slice_from(rest, slice_find(rest, '/') + 2);
	rest = slice_from(rest, slice_find(rest, '/') + 1);
	return rest.len > 0;
}

static struct slice
source_of(const struct story *s)
{
	static const char *const fields[] = {"canonical", "url"};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		const struct story_finding *f = story_surest(s, fields[i]);

		if (f != NULL && f->percent >= STORY_SURE && is_of_one(f->value))
			return f->value;
	}
	return SLICE_EMPTY;
}

enum rc
compose_text(struct article *a, size_t *body, struct err *e)
{
	enum rc rc;

	*body = write_text(a);
	write_captions(a);
	a->source = source_of(&a->story);
	rc = bytes_check(&a->text, ARTICLE, e);
	return rc == RC_OK ? bytes_check(&a->captions, CAPTIONS, e) : rc;
}

/* ---- extraction.json ----------------------------------------------------------------------------
 */

/* In the file it was written to, else in the original: its own bytes there, or its whole line. */
static void
set_place(const struct story *s, const struct story_finding *f, struct extraction_finding *x)
{
	const struct story_block *b;
	size_t within;

	if (f->block == STORY_NONE || f->at.len == 0)
		return;
	b = &s->blocks[f->block];
	if (b->file == NULL && b->raw_end == 0)
		return; /* markup was decoded: its bytes are nowhere as they are */
	within = (size_t)(f->at.p - s->text.p) - b->start;
	x->file = b->file != NULL ? b->file : ORIGINAL;
	if (b->file != NULL || b->verbatim) {
		x->start = (b->file != NULL ? b->written : b->raw_start) + within;
		x->end = x->start + f->at.len;
	} else {
		x->start = b->raw_start;
		x->end = b->raw_end;
	}
}

static void
write_extraction(struct article *a, const struct digest *tables)
{
	struct extraction_json json;

	extraction_json_open(&json, ANNALS_VERSION, tables, &a->extraction);
	for (size_t i = 0; i < a->story.finding_count; i++) {
		const struct story_finding *f = &a->story.findings[i];
		struct extraction_finding x = {.field = f->field,
			.value = f->value,
			.normalised = f->normalised,
			.of = f->of,
			.markup = f->markup,
			.rule = f->rule,
			.percent = f->percent,
			.assumed = f->assumed};

		set_place(&a->story, f, &x);
		extraction_json_add(&json, &x);
	}
	extraction_json_close(&json);
}

/* ---- what index and ninjs say
 * --------------------------------------------------------------------- */

static bool
is_sure(const struct story_finding *f, const char *field)
{
	return f->percent >= STORY_SURE && strcmp(f->field, field) == 0;
}

static struct slice
byline_of(struct story *s)
{
	struct bytes names = BYTES_UP_TO(4096);
	struct slice made;

	for (size_t i = 0; i < s->finding_count; i++) {
		if (!is_sure(&s->findings[i], "byline"))
			continue;
		if (names.len > 0)
			bytes_str(&names, ", ");
		bytes_add(&names, s->findings[i].value);
	}
	if (names.failed != RC_OK)
		s->failed = names.failed;
	made = arena_copy(&s->made, bytes_slice(&names));
	bytes_release(&names);
	return made;
}

static struct slice
published_of(struct story *s)
{
	struct bytes text = BYTES_UP_TO(64);
	struct slice made;

	if (s->dated)
		civil_write(&s->published, &text);
	if (text.failed != RC_OK)
		s->failed = text.failed;
	made = arena_copy(&s->made, bytes_slice(&text));
	bytes_release(&text);
	return made;
}

static void
set_index(struct article *a)
{
	struct story *s = &a->story;

	a->published = published_of(s);
	a->language = slice_str(s->language);
	a->headline = s->headline != STORY_NONE ? story_block_text(s, s->headline) : SLICE_EMPTY;
	a->byline = byline_of(s);
}

#define SOURCES_MAX 16

static bool
is_web_address(struct slice s)
{
	return slice_starts(s, "http://") || slice_starts(s, "https://");
}

static struct slice
host_of(struct slice address)
{
	struct slice host = slice_from(address, slice_find(address, '/') + 2);

	return slice_first(host, slice_find(host, '/'));
}

/* Agencies and other sources by name, each once, and the addresses of the same text. */
static size_t
collect_sources(const struct story *s, struct ninjs_mention *out)
{
	size_t count = 0;

	for (size_t i = 0; i < s->finding_count && count < SOURCES_MAX; i++) {
		const struct story_finding *f = &s->findings[i];
		struct ninjs_mention m = {.name = f->value};
		size_t same = 0;

		if (is_sure(f, "also") && is_web_address(f->value) && is_of_one(f->value))
			m = (struct ninjs_mention){.name = host_of(f->value),
				.rel = slice_str("also published"),
				.literal = f->value};
		else if (!is_sure(f, "agency") && !is_sure(f, "source"))
			continue;
		while (same < count && !slice_equal(out[same].name, m.name))
			same++;
		if (same == count)
			out[count++] = m;
	}
	return count;
}

/* ---- metadata.json
 * ----------------------------------------------------------------------------------- */

static struct ninjs_picture
picture_of(const struct story *s, const struct story_picture *p)
{
	return (struct ninjs_picture){.caption = p->caption != STORY_NONE
			? story_block_text(s, p->caption)
			: p->own.caption,
		.photographer = p->credit,
		.headline = p->own.headline,
		.created = p->own.created,
		.located = p->own.located,
		.credit = p->own.credit,
		.source = p->own.source,
		.copyright = p->own.copyright,
		.usage_terms = p->own.usage_terms};
}

/* The first have their files; one that is the report itself has the original's. */
static struct ninjs_picture *
collect_pictures(struct article *a, const struct compose_context *c,
	const struct article_member *files, size_t file_count)
{
	struct story *s = &a->story;
	struct ninjs_picture *list = arena_take(&s->made, s->picture_count * sizeof *list);

	for (size_t i = 0; list != NULL && i < s->picture_count; i++) {
		const struct story_picture *p = &s->pictures[i];

		list[i] = picture_of(s, p);
		if (i < file_count || p->original) {
			list[i].file = p->original ? c->original : files[i].name;
			list[i].media_type = p->type;
			list[i].size = p->original ? a->is.size : files[i].size;
		}
	}
	return list;
}

/* The values of a field that are sure enough, in their order. */
static struct ninjs_mentions
collect_mentions(struct story *s, const char *field, const char *rel)
{
	size_t count = 0;
	struct ninjs_mention *list;

	for (size_t i = 0; i < s->finding_count; i++)
		count += is_sure(&s->findings[i], field);
	list = count == 0 ? NULL : arena_take(&s->made, count * sizeof *list);
	if (list == NULL)
		return (struct ninjs_mentions){NULL, 0};
	count = 0;
	for (size_t i = 0; i < s->finding_count; i++)
		if (is_sure(&s->findings[i], field))
			list[count++] = (struct ninjs_mention){.name = s->findings[i].value,
				.rel = slice_str(rel),
				.literal = s->findings[i].normalised};
	return (struct ninjs_mentions){list, count};
}

static struct slice
sure_value(const struct story *s, const char *field)
{
	const struct story_finding *f = story_surest(s, field);

	return f != NULL && f->percent >= STORY_SURE ? f->value : SLICE_EMPTY;
}

/* A licence that is an address is a link, any other is told in words. */
static struct slice
licence_of(const struct story *s)
{
	struct slice licence = sure_value(s, "licence");

	return is_web_address(licence) && is_of_one(licence) ? licence : SLICE_EMPTY;
}

static struct slice
usage_of(const struct story *s)
{
	return licence_of(s).len > 0 ? SLICE_EMPTY : sure_value(s, "licence");
}

static void
write_metadata(struct article *a, const struct compose_context *c,
	const struct article_member *files, size_t file_count, struct slice body)
{
	struct ninjs_mention sources[SOURCES_MAX];
	struct ninjs_item item = {
		.head = {.origin = c->origin,
			.id = c->id,
			.language = a->language,
			.published = a->published,
			.headline = a->headline,
			.byline = a->byline,
			.source = a->source},
		.version = sure_value(&a->story, "version"),
		.located = sure_value(&a->story, "located"),
		.copyright = sure_value(&a->story, "copyright"),
		.usage_terms = usage_of(&a->story),
		.rights = licence_of(&a->story),
		.info_sources = {sources, collect_sources(&a->story, sources)},
		.people = collect_mentions(&a->story, "person", "mentions"),
		.organisations = collect_mentions(&a->story, "organisation", "mentions"),
		.places = collect_mentions(&a->story, "place", "mentions"),
		.events = collect_mentions(&a->story, "event", "mentions"),
		.subjects = collect_mentions(&a->story, "subject", ""),
		.objects = collect_mentions(&a->story, "legal", "cites"),
		.body = body,
		.pictures = collect_pictures(a, c, files, file_count),
		.picture_count = a->story.picture_count,
	};

	if (item.pictures != NULL)
		ninjs_write(&item, &a->metadata);
}

enum rc
compose_article(const struct compose_context *c, const struct article_member *files,
	size_t file_count, struct article *a, struct err *e)
{
	size_t body;
	struct slice text;
	enum rc rc = compose_text(a, &body, e);

	if (rc != RC_OK)
		return rc;
	write_extraction(a, c->tables);
	set_index(a);
	text = slice_from(bytes_slice(&a->text), body);
	if (text.len > 0)
		text.len--;
	write_metadata(a, c, files, file_count, text);
	rc = story_check(&a->story, e);
	if (rc == RC_OK)
		rc = bytes_check(&a->extraction, "extraction.json", e);
	return rc == RC_OK ? bytes_check(&a->metadata, "metadata.json", e) : rc;
}
