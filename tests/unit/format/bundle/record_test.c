#include "format/bundle/record.h"

#include "support/test.h"

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
#define ONES  "1111111111111111111111111111111111111111111111111111111111111111"

/* Lines by number, so that a row can have another one in its place. */
static const char *const LINES[] = {
	"annals/bundle@1\n",
	"name demo-2023-07.2\n",
	"origin example.org/annals\n",
	"period 2023-07\n",
	"created 1690848000\n",
	"articles 3\n",
	"before 12\n",
	"before-root " ZEROS "\n",
	"payload-oxum 5000.16\n",
	"stream 32768\n",
	"manifest 20480 1800\n",
	"index 23040 400\n",
	"tree 24064 6\n",
	"tagmanifest 25088 600\n",
	"frames-sha256 " ONES "\n",
	"tagmanifest-sha256 " ZEROS "\n",
	"range-sha256 " ONES "\n",
	"previous-sha256 " ZEROS "\n",
};
#define LINE_COUNT (sizeof LINES / sizeof *LINES)

/* The record with line `number` replaced. */
static void
put_record(size_t number, const char *line, struct bytes *out)
{
	bytes_clear(out);
	for (size_t i = 0; i < LINE_COUNT; i++)
		bytes_str(out, i == number ? line : LINES[i]);
}

static void
writes_what_it_read(void **state)
{
	struct bytes text = BYTES_UP_TO(RECORD_MAX), again = BYTES_UP_TO(RECORD_MAX);
	struct record r;
	struct err e;

	(void)state;
	put_record(LINE_COUNT, NULL, &text);
	assert_rc(RC_OK, record_parse(bytes_slice(&text), &r, &e), &e);
	assert_slice_is(r.name, "demo-2023-07.2");
	assert_slice_is(r.origin, "example.org/annals");
	assert_slice_is(r.period, "2023-07");
	assert_int_equal(r.created, 1690848000);
	assert_int_equal(r.articles, 3);
	assert_int_equal(r.before, 12);
	assert_int_equal(r.payload_bytes, 5000);
	assert_int_equal(r.payload_files, 16);
	assert_int_equal(r.stream, 32768);
	assert_int_equal(r.manifest.offset, 20480);
	assert_int_equal(r.manifest.length, 1800);
	assert_int_equal(r.index.offset, 23040);
	assert_int_equal(r.tree.length, 6);
	assert_int_equal(r.tagmanifest.length, 600);
	assert_string_equal(digest_text(&r.frames_digest).text, ONES);
	assert_string_equal(digest_text(&r.previous_digest).text, ZEROS);
	record_write(&r, &again);
	assert_true(slice_equal(bytes_slice(&text), bytes_slice(&again)));
	bytes_release(&text);
	bytes_release(&again);
}

static const struct {
	const char *what;
	size_t number;
	const char *line;
	enum rc rc;
	const char *rule;
} WRONG[] = {
	{"a later version", 0, "annals/bundle@2\n", RC_UNSUPPORTED, "REC-1: "},
	{"another type", 0, "annals/article@1\n", RC_BAD, "REC-1: "},
	{"no type", 0, "", RC_BAD, "REC-1: "},
	{"a line missing", 4, "", RC_BAD, "REC-1: "},
	{"a line twice", 4, "created 1690848000\ncreated 1690848000\n", RC_BAD, "REC-1: "},
	{"a line more", 17, "previous-sha256 " ZEROS "\nx y\n", RC_BAD, "REC-1: "},
	{"a line without an end", 17, "previous-sha256 " ZEROS, RC_BAD, "REC-1: "},
	{"CRLF", 4, "created 1690848000\r\n", RC_BAD, "REC-1: "},
	{"another label", 4, "Created 1690848000\n", RC_BAD, "REC-1: "},
	{"two spaces", 4, "created  1690848000\n", RC_BAD, "REC-1: "},
	{"no value", 4, "created\n", RC_BAD, "REC-1: "},
	{"a space behind", 4, "created 1690848000 \n", RC_BAD, "REC-1: "},
	{"a leading zero", 5, "articles 03\n", RC_BAD, "REC-1: "},
	{"a sign", 5, "articles +3\n", RC_BAD, "REC-1: "},
	{"2^63", 6, "before 9223372036854775808\n", RC_BAD, "REC-1: "},
	{"a number of 30 digits", 6, "before 100000000000000000000000000000\n", RC_BAD, "REC-1: "},
	{"a short digest", 7, "before-root 00\n", RC_BAD, "REC-1: "},
	{"a digest in capitals", 14,
		"frames-sha256 ABCDEF0000000000000000000000000000000000000000000000000000000000\n",
		RC_BAD, "REC-1: "},
	{"an oxum without a point", 8, "payload-oxum 5000\n", RC_BAD, "REC-1: "},
	{"an oxum of three numbers", 8, "payload-oxum 1.2.3\n", RC_BAD, "REC-1: "},
	{"a range of one number", 10, "manifest 20480\n", RC_BAD, "REC-1: "},
	{"no name of a bundle", 1, "name demo\n", RC_BAD, "REC-2: "},
	{"another period", 3, "period 2023-08\n", RC_BAD, "REC-2: "},
	{"no origin", 2, "origin Example.org\n", RC_BAD, "REC-2: "},
	{"no article", 5, "articles 0\n", RC_BAD, "REC-2: "},
	{"more articles than bytes", 5, "articles 13\n", RC_BAD, "REC-2: "},
	{"the manifest within the index", 10, "manifest 20480 2561\n", RC_BAD, "REC-2: "},
	{"the index before the manifest", 11, "index 100 400\n", RC_BAD, "REC-2: "},
	{"the tree behind the stream", 12, "tree 32768 6\n", RC_BAD, "REC-2: "},
	{"the tagmanifest too long", 13, "tagmanifest 25088 7681\n", RC_BAD, "REC-2: "},
	{"a length near 2^63", 13, "tagmanifest 25088 9223372036854775807\n", RC_BAD, "REC-2: "},
};

static void
refuses_what_contradicts_itself_or_has_another_spelling(void **state)
{
	struct bytes text = BYTES_UP_TO(2 * RECORD_MAX);
	struct record r;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		put_record(WRONG[i].number, WRONG[i].line, &text);
		if (record_parse(bytes_slice(&text), &r, &e) != WRONG[i].rc ||
			strncmp(e.text, WRONG[i].rule, strlen(WRONG[i].rule)) != 0)
			fail_msg("%s: %s", WRONG[i].what, e.text);
	}
	bytes_release(&text);
}

static void
refuses_every_truncation(void **state)
{
	struct bytes text = BYTES_UP_TO(RECORD_MAX);
	struct record r;
	struct err e;

	(void)state;
	put_record(LINE_COUNT, NULL, &text);
	for (size_t n = 0; n < text.len; n++)
		assert_rc(RC_BAD, record_parse(slice_of(text.p, n), &r, &e), &e);
	bytes_release(&text);
}

static void
refuses_what_is_longer_than_a_record(void **state)
{
	struct bytes text = BYTES_UP_TO(2 * RECORD_MAX);
	struct record r;
	struct err e;

	(void)state;
	put_record(LINE_COUNT, NULL, &text);
	while (text.len <= RECORD_MAX)
		bytes_str(&text, "more\n");
	assert_rc(RC_BAD, record_parse(bytes_slice(&text), &r, &e), &e);
	assert_string_equal(e.text, "REC-1: not a bundle record");
	bytes_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_what_it_read),
		cmocka_unit_test(refuses_what_contradicts_itself_or_has_another_spelling),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(refuses_what_is_longer_than_a_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
