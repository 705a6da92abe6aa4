#include "archiver/gather/recognise/page_byline.h"

#include "support/page_rows.h"
#include "support/test.h"

#define H1		    "<h1>Harbour reopens after repairs</h1>"
#define TEXT		    PAGE_ROWS_PARA1 PAGE_ROWS_PARA2
#define META(name, content) "<meta name=\"" name "\" content=\"" content "\">"
#define SITE		    "<meta property=og:site_name content=\"Amber Courier\">"
#define LD(author) \
	"<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"A\"," \
	"\"author\":" author "}</script>"
#define PAGE(head, body) \
	"<!DOCTYPE html><html><head><title>A</title>" head "</head><body>" body "</body></html>"

static const struct page_row PAGES[] = {
	{"nobody", PAGE("", "<article>" H1 TEXT "</article>"), ""},
	{"a person in JSON-LD, shown",
		PAGE(LD("{\"@type\":\"Person\",\"name\":\"Anna Berg\"}"),
			"<article>" H1 "<p>Anna Berg</p>" TEXT "</article>"),
		"Anna Berg"},
	{"a person in JSON-LD, shown nowhere",
		PAGE(LD("{\"@type\":\"Person\",\"name\":\"anna77\"}"),
			"<article>" H1 TEXT "</article>"),
		""},
	{"the page's author, shown nowhere",
		PAGE(META("author", "Anna Berg"), "<article>" H1 TEXT "</article>"), "Anna Berg"},
	{"an account, shown nowhere",
		PAGE(META("author", "anna77"), "<article>" H1 TEXT "</article>"), ""},
	{"an account, shown",
		PAGE(META("author", "anna77"), "<article>" H1 "<p>anna77</p>" TEXT "</article>"),
		"anna77"},
	{"somebody else is shown",
		PAGE(META("author", "Karl Holm"),
			"<article>" H1 "<p class=byline>By Anna Berg</p>" TEXT "</article>"),
		"Anna Berg"},
	{"a line that begins with by",
		PAGE("", "<article>" H1 "<p>By Anna Berg and Karl Holm</p>" TEXT "</article>"),
		"Anna Berg|Karl Holm"},
	{"a link to her page",
		PAGE("",
			"<article>" H1 "<div><a href=/author/berg>Anna Berg</a></div>" TEXT
			"</article>"),
		"Anna Berg"},
	{"links to their pages",
		PAGE("",
			"<article>" H1 "<div><a href=/author/berg>Anna Berg</a>, <a "
			"href=/author/holm>Karl Holm</a></div>" TEXT "</article>"),
		"Anna Berg|Karl Holm"},
	{"an address instead of a name",
		PAGE("<meta property=article:author content=https://example.org/berg>",
			"<article>" H1 TEXT "</article>"),
		""},
	{"a name within an author",
		PAGE("",
			"<article>" H1 "<div itemprop=author><span itemprop=name>Anna Berg</span> "
			"has written for us since 1990</div>" TEXT "</article>"),
		"Anna Berg"},
	{"WordPress in another language",
		PAGE(META("twitter:label1", "Verfasst von") META("twitter:data1", "Anna Berg"),
			"<article>" H1 "<p>Anna Berg</p>" TEXT "</article>"),
		"Anna Berg"},
	{"markup that names more than the line",
		PAGE(META("author", "Anna Berg and Karl Holm"),
			"<article>" H1 "<p class=byline>By Anna Berg</p>" TEXT "</article>"),
		"Anna Berg|Karl Holm"},
	{"the house in markup alone",
		PAGE(SITE META("author", "Amber Courier"), "<article>" H1 TEXT "</article>"), ""},
	{"the house, shown as an author",
		PAGE(SITE, "<article>" H1 "<p class=byline>By Amber Courier</p>" TEXT "</article>"),
		"Amber Courier"},
	{"to the right at the end",
		PAGE("",
			"<article>" H1 TEXT "<p style=\"text-align:right\"><b>Anna Berg</b></p>"
			"</article>"),
		"Anna Berg"},
	{"a comment's author",
		PAGE("",
			"<article>" H1 TEXT "</article><div id=comments><a rel=author>Karl Holm</a>"
			"</div>"),
		""},
};

static void
write_names(const struct story *s, struct bytes *out)
{
	for (size_t i = 0; i < s->finding_count; i++) {
		if (strcmp(s->findings[i].field, "byline") != 0 ||
			s->findings[i].percent < STORY_SURE)
			continue;
		if (out->len > 0)
			bytes_u8(out, '|');
		bytes_add(out, s->findings[i].value);
	}
}

static void
names_who_wrote_it_or_nobody(void **state)
{
	(void)state;
	page_rows_check(PAGES, sizeof PAGES / sizeof *PAGES, write_names);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(names_who_wrote_it_or_nobody)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
