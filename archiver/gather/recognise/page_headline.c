#include "archiver/gather/recognise/page_headline.h"

#include "archiver/gather/recognise/line.h"

/* A headline is longer than a section's name and shorter than a paragraph, in characters. */
#define CHARS_MIN 4
#define CHARS_MAX 300

/* ---- titles -------------------------------------------------------------------------------- */

/* How long a sign between a headline and a site's name is that `s` begins with, blanks included. */
static size_t
bar_at(struct slice s)
{
	static const char *const bars[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ",
		" • ", " / ", " ‹ ", " › ", "|"};

	for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
		if (slice_starts(s, bars[i]))
			return strlen(bars[i]);
	return 0;
}

static bool
is_site(struct slice part, struct slice site)
{
	struct bytes a = BYTES_UP_TO(4096), b = BYTES_UP_TO(4096);
	bool same;

	line_fold(line_trim(part), &a);
	line_fold(line_trim(site), &b);
	same = site.len > 0 && slice_equal(bytes_slice(&a), bytes_slice(&b));
	bytes_release(&a);
	bytes_release(&b);
	return same;
}

struct slice
page_headline_cut(struct slice title, struct slice site)
{
	size_t last = title.len, first_len = 0, first = title.len;

	for (size_t i = 0; i < title.len; i++) {
		size_t n = bar_at(slice_from(title, i));

		if (n == 0)
			continue;
		if (first == title.len) {
			first = i;
			first_len = n;
		}
		last = i;
		i += n - 1;
	}
	if (last == title.len)
		return title;
	if (is_site(slice_first(title, first), site))
		return line_trim(slice_from(title, first + first_len));
	/* The longer side is the headline. */
	if (line_chars(slice_first(title, last)) < line_chars(slice_from(title, last)) / 2)
		return line_trim(slice_from(title, last + bar_at(slice_from(title, last))));
	return line_trim(slice_first(title, last));
}

/* ---- headings ---------------------------------------------------------------------------------
 */

struct search {
	const struct html_page *page;
	const struct html_blocks *blocks;
	struct bytes title; /* what the page is called, in small letters */
	struct bytes text;
	struct slice site;
};

/* What is in titles, each on a line. */
static void
add_titles(struct search *s, const struct page_facts *facts)
{
	struct bytes title = BYTES_UP_TO(4096);
	size_t node = html_page_find(s->page, 0, HTML_TITLE);

	if (node < s->page->count) {
		html_page_text(s->page, node, &title);
		line_fold(bytes_slice(&title), &s->title);
		bytes_u8(&s->title, '\n');
	}
	bytes_release(&title);
	for (size_t i = 0; i < facts->count; i++) {
		if (facts->at[i].kind == PAGE_SITE && s->site.len == 0)
			s->site = facts->at[i].value;
		if (facts->at[i].kind != PAGE_HEADLINE)
			continue;
		line_fold(facts->at[i].value, &s->title);
		bytes_u8(&s->title, '\n');
	}
}

static bool
is_in_titles(struct search *s, struct slice text)
{
	bytes_clear(&s->text);
	line_fold(text, &s->text);
	return s->text.len > 0 && s->title.len > 0 &&
		memmem(s->title.p, s->title.len, s->text.p, s->text.len) != NULL;
}

/* How much a block looks like the headline; 0 where it cannot be. */
static unsigned
score_of(struct search *s, size_t i)
{
	const struct html_block *b = &s->blocks->at[i];
	struct slice text = html_block_text(s->blocks, i);
	bool named = (s->page->nodes[b->node].marks & HTML_MARK_HEADLINE) != 0;
	bool repeated;
	unsigned score;

	if (b->chars < CHARS_MIN || b->chars > CHARS_MAX || (b->level == 0 && !named) ||
		(b->marks & (HTML_MARK_COMMENTS | HTML_MARK_HIDDEN)) != 0 || is_site(text, s->site))
		return 0;
	repeated = b->chars >= 10 && is_in_titles(s, text);
	if (b->level == 1)
		score = repeated ? 90 : 60;
	else if (b->level > 0)
		score = repeated ? 75 - b->level : 0;
	else
		score = repeated ? 65 : 0;
	if ((b->marks & HTML_MARK_JUNK) != 0)
		score /= 2;
	if (html_block_linked(b) > 50 && score > 20)
		score -= 20;
	return score + (score > 0 && named ? 2 : 0);
}

static void
take_fact(const struct search *s, const struct page_facts *facts, struct page_headline *out)
{
	for (size_t i = 0; i < facts->count; i++) {
		const struct page_fact *f = &facts->at[i];

		if (f->kind != PAGE_HEADLINE || f->percent <= out->percent)
			continue;
		*out = (struct page_headline){
			page_headline_cut(f->value, s->site), SIZE_MAX, f->markup, f->percent};
	}
}

void
page_headline_find(const struct html_page *p, const struct html_blocks *b, struct page_facts *facts,
	struct page_headline *out)
{
	struct search s = {
		.page = p, .blocks = b, .title = BYTES_UP_TO(65536), .text = BYTES_UP_TO(8192)};
	unsigned best = 0;

	*out = (struct page_headline){.block = SIZE_MAX};
	add_titles(&s, facts);
	for (size_t i = 0; i < b->count; i++) {
		unsigned score = score_of(&s, i);

		if (score <= best)
			continue;
		best = score;
		*out = (struct page_headline){
			html_block_text(b, i), i, b->at[i].level == 1 ? "h1" : "heading", score};
	}
	if (best < 50)
		take_fact(&s, facts, out);
	bytes_release(&s.title);
	bytes_release(&s.text);
}
