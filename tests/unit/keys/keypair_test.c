#include "support/test.h"

#include "format/base/encode.h"
#include "keys/keypair.h"

static const struct public_key STOCK = {
	/* What minisign 0.11 made and wrote as the line below. */
	.id = {0xE2, 0xD1, 0x83, 0x20, 0xBE, 0x0A, 0xC8, 0x1D},
	.key = {0x6B, 0x16, 0xE1, 0xAB, 0x16, 0x82, 0xAB, 0x3C, 0x0A, 0x9D, 0xD4, 0x06, 0x5D, 0x5B,
		0x49, 0x6A, 0xFB, 0xF8, 0xBC, 0xC0, 0x2A, 0x17, 0x75, 0x51, 0x3C, 0x1C, 0xCD, 0x7E,
		0x5B, 0xDB, 0x7B, 0x46},
};
#define STOCK_LINE "RWTi0YMgvgrIHWsW4asWgqs8Cp3UBl1bSWr7+LzAKhd1UTwczX5b23tG"

static void
unhex(const char *hex, uint8_t *out, size_t n)
{
	assert_true(encode_hex_parse(slice_str(hex), out, n));
}

static void
reads_and_writes_the_line_minisign_makes(void **state)
{
	struct bytes out = BYTES_UP_TO(100);
	struct public_key key;
	struct err e;

	(void)state;
	assert_rc(RC_OK, public_key_parse(slice_str(STOCK_LINE), &key, &e), &e);
	assert_true(public_key_equal(&key, &STOCK));
	public_key_write(&key, &out);
	assert_slice_is(bytes_slice(&out), STOCK_LINE);
	key.id[7] ^= 1;
	assert_false(public_key_equal(&key, &STOCK));
	key = STOCK;
	key.key[31] ^= 1;
	assert_false(public_key_equal(&key, &STOCK));
	bytes_release(&out);
}

static void
refuses_every_other_line(void **state)
{
	static const struct {
		const char *fault;
		const char *text;
		const char *says;
	} rows[] = {
		{"empty", "", "public key is not 42 bytes in base64"},
		{"one byte less", "RWTi0YMgvgrIHWsW4asWgqs8Cp3UBl1bSWr7+LzAKhd1UTwczX5b23s=",
			"public key is not 42 bytes in base64"},
		{"a space behind", STOCK_LINE " ", "public key is not 42 bytes in base64"},
		{"a newline behind", STOCK_LINE "\n", "public key is not 42 bytes in base64"},
		{"a foreign character", "RWTi0YMgvgrIHWsW4asWgqs8Cp3UBl1bSWr7-LzAKhd1UTwczX5b23tG",
			"public key is not 42 bytes in base64"},
		{"ED, a signature's kind",
			"RUTi0YMgvgrIHWsW4asWgqs8Cp3UBl1bSWr7+LzAKhd1UTwczX5b23tG",
			"public key of an unknown kind, 0x4544"},
		{"not on the curve", "RWTi0YMgvgrIHQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"public key 1DC80ABE2083D1E2 is not an Ed25519 key"},
		{"of small order", "RWTi0YMgvgrIHQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"public key 1DC80ABE2083D1E2 is not an Ed25519 key"},
	};
	struct public_key key;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_BAD, public_key_parse(slice_str(rows[i].text), &key, &e), &e);
		assert_string_equal(e.text, rows[i].says);
	}
	for (size_t n = 0; n < sizeof STOCK_LINE - 1; n++)
		assert_rc(RC_BAD, public_key_parse(slice_of(STOCK_LINE, n), &key, &e), &e);
}

static void
shows_ids_as_minisign_does_and_reads_them_back(void **state)
{
	static const struct {
		const char *text;
		const char *id; /* or NULL where it is none */
	} rows[] = {
		{"1DC80ABE2083D1E2", "e2d18320be0ac81d"},
		{"1dc80abe2083d1e2", "e2d18320be0ac81d"},
		{"0000000000000001", "0100000000000000"},
		{"1", "0100000000000000"},
		{"FFFFFFFFFFFFFFFF", "ffffffffffffffff"},
		{"", NULL},
		{"00000000000000001", NULL},
		{"0x1", NULL},
		{"1DC80ABE2083D1EG", NULL},
		{" 1", NULL},
		{"-1", NULL},
	};
	static const uint8_t small[8] = {0xAB};

	(void)state;
	assert_string_equal(public_key_id_text(STOCK.id).text, "1DC80ABE2083D1E2");
	assert_string_equal(public_key_id_text(small).text, "00000000000000AB");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint8_t want[8], got[8];
		bool good = public_key_id_parse(slice_str(rows[i].text), got);

		assert_int_equal(good, rows[i].id != NULL);
		if (rows[i].id != NULL) {
			unhex(rows[i].id, want, sizeof want);
			assert_memory_equal(got, want, sizeof want);
		}
	}
}

/*
 * One row for each way in which implementations differ, from C2SP's CCTV
 * (ed25519/ed25519vectors.json, BSD licence); what libsodium's rule says of it is ours.
 * Last, RFC 8032's second test with the group's order added to S.
 */
static void
accepts_exactly_what_the_strict_rule_accepts(void **state)
{
	static const struct {
		const char *odd;
		const char *key;
		const char *signature;
		const char *message;
		enum rc rc;
	} rows[] = {
		{"nothing odd", "ef75b20e7540e3dff77404193652ba2bd13df99c1508eee1515e27ae25f28076",
			"b62cf890de42c413b11b1411c9f01f1c4d77aa87ef182258d1251f69af2a3506"
			"40657f1cb030f12543549bbabd848dc6403d354e7c99c4d0dcee9f63c9033b00",
			"ed25519vectors 5", RC_OK},
		{"low order component A",
			"10eb7c3acfb2bed3e0d6ab89bf5a3d6afddd1176ce4812e38d9fd485058fdb1f",
			"b62cf890de42c413b11b1411c9f01f1c4d77aa87ef182258d1251f69af2a3506"
			"08f32d206a7c0b7efa9a59e66546e8f1f599ef843fb502c9cc3c4ae8b7c11e05",
			"ed25519vectors 5", RC_OK},
		{"low order component R, low order component A",
			"10eb7c3acfb2bed3e0d6ab89bf5a3d6afddd1176ce4812e38d9fd485058fdb1f",
			"36684ea91032ba5b1dbab2d02f4debc74c3327f2b3802e2e4d371aa42b12b56b"
			"bbfd00bd9c259d8d222d15e67a3d8228585050dbb9b9585be20d8fadc721da03",
			"ed25519vectors", RC_OK},
		{"low order R", "ef75b20e7540e3dff77404193652ba2bd13df99c1508eee1515e27ae25f28076",
			"0100000000000000000000000000000000000000000000000000000000000000"
			"330b30d6c1f07511e2208d233b6a34d4ed7109da2dea615bcd97daee3a842704",
			"ed25519vectors 7", RC_BAD},
		{"low order A", "0100000000000000000000000000000000000000000000000000000000000000",
			"b62cf890de42c413b11b1411c9f01f1c4d77aa87ef182258d1251f69af2a3506"
			"05ba9a796274d80437afa36f1236563f2f3b0aa84cecddc3d20914615ba4fe02",
			"ed25519vectors 5", RC_BAD},
		{"low order R, low order A",
			"0100000000000000000000000000000000000000000000000000000000000000",
			"0100000000000000000000000000000000000000000000000000000000000000"
			"0000000000000000000000000000000000000000000000000000000000000000",
			"ed25519vectors 23", RC_BAD},
		{"low order component A, low order residue",
			"10eb7c3acfb2bed3e0d6ab89bf5a3d6afddd1176ce4812e38d9fd485058fdb1f",
			"b62cf890de42c413b11b1411c9f01f1c4d77aa87ef182258d1251f69af2a3506"
			"030b03796b78f7afeadfccaedc9d09ce6d487d1ece1f16b1ae2b59b7e5c40603",
			"ed25519vectors 3", RC_BAD},
		{"low order component R, low order residue",
			"ef75b20e7540e3dff77404193652ba2bd13df99c1508eee1515e27ae25f28076",
			"36684ea91032ba5b1dbab2d02f4debc74c3327f2b3802e2e4d371aa42b12b56b"
			"2d471882773a677af1e3824e757a33f8ddf7bbeaf3d28a09595eb8daa0d74a03",
			"ed25519vectors 3", RC_BAD},
		{"low order A, non canonical A",
			"0100000000000000000000000000000000000000000000000000000000000080",
			"b62cf890de42c413b11b1411c9f01f1c4d77aa87ef182258d1251f69af2a3506"
			"05ba9a796274d80437afa36f1236563f2f3b0aa84cecddc3d20914615ba4fe02",
			"ed25519vectors 1", RC_BAD},
		{"low order A, non canonical A, reencoded k",
			"0100000000000000000000000000000000000000000000000000000000000080",
			"b62cf890de42c413b11b1411c9f01f1c4d77aa87ef182258d1251f69af2a3506"
			"05ba9a796274d80437afa36f1236563f2f3b0aa84cecddc3d20914615ba4fe02",
			"ed25519vectors 5", RC_BAD},
		{"low order R, non canonical R",
			"ef75b20e7540e3dff77404193652ba2bd13df99c1508eee1515e27ae25f28076",
			"0100000000000000000000000000000000000000000000000000000000000080"
			"2d32f9eeccaa31dba2ff4ab4e196b61e2ee1648073bbb5f599dcff4f7ea02900",
			"ed25519vectors 5", RC_BAD},
		{"low order R, non canonical R, reencoded k",
			"ef75b20e7540e3dff77404193652ba2bd13df99c1508eee1515e27ae25f28076",
			"0100000000000000000000000000000000000000000000000000000000000080"
			"330b30d6c1f07511e2208d233b6a34d4ed7109da2dea615bcd97daee3a842704",
			"ed25519vectors 7", RC_BAD},
		{"low order R, low order component A",
			"10eb7c3acfb2bed3e0d6ab89bf5a3d6afddd1176ce4812e38d9fd485058fdb1f",
			"0100000000000000000000000000000000000000000000000000000000000000"
			"edfd6f478b59eab2545cf8f3d48c6574d2b4e8abd948148da5c62479113b8d0f",
			"ed25519vectors 13", RC_BAD},
		{"S beyond the group's order",
			"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
			"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
			"f52db7415978abc61b2c2eb6aeebfca0387b2eaeb4302aeeb00d291612bb0c10",
			"r", RC_BAD},
	};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct public_key key = {.id = {1}};
		uint8_t signature[PUBLIC_KEY_SIGNATURE_SIZE];

		unhex(rows[i].key, key.key, sizeof key.key);
		unhex(rows[i].signature, signature, sizeof signature);
		if (public_key_verify(&key, slice_str(rows[i].message), signature, &e) !=
			rows[i].rc)
			fail_msg("%s: not rc %d", rows[i].odd, rows[i].rc);
		if (rows[i].rc != RC_OK)
			assert_string_equal(e.text, "not a signature by key 0000000000000001");
	}
}

/* RFC 8032 section 7.1, tests 1 and 2. */
static void
signs_as_rfc_8032_says(void **state)
{
	static const struct {
		const char *seed;
		const char *key;
		struct slice message;
		const char *signature;
	} rows[] = {
		{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
			"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
			SLICE(""),
			"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590"
			"a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
		{"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
			"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
			SLICE("r"),
			"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e"
			"15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
	};
	static const uint8_t id[8] = {1, 2, 3, 4, 5, 6, 7, 8};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct keypair pair = KEYPAIR_EMPTY;
		uint8_t seed[32], key[32], signature[64], want[64];
		struct err e;

		unhex(rows[i].seed, seed, sizeof seed);
		unhex(rows[i].key, key, sizeof key);
		unhex(rows[i].signature, want, sizeof want);
		assert_rc(RC_OK, keypair_of_seed(slice_of(seed, sizeof seed), id, &pair, &e), &e);
		assert_memory_equal(pair.public.key, key, sizeof key);
		assert_memory_equal(pair.public.id, id, sizeof id);
		keypair_sign(&pair, rows[i].message, signature);
		assert_memory_equal(signature, want, sizeof want);
		assert_rc(
			RC_OK, public_key_verify(&pair.public, rows[i].message, signature, &e), &e);
		keypair_release(&pair);
		keypair_release(&pair);
	}
}

static void
makes_another_pair_every_time(void **state)
{
	struct keypair a = KEYPAIR_EMPTY, b = KEYPAIR_EMPTY;
	uint8_t signature[64];
	struct err e;

	(void)state;
	assert_rc(RC_OK, keypair_generate(&a, &e), &e);
	assert_rc(RC_OK, keypair_generate(&b, &e), &e);
	assert_memory_not_equal(a.public.id, b.public.id, 8);
	assert_memory_not_equal(a.public.key, b.public.key, 32);
	keypair_sign(&a, slice_str("text"), signature);
	assert_rc(RC_OK, public_key_verify(&a.public, slice_str("text"), signature, &e), &e);
	assert_rc(RC_BAD, public_key_verify(&a.public, slice_str("texT"), signature, &e), &e);
	assert_rc(RC_BAD, public_key_verify(&b.public, slice_str("text"), signature, &e), &e);
	for (size_t bit = 0; bit < 512; bit++) {
		signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_rc(
			RC_BAD, public_key_verify(&a.public, slice_str("text"), signature, &e), &e);
		signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	keypair_release(&a);
	keypair_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_and_writes_the_line_minisign_makes),
		cmocka_unit_test(refuses_every_other_line),
		cmocka_unit_test(shows_ids_as_minisign_does_and_reads_them_back),
		cmocka_unit_test(accepts_exactly_what_the_strict_rule_accepts),
		cmocka_unit_test(signs_as_rfc_8032_says),
		cmocka_unit_test(makes_another_pair_every_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
