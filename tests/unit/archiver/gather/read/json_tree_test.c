#include "archiver/gather/read/json_tree.h"

#include "support/test.h"

#include <stdlib.h>

/* The text of a member of the whole, or of the first value of a list. */
static void
expect_text(const char *json, const char *name, const char *wanted)
{
	struct json_tree t;
	struct bytes out = BYTES_UP_TO(4096);
	struct err e;
	size_t i;

	assert_rc(RC_OK, json_tree_parse(slice_str(json), &t, &e), &e);
	i = name == NULL ? json_tree_first(&t, 0) : json_tree_member(&t, 0, name);
	if (wanted == NULL) {
		assert_int_equal(i, JSON_TREE_NONE);
	} else {
		assert_int_not_equal(i, JSON_TREE_NONE);
		json_tree_text(&t, i, &out);
		if (!slice_is(bytes_slice(&out), wanted))
			fail_msg("%s: %.*s", json, SLICE_FMT(bytes_slice(&out)));
	}
	bytes_release(&out);
	json_tree_release(&t);
}

static void
gives_texts(void **state)
{
	static const struct {
		const char *json, *name, *wanted;
	} rows[] = {
		{"{\"a\":\"x\"}", "a", "x"},
		{" {\n\"a\" : \"x\" , \"b\":\t\"y\"\r} ", "b", "y"},
		{"{\"versionCreated\":\"x\"}", "versioncreated", "x"},
		{"{\"a\":\"1\",\"a\":\"2\"}", "a", "1"},
		{"{\"in\":{\"a\":\"1\"},\"a\":\"2\"}", "a", "2"},
		{"{\"ab\":\"1\"}", "a", NULL},
		{"{\"a\":-1.5e+3}", "a", "-1.5e+3"},
		{"{\"a\":null}", "a", ""},
		{"{\"a\":[\"x\"]}", "a", ""},
		{"[]", NULL, NULL},
		{"[[],\"x\"]", NULL, ""},
		{"\xEF\xBB\xBF[\"x\"]", NULL, "x"},
		{"[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", NULL, "\"\\/\b\f\n\r\t"},
		{"[\"\\u1ea3\\u1EA2a\"]", NULL,
			"\xE1\xBA\xA3\xE1\xBA\xA2"
			"a"},
		{"[\"\\ud83d\\ude00\"]", NULL, "\xF0\x9F\x98\x80"},
		{"[\"\\ud83d\\u0041\"]", NULL,
			"\xEF\xBF\xBD"
			"A"},
		{"[\"\\ude00x\"]", NULL, "\xEF\xBF\xBDx"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_text(rows[i].json, rows[i].name, rows[i].wanted);
}

static void
walks_what_is_in_a_list_and_no_further(void **state)
{
	struct json_tree t;
	struct err e;
	size_t n = 0;

	(void)state;
	assert_rc(RC_OK, json_tree_parse(slice_str("[{\"a\":[1,2]},[],3,{}]"), &t, &e), &e);
	for (size_t i = json_tree_first(&t, 0); i != JSON_TREE_NONE; i = json_tree_next(&t, 0, i))
		n++;
	assert_int_equal(n, 4);
	assert_int_equal(json_tree_member(&t, 0, "a"), JSON_TREE_NONE);
	assert_int_equal(json_tree_first(&t, JSON_TREE_NONE), JSON_TREE_NONE);
	json_tree_release(&t);
}

static void
refuses_what_is_not_json(void **state)
{
	static const struct {
		struct slice json;
		const char *says;
	} rows[] = {
		{SLICE(""), "no JSON: byte 0 of 0 is not the start of a value"},
		{SLICE("[1,]"), "no JSON: byte 3 of 4 is not the start of a value"},
		{SLICE("{\"a\":1,}"), "no JSON: byte 7 of 8 is not a string"},
		{SLICE("{\"a\" 1}"), "no JSON: byte 5 of 7 is not ':'"},
		{SLICE("{\"a\":1]"), "no JSON: byte 6 of 7 is not ',' or '}'"},
		{SLICE("[1 2]"), "no JSON: byte 3 of 5 is not ',' or ']'"},
		{SLICE("[01]"), "no JSON: byte 2 of 4 is not ',' or ']'"},
		{SLICE("[1.]"), "no JSON: byte 3 of 4 is not of a number"},
		{SLICE("[-]"), "no JSON: byte 2 of 3 is not of a number"},
		{SLICE("[1e]"), "no JSON: byte 3 of 4 is not of a number"},
		{SLICE("[nul]"), "no JSON: byte 1 of 5 is not the start of a value"},
		{SLICE("[\"\\x\"]"), "no JSON: byte 3 of 6 is not an escape"},
		{SLICE("[\"\\u12g4\"]"), "no JSON: byte 6 of 10 is not an escape"},
		{SLICE("[\"a\nb\"]"), "no JSON: byte 3 of 7 is not within a string"},
		{SLICE("[\"a\0\"]"), "no JSON: byte 3 of 6 is not within a string"},
		{SLICE("[1]x"), "no JSON: byte 3 of 4 is not the end"},
		{SLICE("[\"\xFF\"]"), "no JSON: it is not UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct json_tree t;
		struct err e = ERR_NONE;

		assert_rc(RC_BAD, json_tree_parse(rows[i].json, &t, &e), &e);
		assert_string_equal(e.text, rows[i].says);
		assert_null(t.at);
	}
}

static void
refuses_every_truncation(void **state)
{
	static const char json[] = "{\"a\":[1,-2.5e3,true,{\"b\":\"\\u0041\\n\"}],\"c\":null}";

	(void)state;
	for (size_t len = 0; len < sizeof json - 1; len++) {
		/* Of its own, so that a byte beyond it is somebody else's. */
		char *cut = malloc(len + 1);
		struct json_tree t;
		struct err e;

		assert_non_null(cut);
		memcpy(cut, json, len);
		assert_rc(RC_BAD, json_tree_parse(slice_of(cut, len), &t, &e), &e);
		free(cut);
	}
}

static void
refuses_what_is_too_deep_or_too_much(void **state)
{
	struct bytes json = BYTES_UP_TO((size_t)4 * JSON_TREE_VALUES_MAX);
	struct json_tree t;
	struct err e;

	(void)state;
	for (size_t i = 0; i <= JSON_TREE_DEPTH_MAX; i++)
		bytes_u8(&json, '[');
	assert_rc(RC_LIMIT, json_tree_parse(bytes_slice(&json), &t, &e), &e);
	assert_string_equal(e.text, "values more than 256 deep in its JSON");
	bytes_clear(&json);
	bytes_u8(&json, '[');
	for (size_t i = 0; i < JSON_TREE_VALUES_MAX; i++)
		bytes_str(&json, "1,");
	assert_rc(RC_LIMIT, json_tree_parse(bytes_slice(&json), &t, &e), &e);
	assert_string_equal(e.text, "more than 1000000 values in its JSON");
	bytes_release(&json);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_texts),
		cmocka_unit_test(walks_what_is_in_a_list_and_no_further),
		cmocka_unit_test(refuses_what_is_not_json),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(refuses_what_is_too_deep_or_too_much),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
