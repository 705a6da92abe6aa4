#include "support/test.h"

#include "archiver/gather/web_page.h"

#define P50  "0123456789 123456789 123456789 123456789 123456789"
#define P100 P50 P50

struct page_row {
	const char *what;
	unsigned paragraphs, lines; /* of 100 bytes, of 20 */
	bool dated, signed_by;
	const char *fault;
};

static const struct page_row ROWS[] = {
	{"an article", 3, 2, true, true, NULL},
	{"one without a name", 3, 2, true, false, NULL},
	{"one without a date", 3, 2, false, true, NULL},
	{"neither", 30, 0, false, false, "neither a date nor a name stands with its text"},
	{"a list", 1, 40, true, true, "most of its text is short lines, as of a list"},
	{"a list of teasers with as much text as lines", 3, 15, true, true, NULL},
	{"a frame", 0, 0, true, true, "hardly any text in the page"},
	{"a line", 2, 2, true, true, "hardly any text in the page"},
};

static void
add_block(struct story *s, const char *text, enum story_role role)
{
	struct story_block b = {.start = (uint32_t)s->text.len, .role = role};

	bytes_str(&s->text, text);
	b.end = (uint32_t)s->text.len;
	story_add_block(s, &b);
}

static void
tells_articles_from_what_a_crawl_brings_along(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		const struct page_row *row = &ROWS[i];
		const char *fault;
		struct story s;

		story_init(&s);
		add_block(&s, P100, STORY_HEADLINE);
		add_block(&s, P100 P100 P100, STORY_CAPTION);
		for (unsigned k = 0; k < row->paragraphs; k++)
			add_block(&s, P100, k == 0 ? STORY_LEAD : STORY_BODY);
		for (unsigned k = 0; k < row->lines; k++)
			add_block(&s, "0123456789 123456789", STORY_BODY);
		s.dated = row->dated;
		if (row->signed_by)
			story_add_finding(&s,
				&(struct story_finding){.field = "byline",
					.value = slice_str("Lê Nam"),
					.block = STORY_NONE,
					.rule = "markup",
					.percent = 80});
		fault = web_page_fault(&s);
		if ((fault == NULL) != (row->fault == NULL) ||
			(fault != NULL && strcmp(fault, row->fault) != 0))
			fail_msg("%s: %s", row->what, fault == NULL ? "an article" : fault);
		story_release(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_articles_from_what_a_crawl_brings_along),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
