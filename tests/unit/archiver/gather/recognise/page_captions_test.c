#include "archiver/gather/recognise/page_captions.h"

#include "support/page_rows.h"
#include "support/test.h"

#define HEAD "<!DOCTYPE html><html><head><title>A</title></head><body><article>"
#define PAGE(figure) \
	HEAD "<h1>Harbour reopens</h1>" PAGE_ROWS_PARA1 figure PAGE_ROWS_PARA2 \
	     "</article></body></html>"
#define CAPTION "<figcaption>The new quay</figcaption>"

static const struct page_row PAGES[] = {
	{"a figure", PAGE("<figure><img src=/q.jpg>" CAPTION "</figure>"),
		"/q.jpg [The new quay] []"},
	{"words for screen readers in a caption",
		PAGE("<figure><img src=/q.jpg><figcaption><span class=off-screen>Image caption"
		     "</span> <span>The new quay</span></figcaption></figure>"),
		"/q.jpg [The new quay] []"},
	{"a caption that is hidden",
		PAGE("<figure><img src=/q.jpg><figcaption hidden>The new quay</figcaption></figure>"),
		"/q.jpg [] []"},
	{"a credit in the caption",
		PAGE("<figure><img src=/q.jpg><figcaption>The new quay. Photo: Anna Berg"
		     "</figcaption></figure>"),
		"/q.jpg [The new quay.] [Anna Berg]"},
	{"what an editor's program left",
		PAGE("<figure><img src=/q.jpg><figcaption>Caption</figcaption></figure>"),
		"/q.jpg [] []"},
	{"an address that a script would take",
		PAGE("<figure><img src=\"data:image/gif;base64,R0\" data-src=/q.jpg>" CAPTION
		     "</figure>"),
		"/q.jpg [The new quay] []"},
	{"a set of addresses",
		PAGE("<figure><img srcset=\"/q.jpg 600w, /p.jpg 900w\">" CAPTION "</figure>"),
		"/q.jpg [The new quay] []"},
	{"a picture element",
		PAGE("<figure><picture><source srcset=\"/q.jpg 1x, /p.jpg 2x\"><img alt=quay>"
		     "</picture>" CAPTION "</figure>"),
		"/q.jpg [The new quay] []"},
};

/* `address [caption] [credit]`. */
static void
write_picture(const struct story *s, const struct story_picture *p, struct bytes *out)
{
	struct slice caption =
		p->caption == STORY_NONE ? SLICE_EMPTY : story_block_text(s, p->caption);

	bytes_fmt(out, "%s [%.*s] [%.*s]", p->path == NULL ? "-" : p->path, SLICE_FMT(caption),
		SLICE_FMT(p->credit));
}

static void
write_pictures(const struct story *s, struct bytes *out)
{
	for (size_t i = 0; i < s->picture_count; i++)
		write_picture(s, &s->pictures[i], out);
}

static void
ties_captions_to_pictures(void **state)
{
	(void)state;
	page_rows_check(PAGES, sizeof PAGES / sizeof *PAGES, write_pictures);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(ties_captions_to_pictures)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
