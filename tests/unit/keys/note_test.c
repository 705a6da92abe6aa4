#include "support/test.h"

#include "keys/note.h"

/*
 * Two checkpoints of transparency-dev/serverless-log (testdata/log, Apache-2.0) and their
 * verifier key; then a public checkpoint of a certificate log with lines of other types and
 * of witnesses nobody here knows.
 */
#define ASTRA_VKEY "astra+cad5a3d2+AZJqeuyE/GnknsCNh1eCtDtwdAwKBddOlS8M2eI1Jt4b"
#define ASTRA_TEXT "example.com/testdata\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n"
#define ASTRA_LINE \
	"— astra ytWj0iUyv3abfvt9ea52PCdTsNBiHBss+L7Z1nMhVcsoh+Re7YASWz78PrjiocC8gvkBUaDrV2Y3" \
	"Ez2THNxCWnbpkQE=\n"
#define ASTRA_LINE_OF_ANOTHER \
	"— astra ytWj0qJ+vbcrczZs9oOK0B9o0Z2H0BJB+ekrNMeJclrjpCY60XqAE5CJV9q6jRnUqthwdpkXLMhx" \
	"Ckv/7OUUCtZvNwM=\n"

#define ARCHE	   "arche2025h1.staging.ct.transparency.dev"
#define ARCHE_VKEY ARCHE "+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
#define ARCHE_TEXT ARCHE "\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n"
#define ARCHE_NOTE \
	ARCHE_TEXT \
	"\n— " ARCHE " zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIp" \
	"wtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n" \
	"— " ARCHE " ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA2" \
	"3oHP7Ry1k3ZFWwQ=\n" \
	"— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVC" \
	"IobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n"

static struct note_key
vkey(const char *text)
{
	struct note_key key;
	struct err e;

	assert_rc(RC_OK, note_vkey_parse(slice_str(text), &key, &e), &e);
	return key;
}

static struct note
parse(struct slice text)
{
	struct note note;
	struct err e;

	assert_rc(RC_OK, note_parse(text, &note, &e), &e);
	return note;
}

static void
seed_pair(struct keypair *pair)
{
	static const uint8_t seed[32] = {7}, id[8] = {1, 2, 3, 4, 5, 6, 7, 8};
	struct err e;

	assert_rc(RC_OK, keypair_of_seed(slice_of(seed, sizeof seed), id, pair, &e), &e);
}

static void
verifies_checkpoints_of_other_logs(void **state)
{
	struct note_key astra = vkey(ASTRA_VKEY), arche = vkey(ARCHE_VKEY);
	struct note note = parse(slice_str(ASTRA_TEXT "\n" ASTRA_LINE));
	struct err e;

	(void)state;
	assert_slice_is(note.text, ASTRA_TEXT);
	assert_int_equal(note.count, 1);
	assert_rc(RC_OK, note_verify(&note, &astra, &e), &e);
	assert_rc(RC_UNTRUSTED, note_verify(&note, &arche, &e), &e);
	assert_string_equal(e.text, "note: no signature under \"" ARCHE "\" (key id ba2f06c0)");

	note = parse(slice_str(ARCHE_NOTE));
	assert_slice_is(note.text, ARCHE_TEXT);
	assert_int_equal(note.count, 3);
	assert_rc(RC_OK, note_verify(&note, &arche, &e), &e);
	assert_int_equal(note.signatures[0].id, 0xcd333cb1);
	assert_ptr_equal(note_find(&note, slice_str(ARCHE), 0xba2f06c0), &note.signatures[1]);
	assert_ptr_equal(
		note_find(&note, slice_str("remora.n621.de"), 0xda77ade7), &note.signatures[2]);
	assert_null(note_find(&note, slice_str("remora.n621.de"), 0xba2f06c0));
	assert_null(note_find(&note, slice_str("remora"), 0xda77ade7));
}

static void
passes_over_what_others_signed(void **state)
{
	static const struct {
		const char *other;
		const char *line;
	} rows[] = {
		{"name, under the same key id", "— other ytWj0gA=\n"},
		{"key id, under the same name", "— astra ytWj0wA=\n"},
		{"name and key id", "— other ytWj0wA=\n"},
	};
	struct note_key astra = vkey(ASTRA_VKEY);
	struct bytes text = BYTES_UP_TO(1000);
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct note note;

		bytes_clear(&text);
		bytes_str(&text, ASTRA_TEXT "\n");
		bytes_str(&text, rows[i].line);
		note = parse(bytes_slice(&text));
		assert_rc(RC_UNTRUSTED, note_verify(&note, &astra, &e), &e);
		bytes_str(&text, ASTRA_LINE);
		note = parse(bytes_slice(&text));
		assert_rc(RC_OK, note_verify(&note, &astra, &e), &e);
	}
	bytes_release(&text);
}

static void
condemns_a_note_for_one_false_line_of_a_known_key(void **state)
{
	static const struct {
		const char *fault;
		const char *note;
	} rows[] = {
		{"another text's signature", ASTRA_TEXT "\n" ASTRA_LINE_OF_ANOTHER},
		{"before the true one", ASTRA_TEXT "\n" ASTRA_LINE_OF_ANOTHER ASTRA_LINE},
		{"behind the true one", ASTRA_TEXT "\n" ASTRA_LINE ASTRA_LINE_OF_ANOTHER},
		{"a line more in the text", "x\n" ASTRA_TEXT "\n" ASTRA_LINE},
		{"a blank line more at the text's end", ASTRA_TEXT "\n\n" ASTRA_LINE},
		{"not 64 bytes", ASTRA_TEXT "\n— astra ytWj0gA=\n"},
	};
	struct note_key astra = vkey(ASTRA_VKEY);
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct note note = parse(slice_str(rows[i].note));

		assert_rc(RC_BAD, note_verify(&note, &astra, &e), &e);
		assert_string_equal(
			e.text, "note: the signature under \"astra\" (key id cad5a3d2) is false");
	}
}

static void
refuses_what_is_no_signed_note(void **state)
{
#define TWO_LINES "note is not lines of UTF-8 without control characters"
#define NO_BLANK  "note without a blank line and a signature behind it"
#define NO_LINE	  "note: signature line 1: not a dash, a key name and a signature"
#define NO_CODE	  "note: signature line 1: no key id and signature in base64"
	static const struct {
		const char *fault;
		struct slice text;
		enum rc rc;
		const char *says;
	} rows[] = {
		{"empty", SLICE(""), RC_BAD, TWO_LINES},
		{"no newline at the end", SLICE("a\n\n— b AAAAAAA="), RC_BAD, TWO_LINES},
		{"a tab", SLICE("a\tb\n\n— b AAAAAAA=\n"), RC_BAD, TWO_LINES},
		{"a carriage return", SLICE("a\r\n\n— b AAAAAAA=\n"), RC_BAD, TWO_LINES},
		{"a zero byte", SLICE("a\0\n\n— b AAAAAAA=\n"), RC_BAD, TWO_LINES},
		{"a delete", SLICE("a\x7f\n\n— b AAAAAAA=\n"), RC_BAD, TWO_LINES},
		{"not UTF-8", SLICE("a\xff\n\n— b AAAAAAA=\n"), RC_BAD, TWO_LINES},
		{"no blank line", SLICE("a\n— b AAAAAAA=\n"), RC_BAD, NO_BLANK},
		{"no signature", SLICE("a\n\n"), RC_BAD, NO_BLANK},
		{"no text", SLICE("\n— b AAAAAAA=\n"), RC_BAD, NO_BLANK},
		{"a hyphen", SLICE("a\n\n- b AAAAAAA=\n"), RC_BAD, NO_LINE},
		{"no space behind the dash", SLICE("a\n\n—b AAAAAAA=\n"), RC_BAD, NO_LINE},
		{"no name", SLICE("a\n\n—  AAAAAAA=\n"), RC_BAD, NO_LINE},
		{"two spaces", SLICE("a\n\n— b  AAAAAAA=\n"), RC_BAD, NO_CODE},
		{"a plus in the name", SLICE("a\n\n— b+c AAAAAAA=\n"), RC_BAD, NO_LINE},
		{"a no-break space in the name", SLICE("a\n\n— b\xc2\xa0 AAAAAAA=\n"), RC_BAD,
			NO_LINE},
		{"no signature in the line", SLICE("a\n\n— b\n"), RC_BAD, NO_LINE},
		{"a key id alone", SLICE("a\n\n— b AAAAAA==\n"), RC_BAD, NO_CODE},
		{"bits behind the end", SLICE("a\n\n— b AAAAAAB=\n"), RC_BAD, NO_CODE},
		{"no padding", SLICE("a\n\n— b AAAAAAA\n"), RC_BAD, NO_CODE},
		{"a space behind", SLICE("a\n\n— b AAAAAAA= \n"), RC_BAD, NO_CODE},
		{"anything behind", SLICE("a\n\n— b AAAAAAA=\nx\n"), RC_BAD,
			"note: signature line 2: not a dash, a key name and a signature"},
	};
	struct note note;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (note_parse(rows[i].text, &note, &e) != rows[i].rc)
			fail_msg("%s: not rc %d", rows[i].fault, rows[i].rc);
		assert_string_equal(e.text, rows[i].says);
		assert_int_equal(note.count, 0);
		assert_int_equal(note.text.len, 0);
	}
}

static void
refuses_every_truncation_or_finds_less_signed(void **state)
{
	struct slice whole = slice_str(ARCHE_NOTE);
	struct note_key arche = vkey(ARCHE_VKEY);
	struct note note;
	struct err e;

	(void)state;
	for (size_t n = 0; n < whole.len; n++) {
		if (note_parse(slice_first(whole, n), &note, &e) != RC_OK)
			continue;
		/* Only whole signature lines can be cut off unseen. */
		assert_int_equal(whole.p[n - 1], '\n');
		assert_slice_is(note.text, ARCHE_TEXT);
		assert_true(note.count < 3);
		assert_int_equal(
			note_verify(&note, &arche, &e), note.count < 2 ? RC_UNTRUSTED : RC_OK);
	}
}

static void
splits_at_the_last_blank_line(void **state)
{
	struct note note = parse(RAW("a\n\n— b AAAAAAA=\n\nc\n\n— d AAAAAAE=\n"));

	(void)state;
	assert_slice_is(note.text, "a\n\n— b AAAAAAA=\n\nc\n");
	assert_int_equal(note.count, 1);
	assert_slice_is(note.signatures[0].name, "d");
	note = parse(RAW("\n\n— d AAAAAAE=\n"));
	assert_slice_is(note.text, "\n");
}

static void
holds_64_signatures_and_no_more(void **state)
{
	struct bytes text = BYTES_UP_TO(100000);
	struct note note;
	struct err e;

	(void)state;
	bytes_str(&text, "a\n\n");
	for (int i = 0; i < 64; i++)
		bytes_fmt(&text, "— signer%d AAAAAAA=\n", i);
	note = parse(bytes_slice(&text));
	assert_int_equal(note.count, 64);
	assert_slice_is(note.signatures[63].name, "signer63");
	bytes_str(&text, "— more AAAAAAA=\n");
	assert_rc(RC_LIMIT, note_parse(bytes_slice(&text), &note, &e), &e);
	assert_string_equal(e.text, "note: more than 64 signatures");
	bytes_release(&text);
}

static void
takes_long_signatures_within_bounds(void **state)
{
	static const struct {
		size_t groups; /* of four characters */
		enum rc rc;
	} rows[] = {{809, RC_OK}, {2732, RC_OK}, {2733, RC_LIMIT}, {400000, RC_LIMIT}};
	struct note note;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes text = BYTES_UP_TO(2000000);

		bytes_str(&text, "a\n\n— b ");
		for (size_t k = 0; k < rows[i].groups; k++)
			bytes_str(&text, "AAAA");
		bytes_str(&text, "\n");
		assert_rc(rows[i].rc, note_parse(bytes_slice(&text), &note, &e), &e);
		bytes_release(&text);
	}
}

static void
signs_what_it_reads_back(void **state)
{
	struct bytes out = BYTES_UP_TO(1000), again = BYTES_UP_TO(1000);
	struct slice name = slice_str("example.org/log");
	struct keypair pair = KEYPAIR_EMPTY;
	struct note_key key;
	struct note note;
	struct err e;

	(void)state;
	seed_pair(&pair);
	key = note_key_of(name, &pair.public);
	assert_rc(RC_OK, note_sign(&pair, name, slice_str("Đầu\n\nđuôi\n"), &out, &e), &e);
	note = parse(bytes_slice(&out));
	assert_slice_is(note.text, "Đầu\n\nđuôi\n");
	assert_int_equal(note.count, 1);
	assert_true(slice_equal(note.signatures[0].name, name));
	assert_rc(RC_OK, note_verify(&note, &key, &e), &e);
	assert_rc(RC_OK, note_sign(&pair, name, slice_str("Đầu\n\nđuôi\n"), &again, &e), &e);
	assert_true(slice_equal(bytes_slice(&out), bytes_slice(&again)));
	for (size_t i = 0; i < note.text.len; i++) {
		out.p[i] ^= 1;
		if (note_parse(bytes_slice(&out), &note, &e) == RC_OK)
			assert_rc(RC_BAD, note_verify(&note, &key, &e), &e);
		out.p[i] ^= 1;
	}
	bytes_release(&out);
	bytes_release(&again);
	keypair_release(&pair);
}

static void
refuses_to_sign_what_could_not_be_read(void **state)
{
	static const struct {
		const char *name;
		const char *text;
	} rows[] = {
		{"", "a\n"},
		{"a b", "a\n"},
		{"a+b", "a\n"},
		{"a\nb", "a\n"},
		{"a\xe2\x80\xa8", "a\n"},
		{"a", ""},
		{"a", "a"},
		{"a", "a\tb\n"},
		{"a", "a\xc3\n"},
	};
	struct bytes out = BYTES_UP_TO(1000), small = BYTES_UP_TO(20);
	struct keypair pair = KEYPAIR_EMPTY;
	struct err e;

	(void)state;
	seed_pair(&pair);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_USAGE,
			note_sign(
				&pair, slice_str(rows[i].name), slice_str(rows[i].text), &out, &e),
			&e);
		assert_int_equal(out.len, 0);
	}
	assert_rc(RC_LIMIT, note_sign(&pair, RAW("a"), RAW("a\n"), &small, &e), &e);
	bytes_release(&small);
	keypair_release(&pair);
}

static void
writes_verifier_keys_as_it_reads_them(void **state)
{
	static const char *const texts[] = {ASTRA_VKEY, ARCHE_VKEY};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct note_key key = vkey(texts[i]);
		struct bytes out = BYTES_UP_TO(200);

		note_vkey_write(&key, &out);
		assert_true(slice_is(bytes_slice(&out), texts[i]));
		bytes_release(&out);
	}
}

static void
refuses_every_other_verifier_key(void **state)
{
	static const struct {
		const char *fault;
		const char *text;
		enum rc rc;
		const char *says;
	} rows[] = {
		{"empty", "", RC_BAD, "not a verifier key, <name>+<key id>+<key>"},
		{"no name", "+cad5a3d2+AZJqeuyE/GnknsCNh1eCtDtwdAwKBddOlS8M2eI1Jt4b", RC_BAD,
			"not a verifier key, <name>+<key id>+<key>"},
		{"upper-case id", "astra+CAD5A3D2+AZJqeuyE/GnknsCNh1eCtDtwdAwKBddOlS8M2eI1Jt4b",
			RC_BAD, "not a verifier key, <name>+<key id>+<key>"},
		{"no key", "astra+cad5a3d2+", RC_BAD, "not a verifier key, <name>+<key id>+<key>"},
		{"not base64", "astra+cad5a3d2+AZJqeuyE/GnknsCNh1eCtDtwdAwKBddOlS8M2eI1Jt4_",
			RC_BAD, "verifier key \"astra\" is not in base64"},
		{"another name", "astrb+cad5a3d2+AZJqeuyE/GnknsCNh1eCtDtwdAwKBddOlS8M2eI1Jt4b",
			RC_BAD,
			"verifier key \"astrb\" says key id cad5a3d2, its key has db33487b"},
		{"a cosigner's key",
			"remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7o"
			"nlmtw2",
			RC_UNSUPPORTED, "verifier key \"remora.n621.de\" is not of type Ed25519"},
		{"a longer key", "a+cad5a3d2+AZJqeuyE/GnknsCNh1eCtDtwdAwKBddOlS8M2eI1Jt4bAAAA",
			RC_UNSUPPORTED, "verifier key \"a\" is not of type Ed25519"},
	};
	struct note_key key;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (note_vkey_parse(slice_str(rows[i].text), &key, &e) != rows[i].rc)
			fail_msg("%s: not rc %d: %s", rows[i].fault, rows[i].rc, e.text);
		assert_string_equal(e.text, rows[i].says);
		assert_int_equal(key.name.len, 0);
	}
	for (size_t n = 0; n < sizeof ASTRA_VKEY - 1; n++)
		assert_int_not_equal(note_vkey_parse(slice_of(ASTRA_VKEY, n), &key, &e), RC_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verifies_checkpoints_of_other_logs),
		cmocka_unit_test(passes_over_what_others_signed),
		cmocka_unit_test(condemns_a_note_for_one_false_line_of_a_known_key),
		cmocka_unit_test(refuses_what_is_no_signed_note),
		cmocka_unit_test(refuses_every_truncation_or_finds_less_signed),
		cmocka_unit_test(splits_at_the_last_blank_line),
		cmocka_unit_test(holds_64_signatures_and_no_more),
		cmocka_unit_test(takes_long_signatures_within_bounds),
		cmocka_unit_test(signs_what_it_reads_back),
		cmocka_unit_test(refuses_to_sign_what_could_not_be_read),
		cmocka_unit_test(writes_verifier_keys_as_it_reads_them),
		cmocka_unit_test(refuses_every_other_verifier_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
