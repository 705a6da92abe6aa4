#include "support/test.h"

#include "format/bag/bag_info.h"

#include <stdio.h>

#define ORG	 "Source-Organization: Báo Tuyên Quang\n"
#define DATE	 "Bagging-Date: 2023-08-01\n"
#define OXUM	 "Payload-Oxum: 123456.42\n"
#define AGENT	 "Bag-Software-Agent: annals 0.1.0\n"
#define PROFILE	 "BagIt-Profile-Identifier: https://example.org/profile.json\n"
#define NAME	 "External-Identifier: a-2023-07\n"
#define ORIGIN	 "Internal-Sender-Identifier: example.org/annals\n"
#define PERIOD	 "Annals-Period: 2023-07\n"
#define COMPRESS "Annals-Compression: libzstd 1.5.4 level 9\n"
#define REST	 OXUM AGENT PROFILE NAME ORIGIN PERIOD COMPRESS
#define EXAMPLE	 ORG DATE REST

static const struct bag_info example = {
	.organization = SLICE("Báo Tuyên Quang"),
	.date = {2023, 8, 1, 12, 0, 0, 0},
	.payload_bytes = 123456,
	.payload_files = 42,
	.agent = SLICE("annals 0.1.0"),
	.profile = SLICE("https://example.org/profile.json"),
	.name = SLICE("a-2023-07"),
	.origin = SLICE("example.org/annals"),
	.period = SLICE("2023-07"),
	.library = SLICE("libzstd 1.5.4"),
	.level = 9,
};

static void
writes_the_example_of_the_specification(void **state)
{
	struct bytes out = BYTES_UP_TO(BAG_INFO_MAX);
	struct bag_info info = example;
	struct err e;

	(void)state;
	assert_rc(RC_OK, bag_info_write(&info, &out, &e), &e);
	assert_slice_is(bytes_slice(&out), EXAMPLE);
	bytes_clear(&out);
	info.organization = SLICE_EMPTY;
	assert_rc(RC_OK, bag_info_write(&info, &out, &e), &e);
	assert_slice_is(bytes_slice(&out), DATE REST);
	bytes_release(&out);
}

static void
reads_every_value_back(void **state)
{
	struct bag_info info;
	struct err e;

	(void)state;
	assert_rc(RC_OK, bag_info_parse(RAW(EXAMPLE), &info, &e), &e);
	assert_slice_is(info.organization, "Báo Tuyên Quang");
	assert_int_equal(info.date.year, 2023);
	assert_int_equal(info.date.month, 8);
	assert_int_equal(info.date.day, 1);
	assert_int_equal(info.payload_bytes, 123456);
	assert_int_equal(info.payload_files, 42);
	assert_slice_is(info.agent, "annals 0.1.0");
	assert_slice_is(info.profile, "https://example.org/profile.json");
	assert_slice_is(info.name, "a-2023-07");
	assert_slice_is(info.origin, "example.org/annals");
	assert_slice_is(info.period, "2023-07");
	assert_slice_is(info.library, "libzstd 1.5.4");
	assert_int_equal(info.level, 9);
	assert_rc(RC_OK, bag_info_parse(RAW(DATE REST), &info, &e), &e);
	assert_int_equal(info.organization.len, 0);
}

static void
refuses_every_truncation(void **state)
{
	struct slice whole = RAW(EXAMPLE);
	struct bag_info info;
	struct err e;

	(void)state;
	for (size_t n = 0; n < whole.len; n++) {
		assert_rc(RC_BAD, bag_info_parse(slice_first(whole, n), &info, &e), &e);
		assert_int_equal(info.level, 0);
	}
}

static void
refuses_every_other_spelling(void **state)
{
	static const struct {
		const char *what;
		struct slice text;
		const char *error;
	} rows[] = {
		{"an empty organization", SLICE("Source-Organization: \n" DATE REST),
			"not what its values are written as"},
		{"a label in another case", SLICE("bagging-date: 2023-08-01\n" REST),
			"no line \"Bagging-Date: \" where it belongs"},
		{"no space after the colon", SLICE("Bagging-Date:2023-08-01\n" REST),
			"no line \"Bagging-Date: \" where it belongs"},
		{"a space before the colon", SLICE("Bagging-Date : 2023-08-01\n" REST),
			"no line \"Bagging-Date: \" where it belongs"},
		{"two spaces", SLICE("Bagging-Date:  2023-08-01\n" REST),
			"Bagging-Date: \" 2023-08-01\" cannot be"},
		{"CRLF", SLICE("Bagging-Date: 2023-08-01\r\n" REST),
			"Bagging-Date: \"2023-08-01\\u{D}\" cannot be"},
		{"a day that is none", SLICE("Bagging-Date: 2023-02-29\n" REST),
			"Bagging-Date: \"2023-02-29\" cannot be"},
		{"a byte order mark", SLICE("\xef\xbb\xbf" DATE REST),
			"no line \"Bagging-Date: \" where it belongs"},
		{"a line twice", SLICE(DATE DATE REST),
			"no line \"Payload-Oxum: \" where it belongs"},
		{"lines in another order",
			SLICE(OXUM DATE AGENT PROFILE NAME ORIGIN PERIOD COMPRESS),
			"no line \"Bagging-Date: \" where it belongs"},
		{"a line left out", SLICE(DATE OXUM AGENT NAME ORIGIN PERIOD COMPRESS),
			"no line \"BagIt-Profile-Identifier: \" where it belongs"},
		{"a line too many", SLICE(DATE REST "Contact-Name: x\n"),
			"16 bytes after the last line"},
		{"an empty line at the end", SLICE(DATE REST "\n"), "1 bytes after the last line"},
		{"an Oxum without files",
			SLICE(DATE "Payload-Oxum: 1\n" AGENT PROFILE NAME ORIGIN PERIOD COMPRESS),
			"Payload-Oxum: \"1\" cannot be"},
		{"an Oxum with a leading zero",
			SLICE(DATE
				"Payload-Oxum: 01.1\n" AGENT PROFILE NAME ORIGIN PERIOD COMPRESS),
			"Payload-Oxum: \"01.1\" cannot be"},
		{"no level",
			SLICE(DATE OXUM AGENT PROFILE NAME ORIGIN PERIOD
				"Annals-Compression: libzstd 1.5.4\n"),
			"Annals-Compression: \"libzstd 1.5.4\" cannot be"},
		{"a level that is none",
			SLICE(DATE OXUM AGENT PROFILE NAME ORIGIN PERIOD
				"Annals-Compression: libzstd 1.5.4 level 20\n"),
			"Annals-Compression: \"libzstd 1.5.4 level 20\" cannot be"},
		{"level 0",
			SLICE(DATE OXUM AGENT PROFILE NAME ORIGIN PERIOD
				"Annals-Compression: libzstd 1.5.4 level 0\n"),
			"Annals-Compression: level 0, not 1 to 19"},
		{"no library",
			SLICE(DATE OXUM AGENT PROFILE NAME ORIGIN PERIOD
				"Annals-Compression:  level 9\n"),
			"Annals-Compression: a value of 0 bytes, not 1 to 512"},
		{"a month that is none",
			SLICE(DATE OXUM AGENT PROFILE NAME ORIGIN
				"Annals-Period: 2023-13\n" COMPRESS),
			"Annals-Period: \"2023-13\" is not YYYY-MM"},
		{"an empty value",
			SLICE(DATE OXUM
				"Bag-Software-Agent: \n" PROFILE NAME ORIGIN PERIOD COMPRESS),
			"Bag-Software-Agent: a value of 0 bytes, not 1 to 512"},
	};
	struct bag_info info;
	char expected[256];
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (bag_info_parse(rows[i].text, &info, &e) != RC_BAD)
			fail_msg("%s: accepted", rows[i].what);
		snprintf(expected, sizeof expected, "bag-info.txt: %s", rows[i].error);
		assert_string_equal(e.text, expected);
	}
}

static void
refuses_values_that_a_plain_reader_would_not_see_whole(void **state)
{
	static const struct {
		struct slice value;
		const char *error;
	} rows[] = {
		{SLICE("a\nPayload-Oxum: 1.1"), "\"a\\u{A}Payload-Oxum: 1.1\" has U+000A in it"},
		{SLICE("a\rb"), "\"a\\u{D}b\" has U+000D in it"},
		{SLICE("a\tb"), "\"a\\u{9}b\" has U+0009 in it"},
		{SLICE("a\x1b[2Jb"), "\"a\\u{1B}[2Jb\" has U+001B in it"},
		{SLICE("a\x7f"), "\"a\\u{7F}\" has U+007F in it"},
		{SLICE("a\xc2\x85"
		       "b"),
			"\"a\\u{85}b\" has U+0085 in it"},
		{SLICE("a\xe2\x80\xa8"
		       "b"),
			"\"a\\u{2028}b\" has U+2028 in it"},
		{SLICE("a\xe2\x80\xae"
		       "b"),
			"\"a\\u{202E}b\" has U+202E in it"},
		{SLICE("\xff"), "\"\\xFF\" is not UTF-8"},
		{SLICE(" a"), "\" a\" begins or ends with a space"},
		{SLICE("a "), "\"a \" begins or ends with a space"},
	};
	struct bytes out = BYTES_UP_TO(BAG_INFO_MAX);
	char expected[256], longest[BAG_INFO_VALUE_MAX + 1];
	struct bag_info info = example;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		info.organization = rows[i].value;
		assert_rc(RC_BAD, bag_info_write(&info, &out, &e), &e);
		snprintf(expected, sizeof expected, "Source-Organization: %s", rows[i].error);
		assert_string_equal(e.text, expected);
	}
	info = example;
	info.date.month = 13;
	assert_rc(RC_BAD, bag_info_write(&info, &out, &e), &e);
	assert_string_equal(e.text, "Bagging-Date: no such day");
	memset(longest, 'a', sizeof longest);
	info = example;
	info.organization = slice_of(longest, sizeof longest);
	assert_rc(RC_BAD, bag_info_write(&info, &out, &e), &e);
	assert_int_equal(out.len, 0);
	info.organization = info.agent = info.profile = info.name = info.origin = info.library =
		slice_of(longest, sizeof longest - 1);
	assert_rc(RC_OK, bag_info_write(&info, &out, &e), &e);
	assert_rc(RC_OK, bag_info_parse(bytes_slice(&out), &info, &e), &e);
	bytes_release(&out);
}

static void
refuses_a_text_beyond_its_limit(void **state)
{
	uint8_t text[BAG_INFO_MAX + 1];
	struct bag_info info;
	struct err e;

	(void)state;
	memset(text, 'a', sizeof text);
	assert_rc(RC_BAD, bag_info_parse(slice_of(text, sizeof text), &info, &e), &e);
	assert_string_equal(e.text, "bag-info.txt: 4097 bytes, room for 4096");
}

static void
reads_and_writes_an_oxum(void **state)
{
	struct bytes out = BYTES_UP_TO(64);
	uint64_t bytes = 0, files = 0;

	(void)state;
	bag_info_oxum_write(UINT64_MAX, 0, &out);
	assert_slice_is(bytes_slice(&out), "18446744073709551615.0");
	assert_true(bag_info_oxum_parse(bytes_slice(&out), &bytes, &files));
	assert_true(bytes == UINT64_MAX && files == 0);
	assert_false(bag_info_oxum_parse(RAW(""), &bytes, &files));
	assert_false(bag_info_oxum_parse(RAW("."), &bytes, &files));
	assert_false(bag_info_oxum_parse(RAW("1."), &bytes, &files));
	assert_false(bag_info_oxum_parse(RAW(".1"), &bytes, &files));
	assert_false(bag_info_oxum_parse(RAW("1.1.1"), &bytes, &files));
	assert_false(bag_info_oxum_parse(RAW("1,1"), &bytes, &files));
	assert_false(bag_info_oxum_parse(RAW("18446744073709551616.1"), &bytes, &files));
	bytes_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_the_example_of_the_specification),
		cmocka_unit_test(reads_every_value_back),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(refuses_every_other_spelling),
		cmocka_unit_test(refuses_values_that_a_plain_reader_would_not_see_whole),
		cmocka_unit_test(refuses_a_text_beyond_its_limit),
		cmocka_unit_test(reads_and_writes_an_oxum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
