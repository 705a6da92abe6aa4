#include "support/test.h"

#include "format/base/civil.h"
#include "keys/keypair.h"
#include "keys/note.h"
#include "keys/trust.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Three keys of minisign's making: ids 1DC80ABE2083D1E2, 2C689C8F5A5E57F5, 4DE9E1D429BA2A02. */
#define K1    "RWTi0YMgvgrIHWsW4asWgqs8Cp3UBl1bSWr7+LzAKhd1UTwczX5b23tG"
#define K2    "RWT1V15aj5xoLEy5yMAg2OxPU9+MUFInAZR8mABLHqvxcp0Ok2pBVLqK"
#define K3    "RWQCKrop1OHpTfeH+PnQb6yB2xQu3dWHl/9Fe1zMMFYJf3KW93UVrqD/"
#define K1_ID "1DC80ABE2083D1E2"
/* The first key under the second's id, and the second's under the first's. */
#define K1_UNDER_ID2 "RWT1V15aj5xoLGsW4asWgqs8Cp3UBl1bSWr7+LzAKhd1UTwczX5b23tG"

static struct public_key
key_of(const char *line)
{
	struct public_key key;
	struct err e;

	assert_rc(RC_OK, public_key_parse(slice_str(line), &key, &e), &e);
	return key;
}

static int64_t
seconds(const char *moment)
{
	struct civil c;

	assert_true(civil_parse(slice_str(moment), &c));
	return civil_seconds(&c);
}

static int64_t
day(const char *date)
{
	int64_t d;

	assert_true(trust_key_day_parse(slice_str(date), 0, &d));
	return d;
}

static struct trust
parse(const char *text)
{
	struct trust t = TRUST_EMPTY;
	struct err e;

	assert_rc(RC_OK, trust_parse(slice_str(text), &t, &e), &e);
	return t;
}

static void
assert_written(const struct trust *t, const char *text)
{
	struct bytes out = BYTES_UP_TO(TRUST_FILE_MAX);

	trust_write(t, &out);
	bytes_u8(&out, 0);
	assert_string_equal((const char *)out.p, text);
	bytes_release(&out);
}

static void
reads_one_line(void **state)
{
	struct public_key k1 = key_of(K1);
	struct trust_key key;
	struct err e;

	(void)state;
	assert_rc(RC_OK,
		trust_key_parse(RAW("example.org/log " K1 " 2023-07-01 2024-02-29 Hồng Long, desk"),
			&key, &e),
		&e);
	assert_slice_is(key.origin, "example.org/log");
	assert_true(public_key_equal(&key.public, &k1));
	assert_int_equal(key.from, 19539);
	assert_int_equal(key.until, 19782);
	assert_false(key.revoked);
	assert_slice_is(key.name, "Hồng Long, desk");

	assert_rc(RC_OK, trust_key_parse(RAW(" o\t" K1 "  - \t revoked"), &key, &e), &e);
	assert_slice_is(key.origin, "o");
	assert_true(key.from == TRUST_KEY_ALWAYS);
	assert_true(key.until == TRUST_KEY_FOREVER);
	assert_true(key.revoked);
	assert_int_equal(key.name.len, 0);
}

static void
refuses_lines_of_another_shape(void **state)
{
#define SHAPE	"not <origin> <public key> <from> <until> <name>"
#define ONELINE "not UTF-8, or with control characters"
	static const struct {
		struct slice line;
		const char *says;
	} rows[] = {
		{SLICE(""), SHAPE},
		{SLICE("o"), SHAPE},
		{SLICE("o " K1), SHAPE},
		{SLICE("o " K1 " -"), SHAPE},
		{SLICE("o " K1 " - "), SHAPE},
		{SLICE("* " K1 " - - x"), "\"*\" cannot be an origin"},
		{SLICE("#o " K1 " - - x"), "\"#o\" cannot be an origin"},
		{SLICE("a+b " K1 " - - x"), "\"a+b\" cannot be an origin"},
		{SLICE("o\xc2\xa0 " K1 " - - x"), "\"o\xc2\xa0\" cannot be an origin"},
		{SLICE("o AAAA - - x"), "public key is not 42 bytes in base64"},
		{SLICE("o " K1 " 2023-02-29 - x"), "\"2023-02-29\" is neither a date nor -"},
		{SLICE("o " K1 " revoked - x"), "\"revoked\" is neither a date nor -"},
		{SLICE("o " K1 " - 2023-7-1 x"),
			"\"2023-7-1\" is neither a date nor - nor \"revoked\""},
		{SLICE("o " K1 " - Revoked x"),
			"\"Revoked\" is neither a date nor - nor \"revoked\""},
		{SLICE("o " K1 " 2023-07-02 2023-07-01 x"),
			"believed from 2023-07-02, but until 2023-07-01"},
		{SLICE("o " K1 " - - x\r"), ONELINE},
		{SLICE("o " K1 " - - x\0"), ONELINE},
		{SLICE("o " K1 " - - \xff"), ONELINE},
	};
	struct trust_key key;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_BAD, trust_key_parse(rows[i].line, &key, &e), &e);
		assert_string_equal(e.text, rows[i].says);
		assert_int_equal(key.origin.len, 0);
	}
}

static void
spells_days_one_way(void **state)
{
	static const struct {
		const char *text;
		int64_t day;
		bool good;
	} rows[] = {
		{"1970-01-01", 0, true},
		{"1969-12-31", -1, true},
		{"0001-01-01", -719162, true},
		{"9999-12-31", 2932896, true},
		{"-", 42, true},
		{"", 0, false},
		{"--", 0, false},
		{"2023-13-01", 0, false},
		{"2023-07-28T00:00:00Z", 0, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t d = 0;

		assert_int_equal(
			trust_key_day_parse(slice_str(rows[i].text), 42, &d), rows[i].good);
		assert_int_equal(d, rows[i].day);
		if (rows[i].good && d != 42)
			assert_string_equal(trust_key_day_text(d).text, rows[i].text);
	}
	assert_string_equal(trust_key_day_text(TRUST_KEY_ALWAYS).text, "-");
	assert_string_equal(trust_key_day_text(TRUST_KEY_FOREVER).text, "-");
	assert_string_equal(trust_key_day_text(2932897).text, "-");
	assert_int_equal(trust_key_day(-1), -1);
	assert_int_equal(trust_key_day(0), 0);
	assert_int_equal(trust_key_day(86399), 0);
	assert_int_equal(trust_key_day(86400), 1);
	assert_int_equal(trust_key_day(-86400), -1);
	assert_int_equal(trust_key_day(-86401), -2);
}

#define COMMENTED \
	"# whom we believe\n" \
	"\n" \
	"  # indented\n" \
	"example.org/log   " K1 " 2023-01-01 2023-12-31  first key\n" \
	"example.org/log " K2 "\t2024-01-01 - second key\n" \
	" \t\n" \
	"other.org " K1 " - - elsewhere\n"

static void
keeps_what_nobody_changed(void **state)
{
	struct trust t = parse(COMMENTED);
	const struct trust_key *key;
	size_t at = 0;
	struct err e;

	(void)state;
	assert_written(&t, COMMENTED);
	key = trust_next(&t, &at);
	assert_slice_is(key->name, "first key");
	key = trust_next(&t, &at);
	assert_slice_is(key->name, "second key");
	key = trust_next(&t, &at);
	assert_slice_is(key->origin, "other.org");
	assert_null(trust_next(&t, &at));

	assert_rc(RC_OK, trust_retire(&t, key_of(K2).id, day("2024-06-30"), &e), &e);
	assert_rc(RC_OK, trust_revoke(&t, key_of(K1).id, &e), &e);
	assert_written(&t,
		"# whom we believe\n"
		"\n"
		"  # indented\n"
		"example.org/log " K1 " 2023-01-01 revoked first key\n"
		"example.org/log " K2 " 2024-01-01 2024-06-30 second key\n"
		" \t\n"
		"other.org " K1 " - revoked elsewhere\n");
	trust_release(&t);
	trust_release(&t);
	t = parse("o " K1 " - - no newline");
	assert_written(&t, "o " K1 " - - no newline\n");
	trust_release(&t);
	t = parse("");
	assert_written(&t, "");
	trust_release(&t);
}

static void
refuses_files_that_contradict_themselves(void **state)
{
	static const struct {
		const char *text;
		const char *says;
	} rows[] = {
		{"\n#\no " K1 " - - x\no " K1 " - 2023-01-01 y\n",
			"line 4: key " K1_ID " stands twice for \"o\""},
		{"o " K2 " - - x\np " K1_UNDER_ID2 " - - y\n",
			"line 2: key id 2C689C8F5A5E57F5 stands for two keys"},
		{"o " K1 " - - x\np " K1_UNDER_ID2 " - - y\n",
			"line 2: one key under two ids, " K1_ID " and 2C689C8F5A5E57F5"},
		{"o " K1 " - - x\n\nnonsense\n", "line 3: " SHAPE},
	};
	struct trust t = TRUST_EMPTY;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_BAD, trust_parse(slice_str(rows[i].text), &t, &e), &e);
		assert_string_equal(e.text, rows[i].says);
		assert_int_equal(t.count, 0);
	}
}

static void
reads_no_file_beyond_its_bound(void **state)
{
	struct bytes text = BYTES_UP_TO(TRUST_FILE_MAX + 1);
	struct trust t = TRUST_EMPTY;
	struct err e;

	(void)state;
	memset(bytes_room(&text, TRUST_FILE_MAX), '\n', TRUST_FILE_MAX);
	assert_rc(RC_OK, trust_parse(bytes_slice(&text), &t, &e), &e);
	assert_int_equal(t.count, TRUST_FILE_MAX);
	bytes_str(&text, "\n");
	assert_rc(RC_LIMIT, trust_parse(bytes_slice(&text), &t, &e), &e);
	bytes_release(&text);
	trust_release(&t);
}

static void
believes_a_key_for_its_origin_and_its_time(void **state)
{
	static const struct {
		const char *origin;
		const char *key;
		const char *time;
		enum trust_answer answer;
		const char *says;
	} rows[] = {
		{"o", K1, "2023-01-01T00:00:00Z", TRUST_BELIEVED, ""},
		{"o", K1, "2023-12-31T23:59:59Z", TRUST_BELIEVED, ""},
		{"o", K1, "2022-12-31T23:59:59Z", TRUST_NOT_YET,
			"it is believed from 2023-01-01 on, but it signed on 2022-12-31"},
		{"o", K1, "2024-01-01T00:00:00Z", TRUST_NO_LONGER,
			"it is believed until 2023-12-31, but it signed on 2024-01-01"},
		{"p", K1, "2024-01-01T00:00:00Z", TRUST_BELIEVED, ""},
		{"q", K1, "2023-06-01T00:00:00Z", TRUST_UNKNOWN,
			"it is not among the trusted keys"},
		{"o", K2, "2023-06-01T00:00:00Z", TRUST_REVOKED, "it is revoked"},
		{"p", K2, "2023-06-01T00:00:00Z", TRUST_REVOKED, "it is revoked"},
		{"o", K3, "2023-06-01T00:00:00Z", TRUST_UNKNOWN,
			"it is not among the trusted keys"},
	};
	struct trust t = parse("o " K1 " 2023-01-01 2023-12-31 a\n"
			       "p " K1 " - - b\n"
			       "o " K2 " - revoked c\n"
			       "p " K2 " - - d\n"
			       "r " K3 " - - e\n");
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct slice origin = slice_str(rows[i].origin);
		struct public_key key = key_of(rows[i].key);
		int64_t time = seconds(rows[i].time);
		struct trust_verdict v = trust_find_key(&t, origin, key.id, time);
		struct trust_verdict n =
			trust_find_note(&t, origin, note_key_of(origin, &key).id, time);

		assert_int_equal(v.answer, rows[i].answer);
		assert_int_equal(n.answer, rows[i].answer);
		assert_ptr_equal(v.key, n.key);
		assert_int_equal(v.key == NULL, rows[i].answer == TRUST_UNKNOWN);
		if (rows[i].answer == TRUST_BELIEVED) {
			assert_true(public_key_equal(&v.key->public, &key));
			assert_rc(RC_OK, trust_explain(&v, "it", &e), &e);
		} else {
			assert_rc(RC_UNTRUSTED, trust_explain(&v, "it", &e), &e);
			assert_string_equal(e.text, rows[i].says);
		}
	}
	/* The note id of another origin finds nothing, though the key is the same. */
	assert_int_equal(trust_find_note(&t, RAW("o"),
				 note_key_of(RAW("p"), &(struct public_key){.key = {0}}).id, 0)
				 .answer,
		TRUST_UNKNOWN);
	trust_release(&t);
}

static void
believes_a_named_key_everywhere_unless_revoked(void **state)
{
	struct trust t = parse("o " K1 " - 2000-01-01 old\no " K2 " - revoked stolen\n");
	struct public_key k1 = key_of(K1), k2 = key_of(K2), k3 = key_of(K3);
	struct public_key pasted = key_of(K1_UNDER_ID2);
	int64_t now = seconds("2023-07-28T00:00:00Z");
	struct err e;

	(void)state;
	assert_int_equal(trust_find_key(&t, RAW("o"), k1.id, now).answer, TRUST_NO_LONGER);
	assert_rc(RC_OK, trust_add_any(&t, &k1, &e), &e);
	assert_rc(RC_OK, trust_add_any(&t, &k2, &e), &e);
	assert_rc(RC_OK, trust_add_any(&t, &k3, &e), &e);
	assert_rc(RC_OK, trust_add_any(&t, &k3, &e), &e);
	assert_rc(RC_USAGE, trust_add_any(&t, &pasted, &e), &e);
	assert_int_equal(trust_find_key(&t, RAW("o"), k1.id, now).answer, TRUST_BELIEVED);
	assert_int_equal(trust_find_key(&t, RAW("any"), k3.id, -now).answer, TRUST_BELIEVED);
	assert_int_equal(
		trust_find_note(&t, RAW("any"), note_key_of(RAW("any"), &k3).id, now).answer,
		TRUST_BELIEVED);
	assert_int_equal(trust_find_key(&t, RAW("any"), k2.id, now).answer, TRUST_REVOKED);
	assert_written(&t, "o " K1 " - 2000-01-01 old\no " K2 " - revoked stolen\n");
	/* What is in memory only is not there to be retired. */
	assert_rc(RC_USAGE, trust_retire(&t, k3.id, 0, &e), &e);
	trust_release(&t);
}

static void
adds_only_what_the_file_can_hold(void **state)
{
	static const struct {
		const char *fault;
		const char *origin;
		const char *name;
		int64_t from;
		int64_t until;
	} rows[] = {
		{"no origin", "", "x", 0, 0},
		{"every origin", "*", "x", 0, 0},
		{"a comment", "#o", "x", 0, 0},
		{"a space", "o o", "x", 0, 0},
		{"a newline in the name", "o", "x\no", 0, 0},
		{"a control in the name", "o", "\x1b[2J", 0, 0},
		{"times that end before they begin", "o", "x", 2, 1},
		{"a day before the calendar", "o", "x", -800000, 0},
		{"a day behind the calendar", "o", "x", 0, 3000000},
		{"a day nobody can count to", "o", "x", INT64_MIN + 1, INT64_MAX - 1},
	};
	struct trust t = TRUST_EMPTY;
	struct trust_key key = {.public = key_of(K1)};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		key.origin = slice_str(rows[i].origin);
		key.name = slice_str(rows[i].name);
		key.from = rows[i].from;
		key.until = rows[i].until;
		if (trust_add(&t, &key, &e) != RC_USAGE)
			fail_msg("%s: taken", rows[i].fault);
	}
	key.origin = RAW("o");
	key.name = SLICE_EMPTY;
	key.from = TRUST_KEY_ALWAYS;
	key.until = day("2023-12-31");
	assert_rc(RC_OK, trust_add(&t, &key, &e), &e);
	assert_rc(RC_USAGE, trust_add(&t, &key, &e), &e);
	assert_string_equal(e.text, "trust file: key " K1_ID " stands twice for \"o\"");
	key.origin = RAW("p");
	key.name = RAW("with  spaces ");
	assert_rc(RC_OK, trust_add(&t, &key, &e), &e);
	assert_written(&t, "o " K1 " - 2023-12-31\np " K1 " - 2023-12-31 with  spaces \n");
	trust_release(&t);
}

static void
changes_only_what_is_there(void **state)
{
	struct trust t = parse("o " K1 " 2023-01-01 - a\no " K2 " - revoked b\n");
	struct err e;

	(void)state;
	assert_rc(RC_USAGE, trust_retire(&t, key_of(K3).id, 0, &e), &e);
	assert_string_equal(e.text, "key 4DE9E1D429BA2A02 is not in the trust file");
	assert_rc(RC_USAGE, trust_revoke(&t, key_of(K3).id, &e), &e);
	assert_rc(RC_USAGE, trust_retire(&t, key_of(K1).id, day("2022-12-31"), &e), &e);
	assert_string_equal(
		e.text, "key " K1_ID ": believed from 2023-01-01 until 2022-12-31: no such time");
	assert_rc(RC_USAGE, trust_retire(&t, key_of(K2).id, day("2023-01-01"), &e), &e);
	assert_string_equal(e.text, "key 2C689C8F5A5E57F5: is revoked, and stays so");
	assert_rc(RC_USAGE, trust_revoke(&t, key_of(K2).id, &e), &e);
	assert_written(&t, "o " K1 " 2023-01-01 - a\no " K2 " - revoked b\n");
	trust_release(&t);
}

static void
saves_for_the_owner_and_reads_what_only_he_can_write(void **state)
{
	char folder[] = "/tmp/trust_test.XXXXXX", path[64];
	struct trust t = parse(COMMENTED), back = TRUST_EMPTY;
	struct stat st;
	struct err e;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/trust", folder);
	assert_rc(RC_IO, trust_read(path, &back, &e), &e);
	assert_rc(RC_OK, trust_read_if_any(path, &back, &e), &e);
	assert_int_equal(back.count, 0);
	assert_rc(RC_OK, trust_save(path, &t, &e), &e);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_rc(RC_OK, trust_read(path, &back, &e), &e);
	assert_written(&back, COMMENTED);
	assert_rc(RC_OK, trust_save(path, &back, &e), &e);
	assert_int_equal(chmod(path, 0664), 0);
	assert_rc(RC_IO, trust_read_if_any(path, &back, &e), &e);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(truncate(path, 100), 0);
	assert_rc(RC_USAGE, trust_read(path, &back, &e), &e);
	assert_non_null(strstr(e.text, "/trust\": line 4: "));
	assert_int_equal(back.count, 0);
	unlink(path);
	assert_int_equal(symlink("nowhere", path), 0);
	assert_rc(RC_IO, trust_read_if_any(path, &back, &e), &e);
	unlink(path);
	rmdir(folder);
	trust_release(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_one_line),
		cmocka_unit_test(refuses_lines_of_another_shape),
		cmocka_unit_test(spells_days_one_way),
		cmocka_unit_test(keeps_what_nobody_changed),
		cmocka_unit_test(refuses_files_that_contradict_themselves),
		cmocka_unit_test(reads_no_file_beyond_its_bound),
		cmocka_unit_test(believes_a_key_for_its_origin_and_its_time),
		cmocka_unit_test(believes_a_named_key_everywhere_unless_revoked),
		cmocka_unit_test(adds_only_what_the_file_can_hold),
		cmocka_unit_test(changes_only_what_is_there),
		cmocka_unit_test(saves_for_the_owner_and_reads_what_only_he_can_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
