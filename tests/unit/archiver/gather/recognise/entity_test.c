#include "support/test.h"

#include "tests/support/recognised.h"

#include <stdlib.h>

/* All that the recognisers know, in one paragraph. */
static const char ALL[] =
	"Ngày 28/2, tại tỉnh Tuyên Quang, Phó Chủ tịch UBND tỉnh Lê Văn An phát động phong trào "
	"“Sống xanh” theo Quyết định số 15/QĐ-TTg ngày 9/12/2022.";

static const char *const FIELDS[] = {
	"date", "place", "person", "office", "organisation", "event", "legal"};

#define FIELD_COUNT (sizeof FIELDS / sizeof *FIELDS)

static void
reads_all_fields_of_one_paragraph(void **state)
{
	(void)state;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (*recognised_vi(ALL, FIELDS[i]) == '\0')
			fail_msg("no %s", FIELDS[i]);
}

static void
leaves_reports_in_other_languages_alone(void **state)
{
	static const char *const languages[] = {"en", "fr", "und", "zh", "lo"};

	(void)state;
	for (size_t l = 0; l < sizeof languages / sizeof *languages; l++)
		for (size_t i = 0; i < FIELD_COUNT; i++)
			assert_string_equal(
				recognised(ALL, languages[l], "2024-03-20", FIELDS[i]), "");
}

static void
bears_every_truncation(void **state)
{
	char part[sizeof ALL];

	(void)state;
	for (size_t len = 0; len < sizeof ALL; len++) {
		memcpy(part, ALL, len);
		part[len] = '\0';
		assert_non_null(recognised_vi(part, "person"));
	}
}

/* Each piece a million bytes over: time and memory stay in proportion. */
static void
bears_the_same_thing_over_and_over(void **state)
{
	static const char *const pieces[] = {"A", "A ", "Nguyễn ", "1", "1 ", "1/", "“", "“A ",
		"- ", ", ", "UBND ", "Ban Chủ tịch ", "tỉnh ", "Luật A ", "Ông A, ", "28/2 - ",
		"a. ", "Hội và ", "Nguyễn A, Giám đốc ", "đường A, "};
	const size_t size = 1000000;
	char *text = malloc(size + 1);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		size_t len = strlen(pieces[i]), at = 0;

		for (; at + len <= size; at += len)
			memcpy(text + at, pieces[i], len);
		text[at] = '\0';
		assert_non_null(recognised_vi(text, "nothing"));
	}
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_all_fields_of_one_paragraph),
		cmocka_unit_test(leaves_reports_in_other_languages_alone),
		cmocka_unit_test(bears_every_truncation),
		cmocka_unit_test(bears_the_same_thing_over_and_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
