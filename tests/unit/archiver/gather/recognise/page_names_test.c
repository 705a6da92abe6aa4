#include "archiver/gather/recognise/page_names.h"

#include "support/test.h"

/* Names with '|' between. */
static void
write_names(const struct page_names *n, struct bytes *out)
{
	for (size_t i = 0; i < n->count; i++) {
		if (i > 0)
			bytes_u8(out, '|');
		bytes_add(out, n->at[i]);
	}
}

struct row {
	const char *differs, *line, *names;
	bool told;
};

static const struct row ROWS[] = {
	{"a name", "Anna Berg", "Anna Berg", false},
	{"by", "By Anna Berg", "Anna Berg", false},
	{"by in other languages", "Von: Anna Berg", "Anna Berg", false},
	{"by, without a blank", "ByAnna Berg", "Anna Berg", false},
	{"by, twice", "Byby ANNA BERG", "ANNA BERG", false},
	{"a name that begins with by", "Byron Hale", "Byron Hale", false},
	{"a lead that could begin a name", "di Anna Berg", "Anna Berg", false},
	{"a name that begins so", "Di Marco Rossi", "Di Marco Rossi", false},
	{"a family called as a command", "By Susan Page and Carl Read", "Susan Page|Carl Read",
		false},
	{"a command", "View Anna Berg", "", false},
	{"several", "By Anna Berg, Karl Holm and Ida Lund", "Anna Berg|Karl Holm|Ida Lund", false},
	{"several in German", "Anna Berg und Karl Holm", "Anna Berg|Karl Holm", false},
	{"the same twice", "Anna Berg, anna berg", "Anna Berg", false},
	{"a bar and a day", "Anna Berg | March 3, 2020", "Anna Berg", false},
	{"a day first", "11.12.2019 - Anna Berg", "Anna Berg", false},
	{"a day first, and by", "Posted on May 5, 2020 by Anna Berg", "Anna Berg", false},
	{"an office behind a comma", "Anna Berg, Head of the University", "Anna Berg", false},
	{"an office behind the name", "Anna Berg Senior Politics Editor", "Anna Berg", false},
	{"a house behind the name", "Anna Berg (Courier)", "Anna Berg", false},
	{"an editor behind the name", "Anna Berg Edited by Karl Holm", "Anna Berg", false},
	{"who only looked it over", "Reviewed by Anna Berg", "", false},
	{"who took the pictures", "Photo: Anna Berg", "", false},
	{"an arrow", "Alle Beiträge von Anna Berg →", "Anna Berg", false},
	{"a sentence", "this is what we know of the harbour", "", false},
	{"a time", "5 minutes ago", "", false},
	{"a day of the week", "Monday", "", false},
	{"an address", "https://example.org/anna", "", true},
	{"a mail address", "anna@example.org", "", false},
	{"a site", "example.org", "", true},
	{"an account that is told", "anna77", "anna77", true},
	{"an account that is not", "anna77", "", false},
	{"small letters that are told", "anna berg", "anna berg", true},
	{"an account that is nobody's", "admin", "", true},
	{"two letters that are told", "AB", "AB", true},
	{"signs alone", " - | · ", "", true},
	{"nothing", "", "", true},
};

static void
reads_names_and_nothing_around_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct page_names names = {.count = 0};
		struct bytes got = BYTES_UP_TO(4096);

		page_names_read(slice_str(ROWS[i].line), ROWS[i].told, &names);
		write_names(&names, &got);
		if (!slice_equal(bytes_slice(&got), slice_str(ROWS[i].names)))
			fail_msg("%s: %.*s", ROWS[i].differs, (int)got.len, (char *)got.p);
		bytes_release(&got);
	}
}

static void
bears_every_truncation(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
		for (size_t len = 0; len <= strlen(ROWS[i].line); len++) {
			struct page_names names = {.count = 0};

			page_names_read(slice_of(ROWS[i].line, len), ROWS[i].told, &names);
			assert_true(names.count <= PAGE_NAMES_MAX);
		}
}

static void
takes_no_more_names_than_there_is_room_for(void **state)
{
	struct bytes line = BYTES_UP_TO(4096);
	struct page_names names = {.count = 0};

	(void)state;
	for (char c = 'A'; c <= 'Z'; c++)
		bytes_fmt(&line, "%cnna Berg, ", c);
	page_names_read(bytes_slice(&line), false, &names);
	assert_int_equal(names.count, PAGE_NAMES_MAX);
	bytes_release(&line);
}

static const struct {
	const char *differs, *name;
	bool house;
} HOUSES[] = {
	{"the site's name", "amber courier", true},
	{"the publisher's", "Amber Media", true},
	{"a part of the host", "Port Amber", true},
	{"the last part of the host", "Org", false},
	{"a part of the path", "harbour", false},
	{"somebody", "Anna Berg", false},
};

static void
knows_the_house_by_its_names(void **state)
{
	struct arena made = ARENA_UP_TO(65536);
	struct page_facts facts = {.made = &made};

	(void)state;
	page_facts_add(&facts, PAGE_SITE, slice_str("Amber Courier"), "", 90);
	page_facts_add(&facts, PAGE_PUBLISHER, slice_str("Amber Media"), "", 90);
	page_facts_add(
		&facts, PAGE_CANONICAL, slice_str("https://www.port-amber.org/harbour"), "", 90);
	for (size_t i = 0; i < sizeof HOUSES / sizeof *HOUSES; i++)
		if (page_names_is_house(slice_str(HOUSES[i].name), &facts) != HOUSES[i].house)
			fail_msg("%s", HOUSES[i].differs);
	arena_release(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_names_and_nothing_around_them),
		cmocka_unit_test(bears_every_truncation),
		cmocka_unit_test(takes_no_more_names_than_there_is_room_for),
		cmocka_unit_test(knows_the_house_by_its_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
