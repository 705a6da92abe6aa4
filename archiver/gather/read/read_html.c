#include "archiver/gather/read/read_html.h"

#include "archiver/gather/read/html_body.h"
#include "archiver/gather/read/html_charset.h"
#include "archiver/gather/read/html_guard.h"
#include "archiver/gather/read/page_meta.h"
#include "archiver/gather/recognise/line.h"
#include "archiver/gather/recognise/page_byline.h"
#include "archiver/gather/recognise/page_captions.h"
#include "archiver/gather/recognise/page_headline.h"
#include "archiver/gather/recognise/page_moment.h"
#include "archiver/gather/web_address.h"
#include "format/base/text.h"

#include <assert.h>
#include <stdlib.h>

/* All that is made while one page is read. */
struct reading {
	int zone;
	struct normal *normal;
	struct story *story;
	const struct read_html_served *served;
	struct html_charset charset;
	struct bytes decoded, guarded, clean;
	struct bytes base; /* what addresses are resolved against; empty: the page's own */
	size_t left_out;
	struct html_page page;
	struct html_blocks blocks;
	struct page_facts facts;
	struct page_headline headline;
	struct html_body body;
	struct page_captions captions;
	struct page_moment moment;
	struct page_byline byline;
	size_t dropped;
};

/* ---- into the story ----------------------------------------------------------------------- */

/* What may stay in a text: as in plain ones, no control characters. */
static void
clean(struct reading *r, struct slice text)
{
	uint32_t point;
	size_t n;

	bytes_clear(&r->clean);
	for (; (n = text_point(text, &point)) > 0; text = slice_from(text, n)) {
		if (point == 0x2028 || point == 0x2029 || point == 0x85)
			bytes_u8(&r->clean, ' ');
		else if (point >= 0x20 && point != 0x7F)
			bytes_add(&r->clean, slice_first(text, n));
		else
			r->dropped++;
	}
}

/* Appends a text as a block; SIZE_MAX in `*at` where nothing is left of it. */
static enum rc
put_block(struct reading *r, struct slice text, enum story_role role, size_t *at, struct err *e)
{
	struct story *s = r->story;
	struct story_block b = {.start = (uint32_t)s->text.len, .role = role, .percent = 95};
	enum rc rc;

	*at = STORY_NONE;
	clean(r, text);
	text = line_trim(bytes_slice(&r->clean));
	rc = bytes_check(&r->clean, "a paragraph", e);
	if (rc != RC_OK || text.len == 0)
		return rc;
	if (normal_is_plain(text))
		bytes_add(&s->text, text);
	else
		rc = normal_compose(r->normal, text, &s->text, e);
	if (rc != RC_OK)
		return rc;
	b.end = (uint32_t)s->text.len;
	b.apart = true;
	bytes_u8(&s->text, '\n');
	story_add_block(s, &b);
	rc = story_check(s, e);
	if (rc == RC_OK)
		*at = s->block_count - 1;
	return rc;
}

/* A value in form C, in the story's own memory. */
static struct slice
made(struct reading *r, struct slice value)
{
	struct bytes composed = BYTES_UP_TO((size_t)64 * 1024);
	struct err ignored;
	struct slice kept;
	enum rc rc;

	clean(r, value);
	value = line_trim(bytes_slice(&r->clean));
	rc = bytes_check(&r->clean, "a value", &ignored);
	if (rc == RC_OK)
		rc = normal_compose(r->normal, value, &composed, &ignored);
	if (rc == RC_OK)
		rc = bytes_check(&composed, "a value", &ignored);
	if (rc == RC_NOMEM)
		r->story->failed = RC_NOMEM;
	if (rc != RC_OK)
		bytes_clear(&composed);
	kept = arena_copy(&r->story->made, bytes_slice(&composed));
	bytes_release(&composed);
	return kept;
}

static void
tell(struct reading *r, const char *field, struct slice value, const char *markup, const char *rule,
	unsigned percent)
{
	struct slice kept = made(r, value);

	if (kept.len > 0)
		story_add_finding(r->story,
			&(struct story_finding){.field = field,
				.value = kept,
				.block = STORY_NONE,
				.markup = slice_str(markup),
				.rule = rule,
				.percent = percent});
}

static enum rc
put_headline(struct reading *r, struct err *e)
{
	struct story *s = r->story;
	const struct page_headline *h = &r->headline;
	enum rc rc;

	if (h->text.len == 0)
		return RC_OK;
	rc = put_block(r, h->text, STORY_HEADLINE, &s->headline, e);
	if (rc != RC_OK || s->headline == STORY_NONE)
		return rc;
	story_add_finding(s,
		&(struct story_finding){.field = "headline",
			.block = s->headline,
			.markup = slice_str(h->markup),
			.rule = h->block != SIZE_MAX ? "heading of the page" : "markup",
			.percent = h->percent < 99 ? h->percent : 99});
	return RC_OK;
}

/* The texts of a caption's blocks with a blank between, cut from its credit. */
static struct slice
caption_text(struct reading *r, struct page_caption *c, struct bytes *text)
{
	static const char *const prefixes[] = {
		"image caption", "media caption", "photo caption", "caption:", "chú thích ảnh:"};
	struct slice whole, credit;

	bytes_clear(text);
	for (size_t i = c->first; i <= c->last; i++) {
		if (r->blocks.at[i].role != HTML_ROLE_CAPTION)
			continue;
		if (text->len > 0)
			bytes_u8(text, ' ');
		bytes_add(text, html_block_text(&r->blocks, i));
	}
	whole = bytes_slice(text);
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		whole = line_trim(slice_from(whole, line_starts(whole, prefixes[i])));
	whole = page_caption_cut(whole, &credit);
	if (credit.len > 0)
		c->credit = arena_copy(&r->story->made, credit);
	return whole;
}

/* What editors' programs ask for, or print, where nobody wrote anything. */
static bool
is_prompt(struct slice text)
{
	return line_starts(text, "nhập chú thích") > 0 || line_starts(text, "enter caption") > 0 ||
		line_is(text, "caption") || line_is(text, "photo") || line_is(text, "ảnh") ||
		line_is(text, "copyright") || line_is(text, "advertisement") ||
		line_starts(text, "caption close") > 0 ||
		line_starts(text, "media playback is unsupported") > 0;
}

/* A caption met twice, whole or cut short, belongs to what it stood under first. */
static bool
is_doubled(const struct story *s, struct slice text)
{
	for (size_t i = 0; i < s->picture_count; i++) {
		struct slice other;

		if (s->pictures[i].caption == STORY_NONE)
			continue;
		other = story_block_text(s, s->pictures[i].caption);
		if (text.len <= other.len && memcmp(other.p, text.p, text.len) == 0)
			return true;
	}
	return false;
}

static const char *
source_of(struct reading *r, const struct page_caption *c)
{
	struct slice source = c->image == SIZE_MAX
		? SLICE_EMPTY
		: page_caption_source(&r->page, r->blocks.images[c->image].node);
	struct bytes term = BYTES_UP_TO((size_t)4096);
	struct slice kept;

	if (source.len == 0 || r->base.len == 0 ||
		!web_address_resolve(bytes_slice(&r->base), source, &term))
		bytes_add(&term, source);
	bytes_u8(&term, 0);
	kept = source.len > 0 && term.failed == RC_OK
		? arena_copy(&r->story->made, bytes_slice(&term))
		: SLICE_EMPTY;
	if (term.failed == RC_NOMEM)
		r->story->failed = RC_NOMEM;
	bytes_release(&term);
	return kept.len > 0 ? (const char *)kept.p : NULL;
}

static enum rc
put_caption(struct reading *r, struct page_caption *c, struct err *e)
{
	struct bytes text = BYTES_UP_TO((size_t)64 * 1024);
	struct story *s = r->story;
	struct story_picture p = {.caption = STORY_NONE};
	struct slice whole = caption_text(r, c, &text);
	enum rc rc = bytes_check(&text, "a caption", e);

	/* Its picture then has none. */
	if (is_prompt(whole))
		c->image = SIZE_MAX;
	else if (rc == RC_OK && whole.len > 0 && !is_doubled(s, whole))
		rc = put_block(r, whole, STORY_CAPTION, &p.caption, e);
	bytes_release(&text);
	if (rc != RC_OK || p.caption == STORY_NONE)
		return rc;
	p.path = source_of(r, c);
	if (c->credit.len > 0)
		p.credit = made(r, c->credit);
	story_add_picture(s, &p);
	story_add_finding(s,
		&(struct story_finding){.field = "caption",
			.block = p.caption,
			.markup = slice_str(c->markup),
			.rule = "markup",
			.percent = 95});
	if (p.credit.len > 0)
		tell(r, "photographer", p.credit, c->markup, "credit of a caption", 90);
	return RC_OK;
}

static enum story_role
role_of(enum html_role role)
{
	switch (role) {
	case HTML_ROLE_LEAD:
		return STORY_LEAD;
	case HTML_ROLE_HEADING:
		return STORY_HEADING;
	default:
		return STORY_BODY;
	}
}

static enum rc
put_blocks(struct reading *r, struct err *e)
{
	size_t caption = 0, ignored;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < r->blocks.count && rc == RC_OK; i++) {
		const struct html_block *b = &r->blocks.at[i];

		while (caption < r->captions.count && r->captions.at[caption].first < i)
			caption++;
		if (caption < r->captions.count && r->captions.at[caption].first == i)
			rc = put_caption(r, &r->captions.at[caption], e);
		else if (b->role != HTML_ROLE_OUT && b->role != HTML_ROLE_CAPTION)
			rc = put_block(
				r, html_block_text(&r->blocks, i), role_of(b->role), &ignored, e);
	}
	return rc;
}

static bool
has_caption(const struct page_captions *c, size_t image)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->at[i].image == image)
			return true;
	return false;
}

/* Pictures within the article that have no caption; whether their files are there is not known
 * here. */
static void
put_bare_pictures(struct reading *r)
{
	const unsigned away = HTML_MARK_JUNK | HTML_MARK_FOOT | HTML_MARK_COMMENTS;
	size_t first = r->headline.block < r->body.first ? r->headline.block : r->body.first;

	for (size_t i = 0; i < r->blocks.image_count && i < PAGE_CAPTIONS_MAX; i++) {
		const struct html_image *image = &r->blocks.images[i];
		struct page_caption c = {.image = i};
		struct story_picture p = {.caption = STORY_NONE};

		if (image->block <= first || image->block > r->body.last ||
			(r->page.nodes[image->node].inherits & away) != 0 ||
			page_caption_is_icon(&r->page, image->node) || has_caption(&r->captions, i))
			continue;
		p.path = source_of(r, &c);
		if (p.path != NULL)
			story_add_picture(r->story, &p);
	}
}

static void
tell_moment(struct reading *r)
{
	struct story *s = r->story;
	const struct page_moment *m = &r->moment;
	struct civil when;
	struct bytes text = BYTES_UP_TO(64);

	if (!m->found)
		return;
	when = m->day.when;
	if (!m->day.zoned)
		when.offset = r->zone;
	/* A guess is told, and dates nothing. */
	s->dated = m->percent >= STORY_SURE;
	if (s->dated)
		s->published = when;
	civil_write(&when, &text);
	if (text.failed != RC_OK)
		s->failed = text.failed;
	story_add_finding(s,
		&(struct story_finding){.field = "published",
			.value = made(r, m->value),
			.normalised = arena_copy(&s->made, bytes_slice(&text)),
			.block = STORY_NONE,
			.markup = slice_str(m->markup),
			.rule = "sources weighed",
			.percent = m->percent,
			.assumed = m->day.zoned ? SLICE_EMPTY : slice_str("time zone")});
	bytes_release(&text);
}

/* The surest fact of a kind. */
static const struct page_fact *
surest(const struct page_facts *f, enum page_fact_kind kind)
{
	const struct page_fact *best = NULL;

	for (size_t i = 0; i < f->count; i++)
		if (f->at[i].kind == kind && (best == NULL || f->at[i].percent > best->percent))
			best = &f->at[i];
	return best;
}

static void
tell_facts(struct reading *r)
{
	static const struct {
		enum page_fact_kind kind;
		const char *field;
	} fields[] = {{PAGE_SITE, "site"}, {PAGE_CANONICAL, "canonical"}, {PAGE_LICENCE, "licence"},
		{PAGE_LANGUAGE, "language declared"}};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		const struct page_fact *f = surest(&r->facts, fields[i].kind);

		if (f == NULL && fields[i].kind == PAGE_SITE)
			f = surest(&r->facts, PAGE_PUBLISHER);
		if (f != NULL)
			tell(r, fields[i].field, f->value, f->markup, "markup", f->percent);
	}
	for (size_t i = 0; i < r->byline.names.count; i++)
		tell(r, "byline", r->byline.names.at[i], r->byline.markup, "markup",
			r->byline.percent);
}

static void
warn(struct reading *r)
{
	struct story *s = r->story;
	size_t chars = 0;

	for (size_t i = 0; i < s->block_count; i++)
		if (s->blocks[i].role == STORY_BODY || s->blocks[i].role == STORY_LEAD)
			chars += s->blocks[i].end - s->blocks[i].start;
	if (strcmp(r->charset.name, "UTF-8") != 0)
		tell(r, "encoding", slice_str(r->charset.name), "charset", r->charset.rule,
			r->charset.percent);
	if (r->left_out > 0)
		story_warn(s, "%zu tags too deep, too many or too long are left out", r->left_out);
	if (r->dropped > 0)
		story_warn(s, "%zu control characters are left out of the text", r->dropped);
	if (chars < 250)
		story_warn(s, "only %zu bytes of text were found in the page", chars);
}

/* ---- the whole ------------------------------------------------------------------------------ */

static enum rc
parse(struct reading *r, struct slice raw, struct err *e)
{
	struct slice text;
	enum rc rc = html_charset_decode(raw, r->normal, &r->charset, &r->decoded, &text, e);

	if (rc != RC_OK)
		return rc;
	r->left_out = html_guard_copy(text, &r->guarded);
	rc = bytes_check(&r->guarded, "tags of the page", e);
	bytes_release(&r->decoded);
	if (rc == RC_OK)
		rc = html_page_parse(bytes_slice(&r->guarded), &r->page, e);
	if (rc != RC_OK)
		return rc;
	html_page_inherit(&r->page);
	return html_blocks_read(&r->page, &r->blocks, e);
}

/* The first <base> with an address (HTML, 4.2.3), where it is known from where it leads. */
static void
find_base(struct reading *r)
{
	size_t node = html_page_find(&r->page, 0, HTML_BASE);
	struct slice href;

	if (r->served->url.len == 0)
		return;
	while (node < r->page.count) {
		href = html_page_attribute(&r->page, node, "href");
		if (href.len > 0)
			break;
		node = html_page_find(&r->page, node + 1, HTML_BASE);
	}
	if (node < r->page.count)
		(void)web_address_resolve(r->served->url, href, &r->base);
	if (r->base.failed == RC_NOMEM)
		r->story->failed = RC_NOMEM;
}

static enum rc
understand(struct reading *r, struct err *e)
{
	enum rc rc;

	find_base(r);
	page_meta_read(&r->page, &r->facts);
	page_headline_find(&r->page, &r->blocks, &r->facts, &r->headline);
	rc = html_body_find(&r->page, &r->blocks, r->headline.block, &r->body, e);
	if (rc == RC_OK)
		rc = page_captions_find(
			&r->page, &r->blocks, &r->body, r->headline.block, &r->captions, e);
	if (rc != RC_OK)
		return rc;
	rc = page_byline_find(
		&r->page, &r->blocks, &r->body, r->headline.block, &r->facts, &r->byline, e);
	if (rc != RC_OK)
		return rc;
	page_moment_find(&r->page, &r->blocks, &r->body, r->headline.block, &r->facts, &r->moment);
	return RC_OK;
}

/*
 * The text moved while it grew, so a finding that stands for a whole block is given its bytes
 * when all blocks are there.
 */
static void
settle_findings(struct story *s)
{
	for (size_t i = 0; i < s->finding_count; i++) {
		struct story_finding *f = &s->findings[i];

		if (f->block != STORY_NONE)
			f->value = f->at = story_block_text(s, f->block);
	}
}

static enum rc
put(struct reading *r, struct err *e)
{
	enum rc rc = put_headline(r, e);

	if (rc == RC_OK)
		rc = put_blocks(r, e);
	if (rc != RC_OK)
		return rc;
	settle_findings(r->story);
	if (r->story->block_count == 0)
		return err_set(e, RC_BAD, "no text in it");
	put_bare_pictures(r);
	tell_moment(r);
	tell_facts(r);
	warn(r);
	return story_check(r->story, e);
}

enum rc
read_html(struct slice raw, const struct read_html_served *served, int zone, struct normal *n,
	struct story *s, struct err *e)
{
	struct reading *r = calloc(1, sizeof *r);
	enum rc rc;

	assert(raw.len <= STORY_RAW_MAX);
	if (r == NULL)
		return err_nomem(e);
	*r = (struct reading){.zone = zone,
		.normal = n,
		.story = s,
		.served = served,
		.charset = {.served = served->charset},
		.base = BYTES_UP_TO(WEB_ADDRESS_MAX),
		.decoded = BYTES_UP_TO(STORY_TEXT_MAX),
		.guarded = BYTES_UP_TO(STORY_TEXT_MAX),
		.clean = BYTES_UP_TO(STORY_TEXT_MAX),
		.page = HTML_PAGE_EMPTY,
		.blocks = HTML_BLOCKS_EMPTY(STORY_TEXT_MAX),
		.facts = {.made = &s->made}};
	s->told = STORY_TOLD_ALL;
	rc = parse(r, raw, e);
	if (rc == RC_OK)
		rc = understand(r, e);
	if (rc == RC_OK)
		rc = put(r, e);
	page_captions_release(&r->captions);
	html_blocks_release(&r->blocks);
	html_page_release(&r->page);
	bytes_release(&r->decoded);
	bytes_release(&r->guarded);
	bytes_release(&r->clean);
	bytes_release(&r->base);
	free(r);
	return rc;
}
