#include "archiver/gather/recognise/page_captions.h"

#include "archiver/gather/read/read_html.h"

#include "support/test.h"

/* Invented prose, long enough to be an article's. */
#define PARA1 \
	"<p>The harbour of Port Amber reopened on Monday after a week of repairs, and the first " \
	"ferries left before sunrise with more passengers than seats.</p>"
#define PARA2 \
	"<p>Officials said that the new quay wall would hold for sixty years, although the money " \
	"for its lamps had not been found.</p>"
#define HEAD	     "<!DOCTYPE html><html><head><title>A</title></head><body><article>"
#define PAGE(figure) HEAD "<h1>Harbour reopens</h1>" PARA1 figure PARA2 "</article></body></html>"
#define CAPTION	     "<figcaption>The new quay</figcaption>"

static const struct {
	const char *differs, *page, *pictures;
} PAGES[] = {
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
ties_captions_to_pictures(void **state)
{
	const struct read_html_served served = {.charset = SLICE_EMPTY};

	(void)state;
	for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
		struct bytes got = BYTES_UP_TO(4096);
		struct normal normal;
		struct story story;
		struct err e;

		story_init(&story);
		normal_init(&normal);
		if (read_html(slice_str(PAGES[i].page), &served, 0, &normal, &story, &e) != RC_OK)
			fail_msg("%s: %s", PAGES[i].differs, e.text);
		for (size_t k = 0; k < story.picture_count; k++)
			write_picture(&story, &story.pictures[k], &got);
		if (!slice_equal(bytes_slice(&got), slice_str(PAGES[i].pictures)))
			fail_msg("%s: %.*s", PAGES[i].differs, (int)got.len, (char *)got.p);
		bytes_release(&got);
		story_release(&story);
		normal_release(&normal);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(ties_captions_to_pictures)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
