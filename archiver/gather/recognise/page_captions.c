#include "archiver/gather/recognise/page_captions.h"

#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

#include <stdlib.h>

/* In characters: longer ones are paragraphs, whatever is said of them. */
#define NAMED_MAX  900
#define BEHIND_MAX 350

/* A table with one picture and its caption has no more text. */
#define TABLE_MAX 500

/* How many elements up a caption's picture is looked for. */
#define CLIMB_MAX 6

/* So many elements and texts before an image in a <picture> may be its sources. */
#define SOURCES_MAX 32

/* What names who took it has at most so many characters. */
#define CREDIT_MAX 80

struct search {
	const struct html_page *page;
	struct html_blocks *blocks;
	struct page_captions *out;
	bool nomem;
};

/* ---- credits ------------------------------------------------------------------------------- */

/* In small letters, as they stand before a name. */
static const char *const CREDITS[] = {"ảnh:", "ảnh :", "nguồn ảnh:", "nguồn:", "ảnh minh họa:",
	"ảnh tư liệu:", "photo:", "photos:", "photo by", "photograph:", "photo credit:",
	"photographer:", "picture:", "pic:", "image:", "image credit:", "credit:", "credits:",
	"foto:", "fotos:", "fotografía:", "bild:", "fotó:", "crédit photo :", "crédit :",
	"crédits :", "source:", "quelle:", "fuente:", "zdroj:", "fot."};

/* Where `label` begins as a word of its own, or s.len. */
static size_t
find_label(struct slice s, const char *label)
{
	bool inside = false;
	uint32_t point;
	size_t n;

	for (size_t at = 0; (n = text_point(slice_from(s, at), &point)) > 0; at += n) {
		if (!inside && line_starts(slice_from(s, at), label) > 0)
			return at;
		inside = line_is_letter(point);
	}
	return s.len;
}

static struct slice
without(struct slice s, const char *signs)
{
	s = line_trim(s);
	while (s.len > 0 && strchr(signs, s.p[s.len - 1]) != NULL)
		s = line_trim(slice_first(s, s.len - 1));
	return s;
}

static struct slice
without_lead(struct slice s, const char *signs)
{
	s = line_trim(s);
	while (s.len > 0 && strchr(signs, s.p[0]) != NULL)
		s = line_trim(slice_from(s, 1));
	return s;
}

struct slice
page_caption_cut(struct slice text, struct slice *credit)
{
	size_t best = text.len, label = 0;

	*credit = SLICE_EMPTY;
	for (size_t i = 0; i < sizeof CREDITS / sizeof *CREDITS; i++) {
		size_t at = find_label(text, CREDITS[i]);

		if (at < best) {
			best = at;
			label = line_starts(slice_from(text, at), CREDITS[i]);
		}
	}
	for (size_t at = 0; at + 2 < text.len && at < best; at++) {
		if (slice_starts(slice_from(text, at), "©")) {
			best = at;
			label = 2;
		}
	}
	if (best == text.len || line_chars(slice_from(text, best)) > CREDIT_MAX)
		return text;
	*credit = without(without_lead(slice_from(text, best + label), ":-–| "), ").,;]");
	return without(slice_first(text, best), "(-|[");
}

/* ---- pictures ------------------------------------------------------------------------------- */

/* The first address that one of the element's attributes has: of a set, the first. */
static struct slice
address_in(const struct html_page *p, size_t node)
{
	static const char *const names[] = {
		"data-src", "data-original", "data-lazy-src", "data-srcset", "srcset", "src"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct slice value = line_trim(html_page_attribute(p, node, names[i]));

		if (value.len > 0 && !slice_starts(value, "data:"))
			return slice_first(value, slice_find(value, ' '));
	}
	return SLICE_EMPTY;
}

struct slice
page_caption_source(const struct html_page *p, size_t image)
{
	struct slice src = line_trim(html_page_attribute(p, image, "src"));
	size_t around = p->nodes[image].parent;

	if (src.len > 0 && !slice_starts(src, "data:") && !slice_ends(src, ".gif"))
		return src;
	src = address_in(p, image);
	/* The parser knows no <picture>: it is what has sources before the image. */
	for (size_t i = around + 1; i < image && i < around + SOURCES_MAX && src.len == 0; i++)
		if (p->nodes[i].tag == HTML_SOURCE && p->nodes[i].parent == around)
			src = address_in(p, i);
	return src;
}

/* The last image before `node` within `in`, else the first behind it there; SIZE_MAX where none is.
 */
static size_t
image_near(const struct search *s, size_t in, size_t node)
{
	const struct html_blocks *b = s->blocks;
	size_t low = 0, high = b->image_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (b->images[middle].node < node)
			low = middle + 1;
		else
			high = middle;
	}
	if (low > 0 && html_page_within(s->page, b->images[low - 1].node, in))
		return low - 1;
	if (low < b->image_count && html_page_within(s->page, b->images[low].node, in))
		return low;
	return SIZE_MAX;
}

static size_t
image_of(const struct search *s, size_t node)
{
	size_t in = node;

	for (size_t i = 0; i < CLIMB_MAX && in > 0; i++) {
		size_t image = image_near(s, in, node);

		if (image != SIZE_MAX)
			return image;
		in = s->page->nodes[in].parent;
	}
	return SIZE_MAX;
}

/* ---- captions ---------------------------------------------------------------------------------
 */

static void
add(struct search *s, const struct page_caption *c)
{
	struct page_captions *o = s->out;

	if (o->count == PAGE_CAPTIONS_MAX)
		return;
	if (o->count == o->room) {
		size_t room = o->room == 0 ? 16 : 2 * o->room;
		struct page_caption *list = reallocarray(o->at, room, sizeof *list);

		if (list == NULL) {
			s->nomem = true;
			return;
		}
		o->at = list;
		o->room = room;
	}
	o->at[o->count++] = *c;
}

/* The innermost element around the block whose own name says caption. */
static size_t
caption_element(const struct search *s, const struct html_block *b)
{
	size_t node = s->page->nodes[b->first].parent;

	while (node > 0 && (s->page->nodes[node].marks & HTML_MARK_CAPTION) == 0)
		node = s->page->nodes[node].parent;
	return node;
}

static bool
is_named(const struct search *s, const struct html_block *b)
{
	const unsigned away = HTML_MARK_JUNK | HTML_MARK_FOOT | HTML_MARK_COMMENTS;

	if ((b->marks & HTML_MARK_CAPTION) == 0 || (b->marks & away) != 0 || b->chars > NAMED_MAX ||
		html_block_linked(b) >= 70)
		return false;
	/* Some words in it may be for screen readers only: `Image caption`. */
	return (s->page->nodes[caption_element(s, b)].inherits & HTML_MARK_HIDDEN) == 0;
}

/* Takes the blocks from `i` on that stand in the same element; gives the last of them. */
static size_t
take_named(struct search *s, size_t i, size_t end)
{
	size_t element = caption_element(s, &s->blocks->at[i]);
	struct page_caption c = {i, i, SIZE_MAX, SLICE_EMPTY, "caption"};
	bool any = false;

	if (s->page->nodes[element].tag == HTML_FIGCAPTION)
		c.markup = "figcaption";
	for (; i < end && html_page_within(s->page, s->blocks->at[i].first, element); i++) {
		struct html_block *b = &s->blocks->at[i];

		c.last = i;
		b->role = HTML_ROLE_OUT;
		if (!is_named(s, b))
			continue;
		if ((b->marks & HTML_MARK_CREDIT) != 0) {
			(void)page_caption_cut(html_block_text(s->blocks, i), &c.credit);
			if (c.credit.len == 0)
				c.credit = html_block_text(s->blocks, i);
			continue;
		}
		b->role = HTML_ROLE_CAPTION;
		any = true;
	}
	c.image = image_of(s, element);
	if (any)
		add(s, &c);
	return c.last;
}

static size_t
ancestor(const struct search *s, size_t node, enum html_tag tag)
{
	while (node > 0 && s->page->nodes[node].tag != tag)
		node = s->page->nodes[node].parent;
	return node;
}

static size_t
chars_in(const struct search *s, size_t node, size_t from)
{
	size_t chars = 0;

	for (size_t i = from; i < s->blocks->count && chars <= TABLE_MAX &&
		s->blocks->at[i].first < s->page->nodes[node].end;
		i++)
		chars += s->blocks->at[i].chars;
	return chars;
}

static bool
is_centred(const struct search *s, size_t node)
{
	struct slice align = html_page_attribute(s->page, node, "align");
	struct slice style = html_page_attribute(s->page, node, "style");

	return slice_is(align, "center") || s->page->nodes[node].tag == HTML_CENTER ||
		(style.len > 0 && memmem(style.p, style.len, "text-align:center", 17) != NULL) ||
		(style.len > 0 && memmem(style.p, style.len, "text-align: center", 18) != NULL);
}

/* Why the block right behind an image is its caption, or NULL. */
static const char *
why_caption(const struct search *s, size_t image, size_t i)
{
	const struct html_block *b = &s->blocks->at[i];
	size_t node = s->blocks->images[image].node;
	size_t figure = ancestor(s, node, HTML_FIGURE), table = ancestor(s, node, HTML_TABLE);
	struct slice credit;

	if (b->chars > BEHIND_MAX || b->level > 0 || html_block_linked(b) > 50)
		return NULL;
	if (figure > 0 && html_page_within(s->page, b->first, figure))
		return "figure";
	if (table > 0 && html_page_within(s->page, b->first, table) &&
		chars_in(s, table, i) <= TABLE_MAX)
		return "table with a picture";
	if (b->styled * 10 >= b->chars * 9)
		return "in italics or small print behind a picture";
	if (is_centred(s, b->node))
		return "centred behind a picture";
	(void)page_caption_cut(html_block_text(s->blocks, i), &credit);
	return credit.len > 0 ? "with a credit behind a picture" : NULL;
}

bool
page_caption_is_icon(const struct html_page *p, size_t image)
{
	struct slice width = html_page_attribute(p, image, "width");

	return width.len > 0 && width.len <= 2 && width.p[width.len - 1] != '%';
}

static void
take_behind(struct search *s, size_t first, size_t end)
{
	for (size_t k = 0; k < s->blocks->image_count; k++) {
		size_t i = s->blocks->images[k].block;
		const char *why;

		if (i < first || i >= end ||
			page_caption_is_icon(s->page, s->blocks->images[k].node) ||
			(s->blocks->at[i].role != HTML_ROLE_BODY &&
				s->blocks->at[i].role != HTML_ROLE_LEAD))
			continue;
		why = why_caption(s, k, i);
		if (why == NULL)
			continue;
		s->blocks->at[i].role = HTML_ROLE_CAPTION;
		add(s, &(struct page_caption){i, i, k, SLICE_EMPTY, why});
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct page_caption *left = a, *right = b;

	return (left->first > right->first) - (left->first < right->first);
}

enum rc
page_captions_find(const struct html_page *p, struct html_blocks *b, const struct html_body *body,
	size_t headline, struct page_captions *out, struct err *e)
{
	struct search s = {p, b, out, false};
	size_t first = body->first;

	if (headline < first)
		first = headline + 1;
	for (size_t i = first; i < body->end; i++)
		if (is_named(&s, &b->at[i]))
			i = take_named(&s, i, body->end);
	take_behind(&s, first, body->last);
	if (out->count > 1)
		qsort(out->at, out->count, sizeof *out->at, by_place);
	return s.nomem ? err_nomem(e) : RC_OK;
}

void
page_captions_release(struct page_captions *c)
{
	free(c->at);
	*c = (struct page_captions){NULL, 0, 0};
}
