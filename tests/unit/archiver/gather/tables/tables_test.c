#include "support/test.h"

#include "archiver/gather/tables/legacy_charset.h"
#include "archiver/gather/tables/vietnamese.h"
#include "format/base/text.h"

#include "archiver/gather/tables/words.c" /* NOLINT(bugprone-suspicious-include): for its lists */

#include <iconv.h>
#include <utf8proc.h>

/* ---- Vietnamese
 * ------------------------------------------------------------------------------------ */

static void
knows_every_letter_with_its_tone(void **state)
{
	static const char *const vowels[] = {"aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ",
		"iìỉĩíị", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ"};
	static const char letters[] = "awzejiofxuvy";
	static const uint8_t tones[] = {0, 1, 2, 3, 4, 5};

	(void)state;
	for (size_t v = 0; v < sizeof vowels / sizeof *vowels; v++) {
		struct slice s = slice_str(vowels[v]);

		for (size_t t = 0; t < 6; t++) {
			struct vietnamese_letter small, capital;
			uint32_t point;
			size_t n = text_point(s, &point);

			s = slice_from(s, n);
			assert_true(vietnamese_letter(point, &small));
			assert_true(vietnamese_letter(
				(uint32_t)utf8proc_toupper((utf8proc_int32_t)point), &capital));
			assert_int_equal(small.letter, letters[v]);
			assert_int_equal(small.tone, tones[t]);
			assert_memory_equal(&small, &capital, sizeof small);
		}
	}
}

static void
knows_no_other_letters(void **state)
{
	static const uint32_t points[] = {0, '0', ' ', 'f', 'j', 'w', 'z', 'W', 0xC4, 0xD1, 0xF6,
		0xFF, 0x100, 0x1B1, 0x1E9F, 0x1EFA, 0x300, 0x4E00, 0x10FFFF};
	struct vietnamese_letter letter;

	(void)state;
	for (size_t i = 0; i < sizeof points / sizeof *points; i++)
		assert_false(vietnamese_letter(points[i], &letter));
}

static void
tells_syllables_by_their_spelling(void **state)
{
	static const char *const good[] = {"ngày", "nghiêng", "Thương", "QUYẾT", "gì", "giếng", "ở",
		"yêu", "khuya", "ĐẶNG", "Ðức", "hoà", "hòa", "thuỷ", "xoong", "uy", "a", "ngoằn"};
	static const char *const bad[] = {"", "this", "that", "với1", "văng.", "nqiêng", "nghiêngg",
		"cat", "bàc", "tápp", "zà", "àá", "ngh", "Straße", "b\xFF", "hoạ̀t", "kkô"};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!vietnamese_syllable(slice_str(good[i])))
			fail_msg("%s is a syllable", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (vietnamese_syllable(slice_str(bad[i])))
			fail_msg("%s is no syllable", bad[i]);
}

/* ---- old encodings
 * --------------------------------------------------------------------------------- */

/* One byte as the C library reads it; 0 where it has no character. */
static uint32_t
by_iconv(iconv_t cd, uint8_t byte)
{
	char in[2] = {(char)byte}, out[16];
	char *from = in, *to = out;
	size_t from_left = 1, to_left = sizeof out;
	uint32_t point = 0;

	iconv(cd, NULL, NULL, NULL, NULL);
	/* Without anything to write into at the end, a letter is held back for a mark to come. */
	if (iconv(cd, &from, &from_left, &to, &to_left) == (size_t)-1 ||
		iconv(cd, NULL, NULL, &to, &to_left) == (size_t)-1)
		return 0;
	if (to - out == 4)
		memcpy(&point, out, sizeof point);
	return point;
}

static void
agrees_with_the_c_library_on_old_encodings(void **state)
{
	static const struct {
		enum legacy_charset charset;
		const char *name;
	} rows[] = {{LEGACY_CHARSET_TCVN, "TCVN5712-1"}, {LEGACY_CHARSET_VISCII, "VISCII"},
		{LEGACY_CHARSET_CP1258, "CP1258"}};

	(void)state;
	for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
		iconv_t cd = iconv_open("UTF-32LE", rows[r].name);

		if (cd == (iconv_t)-1)
			continue;
		for (unsigned b = 1; b < 256; b++) {
			uint32_t ours = legacy_charset_point(rows[r].charset, (uint8_t)b);
			uint32_t theirs = by_iconv(cd, (uint8_t)b);

			if (ours != theirs)
				fail_msg("%s 0x%02X: U+%04X, not U+%04X", rows[r].name, b, ours,
					theirs);
		}
		iconv_close(cd);
	}
}

/* Every letter of the alphabet with marks as VNI writes it, and what is none of them. */
static void
reads_a_letter_of_vni_from_two_bytes(void **state)
{
	static const struct {
		uint8_t before, byte;
		size_t count;
		uint32_t marks[2];
	} rows[] = {{'a', 0xF9, 1, {0x301}}, {'A', 0xD9, 1, {0x301}},
		{'a', 0xE4, 2, {0x302, 0x323}}, {'a', 0xFC, 2, {0x306, 0x303}},
		{0xF4, 0xF8, 1, {0x300}}, {0xD6, 0xCF, 1, {0x323}}, {'y', 0xFB, 1, {0x309}},
		{'o', 0xEA, 0, {0}}, {'e', 0xE8, 0, {0}}, {'i', 0xF9, 0, {0}}, {'t', 0xE0, 0, {0}},
		{0xF9, 0xF9, 0, {0}}, {0, 0xF9, 0, {0}}, {'a', 'b', 0, {0}}, {'a', 0xF1, 0, {0}},
		{'a', 0xB7, 0, {0}}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint32_t marks[2] = {0, 0};
		size_t count = legacy_charset_marks(rows[i].byte, rows[i].before, marks);

		if (count != rows[i].count || marks[0] != rows[i].marks[0] ||
			marks[1] != rows[i].marks[1])
			fail_msg("0x%02X behind 0x%02X: %zu, U+%04X U+%04X", rows[i].byte,
				rows[i].before, count, marks[0], marks[1]);
	}
	assert_int_equal(legacy_charset_point(LEGACY_CHARSET_VNI, 0xF1), 0x111);
	assert_int_equal(legacy_charset_point(LEGACY_CHARSET_VNI, 0xCE), 0x1EF4);
	assert_int_equal(legacy_charset_point(LEGACY_CHARSET_VNI, 0x93), 0x201C);
	assert_int_equal(legacy_charset_point(LEGACY_CHARSET_VNI, 0xB0), 0xB0);
	assert_int_equal(legacy_charset_point(LEGACY_CHARSET_VNI, 0xF9), 0);
}

static void
reads_tcvn3_with_the_punctuation_of_windows(void **state)
{
	(void)state;
	assert_int_equal(legacy_charset_point(LEGACY_CHARSET_TCVN3, 0x93), 0x201C);
	assert_int_equal(legacy_charset_point(LEGACY_CHARSET_TCVN3, 0xAE), 0x111);
	assert_int_equal(legacy_charset_point(LEGACY_CHARSET_TCVN3, 'a'), 'a');
	assert_int_equal(legacy_charset_point(LEGACY_CHARSET_TCVN3, 0x01), 0x01);
	for (unsigned b = 0xA0; b < 256; b++)
		assert_int_equal(legacy_charset_point(LEGACY_CHARSET_TCVN3, (uint8_t)b),
			legacy_charset_point(LEGACY_CHARSET_TCVN, (uint8_t)b));
}

/* ---- lists
 * ------------------------------------------------------------------------------------------ */

static void
has_lists_in_small_letters(void **state)
{
	(void)state;
	for (enum words_list l = 0; l < WORDS_LISTS; l++) {
		const struct words *words = words_of(l);

		assert_true(words->count > 0);
		for (size_t i = 0; i < words->count; i++) {
			struct slice s = words->at[i];
			uint32_t point;
			size_t n;

			for (; (n = text_point(s, &point)) > 0; s = slice_from(s, n))
				assert_int_equal(utf8proc_tolower((utf8proc_int32_t)point), point);
			assert_int_equal(s.len, 0);
		}
	}
}

static void
has_cues_in_the_order_in_which_they_are_searched(void **state)
{
	struct words_index index;

	(void)state;
	words_index_init(&index);
	for (size_t i = 0; i < CUE_COUNT; i++) {
		assert_true(CUES[i].words.len >= 2);
		assert_true(CUES[i].cues != 0);
		if (i > 0 && slice_order(CUES[i - 1].words, CUES[i].words) >= 0)
			fail_msg("%.*s is not behind %.*s", SLICE_FMT(CUES[i].words),
				SLICE_FMT(CUES[i - 1].words));
		assert_int_equal(words_cues(&index, CUES[i].words) & CUES[i].cues, CUES[i].cues);
	}
}

struct cue_row {
	const char *text;
	unsigned cues;
};

static const struct cue_row CUE_ROWS[] = {
	{"", 0},
	{"a", 0},
	{"quang cảnh buổi lễ", WORDS_CUE_OPENING},
	{"quang cảnhx buổi lễ", 0},
	{"toàn quang cảnh", 0},
	{"tuy nhiên, không ai nói gì",
		WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER | WORDS_CUE_SAYING | WORDS_CUE_TENSE},
	{"đang thu hoạch", WORDS_CUE_NOW | WORDS_CUE_ACTION},
	{"cầu treo. ảnh: n.h", WORDS_CUE_CREDIT},
	{"cầu treo (ảnh: n.h)", WORDS_CUE_CREDIT | WORDS_CUE_SCENE},
	{"cảnh báo", 0},
	{"ông phát biểu tại hội nghị", WORDS_CUE_SCENE},
	{"ông đã về", WORDS_CUE_TENSE},
	{"đã", WORDS_CUE_TENSE},
	{"sẽ không", WORDS_CUE_TENSE},
	{"việc này", WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER},
};

static void
finds_cues_as_whole_words(void **state)
{
	struct words_index index;

	(void)state;
	words_index_init(&index);
	for (size_t i = 0; i < sizeof CUE_ROWS / sizeof *CUE_ROWS; i++)
		if (words_cues(&index, slice_str(CUE_ROWS[i].text)) != CUE_ROWS[i].cues)
			fail_msg("%s: %x, expected %x", CUE_ROWS[i].text,
				words_cues(&index, slice_str(CUE_ROWS[i].text)), CUE_ROWS[i].cues);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_every_letter_with_its_tone),
		cmocka_unit_test(knows_no_other_letters),
		cmocka_unit_test(tells_syllables_by_their_spelling),
		cmocka_unit_test(agrees_with_the_c_library_on_old_encodings),
		cmocka_unit_test(reads_a_letter_of_vni_from_two_bytes),
		cmocka_unit_test(reads_tcvn3_with_the_punctuation_of_windows),
		cmocka_unit_test(has_lists_in_small_letters),
		cmocka_unit_test(has_cues_in_the_order_in_which_they_are_searched),
		cmocka_unit_test(finds_cues_as_whole_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
