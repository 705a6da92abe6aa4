#include "archiver/gather/compose.h"

#include "format/article/extraction_json.h"
#include "format/article/ninjs.h"

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

static void
write_captions(struct article *a)
{
	struct story *s = &a->story;

	for (size_t i = 0; i < s->picture_count; i++) {
		if (s->pictures[i].caption != STORY_NONE) {
			put_block(s, s->pictures[i].caption, CAPTIONS, &a->captions);
			a->caption_count++;
		} else {
			bytes_u8(&a->captions, '\n');
		}
	}
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

/* Agencies and other sources by name, each once. */
static size_t
collect_sources(const struct story *s, struct ninjs_mention *out)
{
	size_t count = 0;

	for (size_t i = 0; i < s->finding_count && count < SOURCES_MAX; i++) {
		const struct story_finding *f = &s->findings[i];
		size_t same = 0;

		if (!is_sure(f, "agency") && !is_sure(f, "source"))
			continue;
		while (same < count && !slice_equal(out[same].name, f->value))
			same++;
		if (same == count)
			out[count++] = (struct ninjs_mention){.name = f->value};
	}
	return count;
}

/* ---- metadata.json
 * ----------------------------------------------------------------------------------- */

static struct ninjs_picture *
collect_pictures(struct story *s, const struct article_member *files, size_t file_count)
{
	struct ninjs_picture *list = arena_take(&s->made, s->picture_count * sizeof *list);

	for (size_t i = 0; list != NULL && i < s->picture_count; i++) {
		const struct story_picture *p = &s->pictures[i];

		list[i] = (struct ninjs_picture){.photographer = p->credit};
		if (p->caption != STORY_NONE)
			list[i].caption = story_block_text(s, p->caption);
		if (i < file_count) {
			list[i].file = files[i].name;
			list[i].media_type = p->type;
			list[i].size = files[i].size;
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

static void
write_metadata(struct article *a, const struct compose_context *c,
	const struct article_member *files, size_t file_count, struct slice body)
{
	struct ninjs_mention sources[SOURCES_MAX];
	const struct story_finding *located = story_surest(&a->story, "located");
	struct ninjs_item item = {
		.head = {.origin = c->origin,
			.id = c->id,
			.language = a->language,
			.published = a->published,
			.headline = a->headline,
			.byline = a->byline},
		.info_sources = {sources, collect_sources(&a->story, sources)},
		.people = collect_mentions(&a->story, "person", "mentions"),
		.organisations = collect_mentions(&a->story, "organisation", "mentions"),
		.places = collect_mentions(&a->story, "place", "mentions"),
		.events = collect_mentions(&a->story, "event", "mentions"),
		.objects = collect_mentions(&a->story, "legal", "cites"),
		.body = body,
		.pictures = collect_pictures(&a->story, files, file_count),
		.picture_count = a->story.picture_count,
	};

	if (located != NULL && located->percent >= STORY_SURE)
		item.located = located->value;
	if (item.pictures != NULL)
		ninjs_write(&item, &a->metadata);
}

enum rc
compose_article(const struct compose_context *c, const struct article_member *files,
	size_t file_count, struct article *a, struct err *e)
{
	size_t body = write_text(a);
	struct slice text;
	enum rc rc;

	write_captions(a);
	write_extraction(a, c->tables);
	set_index(a);
	text = slice_from(bytes_slice(&a->text), body);
	if (text.len > 0)
		text.len--;
	write_metadata(a, c, files, file_count, text);
	rc = story_check(&a->story, e);
	if (rc == RC_OK)
		rc = bytes_check(&a->text, ARTICLE, e);
	if (rc == RC_OK)
		rc = bytes_check(&a->captions, CAPTIONS, e);
	if (rc == RC_OK)
		rc = bytes_check(&a->extraction, "extraction.json", e);
	return rc == RC_OK ? bytes_check(&a->metadata, "metadata.json", e) : rc;
}
