#include "support/test.h"

#include "format/base/cursor.h"
#include "format/base/digest.h"
#include "format/base/encode.h"
#include "format/base/json.h"
#include "format/base/number.h"
#include "format/base/stream.h"
#include "format/base/text.h"

static void
masks_what_could_drive_a_terminal(void **state)
{
	struct err e;
	char out[64];

	(void)state;
	err_set(&e, RC_BAD, "name \"%s\"", "a\x1b[2J\xc2\x9b\xe2\x80\xae\xff-Đ");
	assert_string_equal(e.text, "name \"a\\u{1B}[2J\\u{9B}\\u{202E}\\xFF-Đ\"");
	assert_int_equal(text_mask(RAW("ĐĐĐ"), out, 6), 4);
	assert_string_equal(out, "ĐĐ");
}

static void
adds_context_from_the_inside_out(void **state)
{
	struct err e;

	(void)state;
	assert_int_equal(err_set(&e, RC_LIMIT, "%u frames", 3U), RC_LIMIT);
	assert_int_equal(err_within(&e, RC_LIMIT, "seek table"), RC_LIMIT);
	assert_string_equal(e.text, "seek table: 3 frames");
	err_sys(&e, 2, "cannot open \"%s\"", "x");
	assert_int_equal(e.rc, RC_IO);
	assert_string_equal(e.text, "cannot open \"x\": No such file or directory");
}

static void
remembers_the_first_failed_append(void **state)
{
	struct bytes b = BYTES_UP_TO(4);
	struct err e;

	(void)state;
	bytes_str(&b, "abc");
	bytes_str(&b, "de");
	bytes_str(&b, "f");
	assert_slice_is(bytes_slice(&b), "abc");
	assert_rc(RC_LIMIT, bytes_check(&b, "hold", &e), &e);
	assert_string_equal(e.text, "hold: more than 4 bytes");
	bytes_clear(&b);
	bytes_u32le(&b, 0x04030201);
	assert_rc(RC_OK, bytes_check(&b, "hold", &e), &e);
	assert_slice_is(bytes_slice(&b), "\x01\x02\x03\x04");
	bytes_release(&b);
	bytes_release(&b);
}

static void
reads_fields_and_remembers_the_first_failure(void **state)
{
	struct cursor c = cursor_over(RAW("\x02\x01line\nrest"));

	(void)state;
	assert_int_equal(cursor_u16le(&c), 0x0102);
	assert_slice_is(cursor_line(&c), "line");
	assert_false(cursor_ended(&c));
	assert_int_equal(cursor_line(&c).len, 0);
	assert_false(cursor_ok(&c));
	assert_int_equal(cursor_u8(&c), 0);
	assert_int_equal(cursor_rest(&c).len, 0);
}

static void
knows_one_spelling_of_a_number(void **state)
{
	static const struct {
		const char *text;
		bool good;
	} rows[] = {
		{"0", true},
		{"18446744073709551615", true},
		{"18446744073709551616", false},
		{"99999999999999999999", false},
		{"", false},
		{"01", false},
		{"00", false},
		{"+1", false},
		{"-1", false},
		{" 1", false},
		{"1 ", false},
		{"1a", false},
	};
	uint64_t v;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(
			number_parse(slice_str(rows[i].text), UINT64_MAX, &v), rows[i].good);
	assert_true(number_parse(RAW("9"), 9, &v));
	assert_false(number_parse(RAW("10"), 9, &v));
	assert_false(number_parse(RAW("7"), 3, &v));
}

static void
knows_one_spelling_of_base64_and_hex(void **state)
{
	/* RFC 4648 section 10. */
	static const char *const plain[] = {"", "f", "fo", "foo", "foob", "fooba", "foobar"};
	static const char *const coded[] = {
		"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
	uint8_t out[8];

	(void)state;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		struct bytes b = BYTES_UP_TO(64);
		size_t n = strlen(plain[i]);

		encode_base64(slice_str(plain[i]), &b);
		assert_true(slice_is(bytes_slice(&b), coded[i]));
		assert_true(encode_base64_parse(slice_str(coded[i]), out, n));
		assert_memory_equal(out, plain[i], n);
		bytes_release(&b);
	}
	assert_false(encode_base64_parse(RAW("Zh=="), out, 1)); /* unused bits set */
	assert_false(encode_base64_parse(RAW("Zm9="), out, 2));
	assert_false(encode_base64_parse(RAW("Zg=="), out, 2));
	assert_false(encode_base64_parse(RAW("Zg"), out, 1));
	assert_false(encode_base64_parse(RAW("Z==="), out, 0));
	assert_false(encode_base64_parse(RAW("Zm 9"), out, 3));
	assert_true(encode_hex_parse(RAW("00ff"), out, 2));
	assert_false(encode_hex_parse(RAW("00FF"), out, 2));
	assert_false(encode_hex_parse(RAW("00f"), out, 2));
}

static void
hashes_as_fips_180_4_says(void **state)
{
	struct digest d = digest_of(RAW("abc")), back;
	struct hasher h;

	(void)state;
	assert_string_equal(digest_text(&d).text,
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	hasher_start(&h);
	hasher_add(&h, RAW("a"));
	hasher_add(&h, RAW(""));
	hasher_add(&h, RAW("bc"));
	back = hasher_end(&h);
	assert_true(digest_equal(&d, &back));
	assert_true(digest_parse(slice_str(digest_text(&d).text), &back));
	assert_false(digest_parse(RAW("BA"), &back));
}

static void
tells_utf8_from_what_is_not(void **state)
{
	static const struct {
		struct slice s;
		bool good;
	} rows[] = {
		{SLICE(""), true},
		{SLICE("Cụm các tỉnh trung du và miền núi phía Bắc"), true},
		{SLICE("\xf4\x8f\xbf\xbf"), true},
		{SLICE("\xf4\x90\x80\x80"), false},
		{SLICE("\xc0\x80"), false},
		{SLICE("\xed\xa0\x80"), false},
		{SLICE("\xe0\x9f\xbf"), false},
		{SLICE("\xf0\x8f\xbf\xbf"), false},
		{SLICE("abcdefgh\x80"), false},
		{SLICE("\xe1\xba"), false},
	};
	uint8_t out[4];
	uint32_t point;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(text_is_utf8(rows[i].s), rows[i].good);
	for (uint32_t p = 0; p <= 0x10FFFF; p++) {
		size_t n = text_put(p, out);

		if (p >= 0xD800 && p <= 0xDFFF)
			continue;
		assert_int_equal(text_point(slice_of(out, n), &point), n);
		assert_int_equal(point, p);
	}
}

static bool
points_all_the_way(struct slice s)
{
	uint32_t point;

	while (s.len > 0) {
		size_t n = text_point(s, &point);

		if (n == 0)
			return false;
		s = slice_from(s, n);
	}
	return true;
}

static void
has_one_idea_of_what_utf8_is(void **state)
{
	static const uint8_t tails[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xE1};
	uint8_t raw[5] = {'a', 0, 0, 0, 0};

	(void)state;
	for (unsigned lead = 0; lead < 256; lead++) {
		for (unsigned second = 0; second < 256; second++) {
			for (size_t i = 0; i < sizeof tails * sizeof tails; i++) {
				raw[1] = (uint8_t)lead;
				raw[2] = (uint8_t)second;
				raw[3] = tails[i / sizeof tails];
				raw[4] = tails[i % sizeof tails];
				for (size_t len = 2; len <= sizeof raw; len++)
					assert_int_equal(text_is_utf8(slice_of(raw, len)),
						points_all_the_way(slice_of(raw, len)));
			}
		}
	}
}

static void
writes_json_one_way(void **state)
{
	struct bytes b = BYTES_UP_TO(256);
	struct json j = JSON_TO(&b);

	(void)state;
	json_open(&j);
	json_pair(&j, "a", RAW("\"\\\n\x01\0Đ"));
	json_line(&j);
	json_key(&j, "l");
	json_open_list(&j);
	json_number(&j, 1);
	json_bool(&j, true);
	json_null(&j);
	json_close_list(&j);
	json_close(&j);
	assert_slice_is(
		bytes_slice(&b), "{\"a\":\"\\\"\\\\\\n\\u0001\\u0000Đ\",\n\"l\":[1,true,null]}");
	bytes_release(&b);
}

static void
escapes_at_every_place_of_a_string(void **state)
{
	static const char *const needs[] = {"\"", "\\", "\x01", "\n"};

	(void)state;
	for (size_t n = 0; n < sizeof needs / sizeof *needs; n++)
		for (size_t at = 0; at < 24; at++) {
			struct bytes plain = BYTES_UP_TO(64), out = BYTES_UP_TO(64);
			struct json j = JSON_TO(&out);

			for (size_t i = 0; i < 24; i++)
				bytes_u8(&plain, i == at ? (uint8_t)*needs[n] : 0xA0);
			json_string(&j, bytes_slice(&plain));
			assert_int_equal(slice_find(bytes_slice(&out), '\\'), at + 1);
			assert_true(out.len == 26 + 1 || out.len == 26 + 5);
			bytes_release(&plain);
			bytes_release(&out);
		}
}

static void
shows_text_up_to_what_is_hidden(void **state)
{
	static const struct {
		const char *what, *text;
		size_t len;
	} rows[] = {
		{"all of it", "Đà Nẵng, 漢字 Привет", 32},
		{"a control", "Đà\tNẵng", 4},
		{"DEL", "a\x7f", 1},
		{"a zero-width space", "a\xE2\x80\x8B", 1},
		{"an Arabic letter mark", "a\xD8\x9C", 1},
		{"a soft hyphen", "a\xC2\xAD", 1},
		{"half a character", "a\xE1\xBA", 1},
		{"nothing", "", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (text_shown_len(slice_str(rows[i].text)) != rows[i].len)
			fail_msg("%s: %zu", rows[i].what, text_shown_len(slice_str(rows[i].text)));
}

static void
reads_a_source_within_its_bounds_only(void **state)
{
	struct slice mem = RAW("0123456789");
	struct source s = source_memory(&mem);
	uint8_t out[4];
	struct err e;

	(void)state;
	assert_rc(RC_OK, source_read(&s, 6, out, 4, &e), &e);
	assert_memory_equal(out, "6789", 4);
	assert_rc(RC_BAD, source_read(&s, 7, out, 4, &e), &e);
	assert_string_equal(e.text, "4 bytes wanted at offset 7 of 10");
	assert_rc(RC_BAD, source_read(&s, UINT64_MAX, out, 4, &e), &e);
}

static void
finds_the_first_control_wherever_it_stands(void **state)
{
	uint8_t text[40];

	(void)state;
	for (size_t len = 0; len <= sizeof text; len++) {
		memset(text, 0x20, sizeof text);
		assert_int_equal(text_control(slice_of(text, len)), len);
		memset(text, 0xA0, sizeof text);
		assert_int_equal(text_control(slice_of(text, len)), len);
		for (size_t at = 0; at < len; at++) {
			text[at] = (uint8_t)(at % 0x20);
			assert_int_equal(text_control(slice_of(text, len)), at);
			text[at] = 0x7F;
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_first_control_wherever_it_stands),
		cmocka_unit_test(masks_what_could_drive_a_terminal),
		cmocka_unit_test(adds_context_from_the_inside_out),
		cmocka_unit_test(remembers_the_first_failed_append),
		cmocka_unit_test(reads_fields_and_remembers_the_first_failure),
		cmocka_unit_test(knows_one_spelling_of_a_number),
		cmocka_unit_test(knows_one_spelling_of_base64_and_hex),
		cmocka_unit_test(hashes_as_fips_180_4_says),
		cmocka_unit_test(tells_utf8_from_what_is_not),
		cmocka_unit_test(has_one_idea_of_what_utf8_is),
		cmocka_unit_test(writes_json_one_way),
		cmocka_unit_test(escapes_at_every_place_of_a_string),
		cmocka_unit_test(shows_text_up_to_what_is_hidden),
		cmocka_unit_test(reads_a_source_within_its_bounds_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
