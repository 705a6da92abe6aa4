#include "support/test.h"

#include "archiver/gather/read/charset.h"
#include "archiver/gather/read/normal.h"
#include "archiver/gather/read/read_text.h"
#include "archiver/gather/read/reader.h"
#include "format/base/text.h"

#include <utf8proc.h>

/* ---- what kind of file
 * --------------------------------------------------------------------------- */

struct kind_row {
	const char *what;
	struct slice first;
	enum reader_kind kind;
	const char *ending;
};

static const struct kind_row KINDS[] = {
	{"text", SLICE("Tin\n"), READER_TEXT, "txt"},
	{"nothing", SLICE(""), READER_TEXT, "txt"},
	{"UTF-16", SLICE("\xFF\xFET\0i\0n\0"), READER_TEXT, "txt"},
	{"UTF-16 without a mark", SLICE("T\0i\0n\0 \0m\0o\0i\0"), READER_TEXT, "txt"},
	{"JPEG", SLICE("\xFF\xD8\xFF\xE0\0\x10JFIF"), READER_PICTURE, "jpg"},
	{"PNG", SLICE("\x89PNG\r\n\x1A\n\0\0"), READER_PICTURE, "png"},
	{"PNG cut short", SLICE("\x89PNG\r\n"), READER_TEXT, "txt"},
	{"GIF", SLICE("GIF89a\1\0"), READER_PICTURE, "gif"},
	{"TIFF, little end first", SLICE("II*\0\10\0"), READER_PICTURE, "tif"},
	{"TIFF, big end first", SLICE("MM\0*\0\0"), READER_PICTURE, "tif"},
	{"WebP", SLICE("RIFF\1\2\3\4WEBPVP8 "), READER_PICTURE, "webp"},
	{"RIFF of another kind", SLICE("RIFF\1\2\3\4WAVEfmt "), READER_TEXT, "txt"},
	{"PDF", SLICE("%PDF-1.7"), READER_PDF, "pdf"},
	{"zip", SLICE("PK\3\4\24\0"), READER_ZIP, NULL},
	{"HTML", SLICE("<!doctype HTML><html>"), READER_HTML, "html"},
	{"bytes", SLICE("ab\0cd\1\2\3"), READER_UNKNOWN, NULL},
};

static void
tells_a_file_by_its_first_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
		const struct kind_row *row = &KINDS[i];
		struct reader_guess guess = reader_guess(row->first);

		if (guess.kind != row->kind)
			fail_msg("%s: kind %d", row->what, (int)guess.kind);
		if (row->ending != NULL)
			assert_string_equal(guess.ending, row->ending);
		else
			assert_non_null(guess.what);
	}
}

/* ---- form C
 * ---------------------------------------------------------------------------------------- */

/* What the library makes of it, to compare with. */
static void
compose_with_library(struct slice s, struct bytes *out)
{
	utf8proc_uint8_t *made = NULL;
	utf8proc_ssize_t n = utf8proc_map(
		s.p, (utf8proc_ssize_t)s.len, &made, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	assert_true(n >= 0);
	bytes_add(out, slice_of(made, (size_t)n));
	free(made);
}

static void
takes_for_plain_only_what_form_c_leaves_alone(void **state)
{
	struct bytes made = BYTES_UP_TO(64);
	size_t plain = 0;

	(void)state;
	for (uint32_t point = 0; point <= 0x10FFFF; point++) {
		uint8_t four[4];
		struct slice s = slice_of(four, text_put(point, four));
		const utf8proc_property_t *property =
			utf8proc_get_property((utf8proc_int32_t)point);

		if ((point >= 0xD800 && point <= 0xDFFF) || !normal_is_plain(s))
			continue;
		plain++;
		bytes_clear(&made);
		compose_with_library(s, &made);
		if (!slice_equal(s, bytes_slice(&made)) || property->combining_class != 0)
			fail_msg("U+%04X is not plain", point);
		assert_true(point == '\t' || (point >= 0x20 && point != 0x7F));
	}
	assert_true(plain > 30000);
	bytes_release(&made);
}

/* No plain character may join with one before it: every pair of letter and plain stays two. */
static void
takes_for_plain_nothing_that_joins_what_is_before_it(void **state)
{
	static const uint32_t before[] = {'a', 'e', 0xEA, 0x1EB9, 0x1100, 0xAC00, 0x3042, 0x9C7};
	struct bytes made = BYTES_UP_TO(64), pair = BYTES_UP_TO(64);

	(void)state;
	for (uint32_t point = 0x80; point <= 0x1FFFF; point++) {
		uint8_t four[4];
		struct slice s = slice_of(four, text_put(point, four));

		if ((point >= 0xD800 && point <= 0xDFFF) || !normal_is_plain(s))
			continue;
		for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
			uint8_t first[4];

			bytes_clear(&pair);
			bytes_clear(&made);
			bytes_add(&pair, slice_of(first, text_put(before[i], first)));
			bytes_add(&pair, s);
			compose_with_library(bytes_slice(&pair), &made);
			assert_true(slice_equal(bytes_slice(&pair), bytes_slice(&made)));
		}
	}
	bytes_release(&made);
	bytes_release(&pair);
}

static const char *const COMPOSED[][2] = {
	{"", ""},
	{"abc", "abc"},
	{"Ti\xE1\xBA\xBFng", "Tiếng"},
	{"Tie\xCC\x82\xCC\x81ng Vie\xCC\xA3\xCC\x82t", "Tiếng Việt"},
	{"e\xCC\x82\xCC\xA3", "ệ"},
	{"o\xCC\x9B\xCC\x80 u\xCC\x9B\xCC\xA3", "ờ ự"},
	{"\xCC\x81", "\xCC\x81"},
	{"q\xCC\xA3\xCC\x82", "q\xCC\xA3\xCC\x82"},
	{"q\xCC\x82\xCC\xA3", "q\xCC\xA3\xCC\x82"},
	{"\xE2\x84\xAB", "Å"},
	{"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한"},
	{"\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC"},
};

static void
composes_as_unicode_says(void **state)
{
	struct bytes out = BYTES_UP_TO(1024), theirs = BYTES_UP_TO(1024);
	struct normal n;
	struct err e;

	(void)state;
	normal_init(&n);
	for (size_t i = 0; i < sizeof COMPOSED / sizeof *COMPOSED; i++) {
		bytes_clear(&out);
		bytes_clear(&theirs);
		assert_rc(RC_OK, normal_compose(&n, slice_str(COMPOSED[i][0]), &out, &e), &e);
		compose_with_library(slice_str(COMPOSED[i][0]), &theirs);
		assert_true(slice_is(bytes_slice(&out), COMPOSED[i][1]));
		assert_true(slice_equal(bytes_slice(&out), bytes_slice(&theirs)));
	}
	bytes_release(&out);
	bytes_release(&theirs);
	normal_release(&n);
}

/* Longer than a stretch, with marks in every order at every place where it could be cut. */
static void
composes_long_texts_as_short_ones(void **state)
{
	struct bytes text = BYTES_UP_TO(256 * 1024), out = BYTES_UP_TO(256 * 1024),
		     theirs = BYTES_UP_TO(256 * 1024);
	struct normal n;
	struct err e;
	unsigned seed = 1;

	(void)state;
	normal_init(&n);
	while (text.len < 60000) {
		static const char *const pieces[] = {"e", "\xCC\x82", "\xCC\xA3", "o", "\xCC\x9B",
			" ", "\xCC\x81", "ế", "\xE1\x84\x92", "\xE1\x85\xA1"};

		seed = seed * 1103515245 + 12345;
		bytes_str(&text, pieces[seed / 65536 % (sizeof pieces / sizeof *pieces)]);
	}
	assert_rc(RC_OK, normal_compose(&n, bytes_slice(&text), &out, &e), &e);
	compose_with_library(bytes_slice(&text), &theirs);
	assert_true(slice_equal(bytes_slice(&out), bytes_slice(&theirs)));
	bytes_release(&text);
	bytes_release(&out);
	bytes_release(&theirs);
	normal_release(&n);
}

/* Marks in the worst order: neighbours swapped one by one would take days. */
static void
sorts_many_marks_in_no_time_and_refuses_more(void **state)
{
	struct bytes text = BYTES_UP_TO(1024 * 1024), out = BYTES_UP_TO(1024 * 1024);
	struct normal n;
	struct err e;

	(void)state;
	normal_init(&n);
	bytes_str(&text, "a");
	while (text.len + 4 < NORMAL_STRETCH_MAX)
		bytes_str(&text, "\xCC\x81\xCC\xA3");
	assert_rc(RC_OK, normal_compose(&n, bytes_slice(&text), &out, &e), &e);
	assert_true(slice_starts(bytes_slice(&out), "ạ\xCC\xA3"));
	bytes_str(&text, "\xCC\x81\xCC\xA3");
	assert_rc(RC_LIMIT, normal_compose(&n, bytes_slice(&text), &out, &e), &e);
	bytes_release(&text);
	bytes_release(&out);
	normal_release(&n);
}

/* ---- encodings and lines
 * ------------------------------------------------------------------------- */

struct text_row {
	const char *what;
	struct slice raw;
	const char *text; /* blocks, each with '|' in front, or '/' where it stands apart */
	const char *encoding;
};

static const struct text_row TEXTS[] = {
	{"lines and empty lines", SLICE("a\nb\n\n\nc\n"), "|a|b/c", NULL},
	{"no line end at the end", SLICE("a\n\nb"), "|a/b", NULL},
	{"CR LF", SLICE("a\r\nb\r\n\r\nc\r\n"), "|a|b/c", NULL},
	{"CR", SLICE("a\rb\r\rc"), "|a|b/c", NULL},
	{"all of them", SLICE("a\n\rb\r\n\nc\r"), "|a/b/c", NULL},
	{"white space at both ends",
		SLICE("  a b\t\n\xC2\xA0 \n\xE3\x80\x80"
		      "c\xE2\x80\x8B\n"),
		"|a b/c", NULL},
	{"a mark", SLICE("\xEF\xBB\xBFTin"), "|Tin", NULL},
	{"a mark inside", SLICE("a\n\xEF\xBB\xBFTin"), "|a|Tin", NULL},
	{"controls", SLICE("a\1b\x1B[1mc\td\x7F"), "|ab[1mc\td", NULL},
	{"separators",
		SLICE("a\xE2\x80\xA8"
		      "b\xC2\x85"
		      "c"),
		"|a b c", NULL},
	{"decomposed", SLICE("Vie\xCC\xA3\xCC\x82t"), "|Việt", NULL},
	{"UTF-16, little end first",
		SLICE("\xFF\xFE"
		      "V\0i\0\xC7\x1Et\0\r\0\n\0b\0"),
		"|Việt|b", "UTF-16LE"},
	{"UTF-16, big end first", SLICE("\xFE\xFF\0V\0i\x1E\xC7\0t\0\n\0\n\0b"), "|Việt/b",
		"UTF-16BE"},
	{"UTF-16 without a mark", SLICE("T\0i\0n\0 \0m\0o\0i\0\n\0x\0"), "|Tin moi|x", "UTF-16LE"},
	{"a line break's bytes within a letter", SLICE("\xFE\xFF\x0A\x0D\0a\0\n\0b"),
		"|\xE0\xA8\x8D"
		"a|b",
		"UTF-16BE"},
	{"surrogates", SLICE("\xFE\xFF\xD8\x3D\xDE\x00\0a\xD8\x3D\0b\xDE\x00"),
		"|\xF0\x9F\x98\x80"
		"a\xEF\xBF\xBD"
		"b\xEF\xBF\xBD",
		"UTF-16BE"},
	{"a carriage return at the end",
		SLICE("\xFF\xFE"
		      "a\0\n\0b\0\r\0"),
		"|a|b", "UTF-16LE"},
	{"half a letter at the end",
		SLICE("\xFF\xFE"
		      "a\0b"),
		"|a\xEF\xBF\xBD", "UTF-16LE"},
	{"TCVN3", SLICE("Th\xB5nh ph\xE8 \xAE\xB9t gi\xB6i \x93nh\xCAt\x94\n"),
		"|Thành phố đạt giải “nhất”", "TCVN3"},
	{"TCVN with capitals", SLICE("\xA7\xB9i h\xE9i \xA7\x80I H\x97I l\xC7n th\xF8 hai"),
		"|Đại hội ĐÀI HỘI lần thứ hai", "TCVN5712-1"},
	{"VISCII", SLICE("Th\xE0nh ph\xAF \xF0\xD5t gi\xE4i nh\xA4t"), "|Thành phố đạt giải nhất",
		"VISCII"},
	{"CP1258",
		SLICE("Th\xE0nh ph\xF4\xEC \xF0"
		      "a\xF2t gia\xD2i nh\xE2\xECt"),
		"|Thành phố đạt giải nhất", "windows-1258"},
	{"VNI",
		SLICE("Tha\xF8nh pho\xE1 \xF1"
		      "a\xEFt gia\xFBi nha\xE1t, ng\xF6\xF4\xF8i da\xE2n \x93vui\x94"),
		"|Thành phố đạt giải nhất, người dân “vui”", "VNI"},
	{"VNI in capitals",
		SLICE("\xD1\xD4\xD8I S\xD6\xCF LA\xC8NG M\xD4\xD9I \xD1"
		      "E"
		      "\xC1"
		      "N"),
		"|ĐỜI SỰ LẰNG MỚI ĐẾN", "VNI"},
	{"UTF-8 with a bad byte",
		SLICE("Thành phố đạt giải nhất, người dân phấn khởi đón mừng lễ hội \xFF"
		      "ở vườn hoa giữa trung tâm"),
		"|Thành phố đạt giải nhất, người dân phấn khởi đón mừng lễ hội \xEF\xBF\xBDở vườn hoa "
		"giữa trung tâm",
		"UTF-8"},
};

/* The blocks as one text. */
static void
flatten(const struct story *s, struct bytes *out)
{
	for (size_t i = 0; i < s->block_count; i++) {
		bytes_u8(out, s->blocks[i].apart ? '/' : '|');
		bytes_add(out, story_block_text(s, i));
	}
}

/* Of the original: what a block says it was made of is in it, and as it says where verbatim. */
static void
check_places(const struct story *s, struct slice raw, const char *what)
{
	size_t before = 0;

	for (size_t i = 0; i < s->block_count; i++) {
		const struct story_block *b = &s->blocks[i];
		struct slice from = slice_of(raw.p + b->raw_start, b->raw_end - b->raw_start);

		if (b->raw_start < before || b->raw_end < b->raw_start || b->raw_end > raw.len)
			fail_msg("%s: block %zu is nowhere", what, i);
		if (b->verbatim && !slice_equal(from, story_block_text(s, i)))
			fail_msg("%s: block %zu is not what it was", what, i);
		before = b->raw_end;
	}
}

static void
reads_any_encoding_into_blocks(void **state)
{
	struct bytes out = BYTES_UP_TO(4096);
	struct normal n;
	struct story s;
	struct err e;

	(void)state;
	normal_init(&n);
	story_init(&s);
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
		const struct text_row *row = &TEXTS[i];
		const struct story_finding *f;
		enum rc rc;

		story_clear(&s);
		bytes_clear(&out);
		rc = read_text(row->raw, &n, &s, &e);
		if (rc != RC_OK)
			fail_msg("%s: %s", row->what, e.text);
		flatten(&s, &out);
		if (!slice_is(bytes_slice(&out), row->text))
			fail_msg("%s: %.*s", row->what, SLICE_FMT(bytes_slice(&out)));
		check_places(&s, row->raw, row->what);
		f = story_surest(&s, "encoding");
		if ((f == NULL) != (row->encoding == NULL) ||
			(f != NULL && !slice_is(f->value, row->encoding)))
			fail_msg("%s: another encoding", row->what);
	}
	story_release(&s);
	normal_release(&n);
	bytes_release(&out);
}

struct refused_row {
	const char *what;
	struct slice raw;
	enum rc rc;
	const char *said;
};

static const struct refused_row REFUSED[] = {
	{"nothing", SLICE(""), RC_BAD, "no text in it"},
	{"white space", SLICE(" \n\r\n\t\xC2\xA0\n"), RC_BAD, "no text in it"},
	{"a mark alone", SLICE("\xEF\xBB\xBF"), RC_BAD, "no text in it"},
	{"French in Latin-1", SLICE("L'\xE9t\xE9 dernier, l'\xE9quipe a gagn\xE9 \xE0 N\xEEmes"),
		RC_UNSUPPORTED, NULL},
	{"Spanish in Latin-1",
		SLICE("El d\xED"
		      "a m\xE1s largo del a\xF1o en Espa\xF1"
		      "a"),
		RC_UNSUPPORTED, NULL},
	{"French in Latin-1, with one word that could be Vietnamese",
		SLICE("le lieu o\xF9 le vent est fort"), RC_UNSUPPORTED, NULL},
	{"German in Latin-1",
		SLICE("F\xFCr die gr\xF6\xDFte Stra\xDF"
		      "e der s\xFC"
		      "dlichen L\xE4nder"),
		RC_UNSUPPORTED, NULL},
	{"Portuguese in Latin-1",
		SLICE("A popula\xE7\xE3o n\xE3o ter\xE1 \xE1gua at\xE9 amanh\xE3"), RC_UNSUPPORTED,
		NULL},
	{"no text at all", SLICE("\x81\x82\x83\xFE\xFF\x90\xA0\xB0\xC0"), RC_UNSUPPORTED, NULL},
};

static void
refuses_what_it_would_have_to_make_up(void **state)
{
	struct normal n;
	struct story s;
	struct err e;

	(void)state;
	normal_init(&n);
	story_init(&s);
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
		const struct refused_row *row = &REFUSED[i];
		enum rc rc;

		story_clear(&s);
		rc = read_text(row->raw, &n, &s, &e);
		if (rc != row->rc || (row->said != NULL && strcmp(e.text, row->said) != 0))
			fail_msg("%s: %d, %s", row->what, (int)rc, e.text);
	}
	story_release(&s);
	normal_release(&n);
}

static void
says_what_it_left_out(void **state)
{
	struct normal n;
	struct story s;
	struct err e;

	(void)state;
	normal_init(&n);
	story_init(&s);
	assert_rc(RC_OK, read_text(slice_str("a\1\2b"), &n, &s, &e), &e);
	assert_int_equal(s.warning_count, 1);
	assert_slice_is(s.warnings[0], "2 control characters are left out of the text");
	story_clear(&s);
	assert_rc(RC_OK, read_text(slice_str("a\xEF\xBF\xBD"), &n, &s, &e), &e);
	assert_int_equal(s.warning_count, 1);
	assert_slice_is(s.warnings[0], "1 characters could not be read, or are U+FFFD");
	story_release(&s);
	normal_release(&n);
}

static void
refuses_more_paragraphs_than_it_has_room_for(void **state)
{
	struct bytes raw = BYTES_UP_TO(4 * 1024 * 1024);
	struct normal n;
	struct story s;
	struct err e;

	(void)state;
	normal_init(&n);
	story_init(&s);
	for (size_t i = 0; i < STORY_BLOCKS_MAX; i++)
		bytes_str(&raw, "a\r");
	assert_rc(RC_OK, read_text(bytes_slice(&raw), &n, &s, &e), &e);
	assert_int_equal(s.block_count, STORY_BLOCKS_MAX);
	bytes_str(&raw, "a");
	story_clear(&s);
	assert_rc(RC_LIMIT, read_text(bytes_slice(&raw), &n, &s, &e), &e);
	story_release(&s);
	normal_release(&n);
	bytes_release(&raw);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_a_file_by_its_first_bytes),
		cmocka_unit_test(takes_for_plain_only_what_form_c_leaves_alone),
		cmocka_unit_test(takes_for_plain_nothing_that_joins_what_is_before_it),
		cmocka_unit_test(composes_as_unicode_says),
		cmocka_unit_test(composes_long_texts_as_short_ones),
		cmocka_unit_test(sorts_many_marks_in_no_time_and_refuses_more),
		cmocka_unit_test(reads_any_encoding_into_blocks),
		cmocka_unit_test(refuses_what_it_would_have_to_make_up),
		cmocka_unit_test(says_what_it_left_out),
		cmocka_unit_test(refuses_more_paragraphs_than_it_has_room_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
