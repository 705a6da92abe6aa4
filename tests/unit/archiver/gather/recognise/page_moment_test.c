#include "archiver/gather/recognise/page_moment.h"

#include "support/page_rows.h"
#include "support/test.h"

#define H1   "<h1>Harbour reopens after repairs</h1>"
#define TEXT PAGE_ROWS_PARA1 PAGE_ROWS_PARA2
#define LD(type, day) \
	"<script type=\"application/ld+json\">{\"@type\":\"" type "\",\"datePublished\":\"" day \
	"\"}</script>"
#define META(name, day) "<meta property=\"" name "\" content=\"" day "\">"
#define PAGE(head, body) \
	"<!DOCTYPE html><html lang=de><head><title>A</title>" head "</head><body>" body \
	"</body></html>"

static const struct page_row PAGES[] = {
	{"no day", PAGE("", "<article>" H1 TEXT "</article>"), "none"},
	{"published_time",
		PAGE(META("article:published_time", "2019-11-19T13:03:00Z"),
			"<article>" H1 TEXT "</article>"),
		"2019-11-19T13:03:00Z"},
	{"the time of a change alone",
		PAGE(META("article:modified_time", "2019-11-19T13:03:00Z"),
			"<article>" H1 TEXT "</article>"),
		"none"},
	{"JSON-LD of the page that shows no day",
		PAGE(LD("WebPage", "2019-11-19"), "<article>" H1 TEXT "</article>"), "none"},
	{"JSON-LD of the page that shows the day",
		PAGE(LD("WebPage", "2019-11-19"),
			"<article>" H1 "<p>19.11.2019</p>" TEXT "</article>"),
		"2019-11-19T00:00:00Z"},
	{"a day in the address",
		PAGE("<link rel=canonical href=https://example.org/2019/11/19/harbour>",
			"<article>" H1 TEXT "</article>"),
		"2019-11-19T00:00:00Z"},
	{"a time in data",
		PAGE("",
			"<article>" H1 "<time datetime=2019-11-19T13:03Z>on Tuesday"
			"</time>" TEXT "</article>"),
		"2019-11-19T13:03:00Z"},
	{"a time for readers",
		PAGE("", "<article>" H1 "<time>19. November 2019</time>" TEXT "</article>"),
		"2019-11-19T00:00:00Z"},
	{"an abbreviation with the day",
		PAGE("",
			"<article>" H1 "<abbr class=published title=2019-11-19>lately</abbr>" TEXT
			"</article>"),
		"2019-11-19T00:00:00Z"},
	{"a line by the headline", PAGE("", "<article>" H1 "<p>19.11.2019</p>" TEXT "</article>"),
		"2019-11-19T00:00:00Z"},
	{"a year of two digits", PAGE("", "<article>" H1 "<p>19.11.19</p>" TEXT "</article>"),
		"2019-11-19T00:00:00Z"},
	{"changed before, published behind",
		PAGE("",
			"<article>" H1 "<p>Updated 21.11.2019, published 19.11.2019</p>" TEXT
			"</article>"),
		"2019-11-19T00:00:00Z"},
	{"changed alone", PAGE("", "<article>" H1 "<p>Updated 21.11.2019</p>" TEXT "</article>"),
		"none"},
	{"a word for published in a line of its own",
		PAGE("",
			"<article>" H1 "<h4>Published</h4><div>19.11.2019</div>" TEXT "</article>"),
		"2019-11-19T00:00:00Z"},
	{"a paragraph that begins with a day",
		PAGE("",
			"<article>" H1 "<p>19.11.2019 - " PAGE_ROWS_PARA1 PAGE_ROWS_PARA2
			"</article>"),
		"2019-11-19T00:00:00Z"},
	{"a day in the headline",
		PAGE("",
			"<article><h1>19.11.2019 - Harbour reopens after repairs</h1>" TEXT
			"</article>"),
		"2019-11-19T00:00:00Z"},
	{"a day behind the article", PAGE("", "<article>" H1 TEXT "<p>19.11.2019</p></article>"),
		"2019-11-19T00:00:00Z"},
	{"a comment's day",
		PAGE("",
			"<article>" H1 TEXT "</article><div id=comments><p>Karl, "
			"19.11.2019, 13:03</p></div>"),
		"none"},
	{"what is shown against what is not",
		PAGE(LD("NewsArticle", "2018-01-02"),
			"<article>" H1 "<p class=date>19.11.2019</p>" TEXT "</article>"),
		"2019-11-19T00:00:00Z"},
	{"a page whose body is called a widget",
		PAGE("",
			"<div class=widget><article>" H1 "<p class=date>19.11.2019</p>" TEXT
			"</article></div>"),
		"2019-11-19T00:00:00Z"},
};

static void
write_moment(const struct story *s, struct bytes *out)
{
	if (s->dated)
		civil_write(&s->published, out);
	else
		bytes_str(out, "none");
}

static void
dates_a_page_or_does_not(void **state)
{
	(void)state;
	page_rows_check(PAGES, sizeof PAGES / sizeof *PAGES, write_moment);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(dates_a_page_or_does_not)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
