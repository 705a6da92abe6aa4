#include "archiver/gather/read/read_iptc7901.h"

#include "archiver/gather/read/reader.h"

#include "support/story_told.h"
#include "support/test.h"

#include <stdlib.h>

/* Minutes east of UTC, for stamps without a zone. */
#define ZONE 420

#define MESSAGE \
	"\x16\r\n\001nui0123 3 pl 250 cau-suoi-giang\r\n" \
	"Yen Bai\r\n" \
	"\002Khánh thành cầu\r\n" \
	"  Sáng 28/7, xã có cầu mới\r\n" \
	"dài 24 m.\r\n" \
	"\003\r\n281644 GMT jul 23\r\n\004"

struct reading {
	struct story story;
	struct normal normal;
	struct bytes out;
	struct err e;
	enum rc rc;
};

static void
begin(struct reading *r, struct slice raw)
{
	story_init(&r->story);
	normal_init(&r->normal);
	r->out = BYTES_UP_TO(65536);
	r->e = ERR_NONE;
	r->rc = read_iptc7901(raw, ZONE, NULL, &r->normal, &r->story, &r->e);
}

static void
end(struct reading *r)
{
	bytes_release(&r->out);
	normal_release(&r->normal);
	story_release(&r->story);
}

static void
expect_findings(const char *raw, const char *wanted)
{
	struct reading r;

	begin(&r, slice_str(raw));
	assert_rc(RC_OK, r.rc, &r.e);
	story_told_findings(&r.story, &r.out);
	if (!slice_is(bytes_slice(&r.out), wanted))
		fail_msg("%s:\n%.*s", raw, SLICE_FMT(bytes_slice(&r.out)));
	end(&r);
}

static void
tells_what_stands_around_the_text(void **state)
{
	static const struct {
		const char *raw, *wanted;
	} rows[] = {
		{MESSAGE,
			"message=nui0123\nurgency=3\ncategory=pl\nwords=250\n"
			"slugline=cau-suoi-giang Yen Bai\npublished=2023-07-28T16:44:00Z\n"},
		{"\001a1 3 pl 250\n\002x\003", "message=a1\nurgency=3\ncategory=pl\nwords=250\n"},
		{"\001a1 pl 250\n\002x\003", "message=a1\ncategory=pl\nwords=250\n"},
		{"\001a1 Vietnam 250\n\002x\003", "message=a1\nslugline=Vietnam 250\n"},
		{"\001a1\n\002x\003\n010203 dez 1998",
			"message=a1\npublished=1998-12-01T02:03:00+07:00\n"},
		{"\001a1\n\002x\003\n010203 jan 69\004",
			"message=a1\npublished=2069-01-01T02:03:00+07:00\n"},
		{"\001a1\n\002x\003\n310203 feb 23", "message=a1\n"},
		{"\001a1\n\002x\003\n010203 xyz 23", "message=a1\n"},
		{"\001a1\n\002x\003\n0102 jan 23", "message=a1\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_findings(rows[i].raw, rows[i].wanted);
}

static void
knows_where_lines_stand_and_begin_paragraphs(void **state)
{
	struct reading r;

	(void)state;
	begin(&r, slice_str(MESSAGE));
	assert_rc(RC_OK, r.rc, &r.e);
	assert_int_equal(r.story.block_count, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct story_block *b = &r.story.blocks[i];
		struct slice line = slice_of(&MESSAGE[b->raw_start], b->raw_end - b->raw_start);
		struct slice text = story_block_text(&r.story, i);

		assert_non_null(memmem(line.p, line.len, text.p, text.len));
	}
	assert_true(r.story.blocks[1].apart);
	assert_false(r.story.blocks[2].apart);
	assert_int_equal(r.story.told, STORY_TOLD_MOMENT);
	end(&r);
}

static void
refuses_what_it_cannot_read(void **state)
{
	static const struct {
		const char *raw;
		enum rc rc;
		const char *says;
	} rows[] = {
		{"", RC_BAD, "no message of IPTC 7901: no SOH and STX"},
		{"\001a1 x", RC_BAD, "no message of IPTC 7901: no SOH and STX"},
		{MESSAGE MESSAGE, RC_UNSUPPORTED,
			"several messages of IPTC 7901: each is read from a file of its own"},
	};
	struct reading r;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		begin(&r, slice_str(rows[i].raw));
		assert_int_equal(r.rc, rows[i].rc);
		assert_string_equal(r.e.text, rows[i].says);
		end(&r);
	}
	begin(&r, slice_str("\001a1\n\002 \003"));
	assert_int_equal(r.rc, RC_BAD);
	end(&r);
}

static void
survives_every_truncation(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof MESSAGE - 1; len++) {
		char *cut = malloc(len + 1);
		struct reading r;

		assert_non_null(cut);
		memcpy(cut, MESSAGE, len);
		begin(&r, slice_of(cut, len));
		if (r.rc == RC_OK && memchr(cut, '\003', len) == NULL)
			assert_true(slice_is(
				r.story.warnings[0], "its end is missing: there is no ETX"));
		(void)read_iptc7901_check(slice_of(cut, len));
		end(&r);
		free(cut);
	}
}

static void
is_told_by_its_header(void **state)
{
	static const struct {
		const char *first;
		bool is;
	} rows[] = {
		{MESSAGE, true},
		{"\001abc1 3\r\n\002", true},
		{"\001abc 3\r\n\002", false},
		{"\0011 3\r\n\002", false},
		{"\001abc1 3\r\n", false},
		{"abc1 3\r\n\002", false},
		{"", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(read_iptc7901_check(slice_str(rows[i].first)), rows[i].is);
		assert_int_equal(
			reader_guess(slice_str(rows[i].first)).kind == READER_IPTC7901, rows[i].is);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_stands_around_the_text),
		cmocka_unit_test(knows_where_lines_stand_and_begin_paragraphs),
		cmocka_unit_test(refuses_what_it_cannot_read),
		cmocka_unit_test(survives_every_truncation),
		cmocka_unit_test(is_told_by_its_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
