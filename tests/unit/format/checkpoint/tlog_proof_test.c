#include "support/test.h"

#include "format/checkpoint/tlog_proof.h"
#include "format/merkle/merkle_hash.h"

#define MAGIC "c2sp.org/tlog-proof@v1\n"
#define HASHES \
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" \
	"//////////////////////////////////////////8=\n"
#define NOTE "example.org/log\n3\nroot\n\n\xe2\x80\x94 example.org/log c2ln\n"
#define FULL MAGIC "extra cmVjb3Jk\nindex 2\n" HASHES "\n" NOTE
#define BARE MAGIC "index 0\n\n" NOTE

static void
reads_what_the_specification_lists(void **state)
{
	struct tlog_proof proof = TLOG_PROOF_EMPTY;
	struct err e;

	(void)state;
	assert_rc(RC_OK, tlog_proof_parse(RAW(FULL), &proof, &e), &e);
	assert_slice_is(proof.extra, "record");
	assert_int_equal(proof.index, 2);
	assert_int_equal(proof.path.count, 2);
	assert_int_equal(proof.path.hash[0].b[31], 0x00);
	assert_int_equal(proof.path.hash[1].b[0], 0xff);
	assert_slice_is(proof.checkpoint, NOTE);
	assert_rc(RC_OK, tlog_proof_parse(RAW(BARE), &proof, &e), &e);
	assert_int_equal(proof.extra.len, 0);
	assert_int_equal(proof.index, 0);
	assert_int_equal(proof.path.count, 0);
	assert_slice_is(proof.checkpoint, NOTE);
	tlog_proof_release(&proof);
	tlog_proof_release(&proof);
}

static void
writes_what_it_read(void **state)
{
	static const struct slice texts[] = {SLICE(FULL), SLICE(BARE)};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct tlog_proof proof = TLOG_PROOF_EMPTY;
		struct bytes out = BYTES_UP_TO(TLOG_PROOF_MAX);

		assert_rc(RC_OK, tlog_proof_parse(texts[i], &proof, &e), &e);
		tlog_proof_write(&proof, &out);
		assert_true(slice_equal(bytes_slice(&out), texts[i]));
		bytes_release(&out);
		tlog_proof_release(&proof);
	}
}

static void
refuses_every_other_spelling(void **state)
{
	static const struct {
		const char *name;
		struct slice text;
		enum rc rc;
		const char *says;
	} rows[] = {
		{"another format", SLICE("c2sp.org/tlog-tiles@v1\nindex 0\n\nx\n"), RC_BAD,
			"does not begin with \"c2sp.org/tlog-proof@v1\""},
		{"later version", SLICE("c2sp.org/tlog-proof@v2\nindex 0\n\nx\n"), RC_UNSUPPORTED,
			"version 2, only 1 is known"},
		{"byte order mark", SLICE("\xef\xbb\xbf" BARE), RC_BAD,
			"does not begin with \"c2sp.org/tlog-proof@v1\""},
		{"CRLF", SLICE("c2sp.org/tlog-proof@v1\r\nindex 0\n\nx\n"), RC_BAD,
			"does not begin with \"c2sp.org/tlog-proof@v1\""},
		{"version 01", SLICE("c2sp.org/tlog-proof@v01\nindex 0\n\nx\n"), RC_BAD,
			"does not begin with \"c2sp.org/tlog-proof@v1\""},
		{"empty extra", SLICE(MAGIC "extra \nindex 0\n\nx\n"), RC_BAD,
			"the extra line holds no base64"},
		{"extra not base64", SLICE(MAGIC "extra c-Vj\nindex 0\n\nx\n"), RC_BAD,
			"the extra line is not canonical base64"},
		{"extra with unused bits", SLICE(MAGIC "extra cn==\nindex 0\n\nx\n"), RC_BAD,
			"the extra line is not canonical base64"},
		{"extra of bad length", SLICE(MAGIC "extra cmVjb3\nindex 0\n\nx\n"), RC_BAD,
			"the extra line holds no base64"},
		{"two extra lines", SLICE(MAGIC "extra cmVj\nextra cmVj\nindex 0\n\nx\n"), RC_BAD,
			"\"extra cmVj\" is no index line"},
		{"extra behind index", SLICE(MAGIC "index 0\nextra cmVj\n\nx\n"), RC_BAD,
			"hashes: line 1 is not the base64 of a hash: \"extra cmVj\""},
		{"no index", SLICE(MAGIC HASHES "\nx\n"), RC_BAD,
			"\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\" is no index line"},
		{"leading zero", SLICE(MAGIC "index 00\n\nx\n"), RC_BAD,
			"\"index 00\" is no index line"},
		{"sign", SLICE(MAGIC "index +1\n\nx\n"), RC_BAD, "\"index +1\" is no index line"},
		{"two spaces", SLICE(MAGIC "index  1\n\nx\n"), RC_BAD,
			"\"index  1\" is no index line"},
		{"space behind", SLICE(MAGIC "index 1 \n\nx\n"), RC_BAD,
			"\"index 1 \" is no index line"},
		{"beyond the largest tree", SLICE(MAGIC "index 9223372036854775807\n\nx\n"), RC_BAD,
			"\"index 9223372036854775807\" is no index line"},
		{"no empty line", SLICE(MAGIC "index 0\n" HASHES), RC_BAD,
			"no empty line before the checkpoint"},
		{"no checkpoint", SLICE(MAGIC "index 0\n\n"), RC_BAD,
			"a checkpoint of 0 bytes, the most is 4096"},
	};
	struct tlog_proof proof = TLOG_PROOF_EMPTY;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(rows[i].rc, tlog_proof_parse(rows[i].text, &proof, &e), &e);
		assert_string_equal(e.text, rows[i].says);
		assert_int_equal(proof.extra.len, 0);
		assert_int_equal(proof.path.count, 0);
		assert_int_equal(proof.checkpoint.len, 0);
	}
	tlog_proof_release(&proof);
}

/* Where the checkpoint ends is for the checkpoint's own parser to say. */
static void
refuses_every_truncation_before_the_checkpoint(void **state)
{
	struct slice text = RAW(FULL);
	struct tlog_proof proof = TLOG_PROOF_EMPTY;
	struct err e;

	(void)state;
	for (size_t n = 0; n <= text.len; n++) {
		enum rc rc = tlog_proof_parse(slice_first(text, n), &proof, &e);

		assert_int_equal(rc == RC_OK, n > text.len - (sizeof NOTE - 1));
	}
	tlog_proof_release(&proof);
}

static void
fill(struct bytes *out, size_t extra, size_t hashes, size_t checkpoint)
{
	struct bytes room = BYTES_UP_TO(LIMIT_LEAF + 1 + CHECKPOINT_SIGNED_MAX + 1);
	struct tlog_proof proof = TLOG_PROOF_EMPTY;

	bytes_clear(out);
	bytes_zero(&room, room.max);
	proof.extra = slice_of(room.p, extra);
	proof.index = MERKLE_SIZE_MAX - 1;
	proof.path.count = (unsigned)hashes;
	proof.checkpoint = slice_of(room.p, checkpoint);
	tlog_proof_write(&proof, out);
	bytes_release(&room);
}

static void
bounds_what_it_takes_in(void **state)
{
	static const struct {
		size_t extra, hashes, checkpoint;
		enum rc rc;
		const char *says;
	} rows[] = {
		{LIMIT_LEAF, 63, CHECKPOINT_SIGNED_MAX, RC_OK, ""},
		{LIMIT_LEAF + 1, 63, CHECKPOINT_SIGNED_MAX, RC_BAD,
			"an extra line of 65536 bytes, the most is 65535"},
		{LIMIT_LEAF, 64, CHECKPOINT_SIGNED_MAX, RC_BAD, "64 hashes, the most is 63"},
		{LIMIT_LEAF, 63, CHECKPOINT_SIGNED_MAX + 1, RC_BAD,
			"a checkpoint of 4097 bytes, the most is 4096"},
	};
	struct bytes out = BYTES_UP_TO(2 * TLOG_PROOF_MAX);
	struct tlog_proof proof = TLOG_PROOF_EMPTY;
	struct err e = ERR_NONE;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		fill(&out, rows[i].extra, rows[i].hashes, rows[i].checkpoint);
		assert_int_equal(out.len <= TLOG_PROOF_MAX, rows[i].rc == RC_OK);
		assert_rc(rows[i].rc, tlog_proof_parse(bytes_slice(&out), &proof, &e), &e);
		if (rows[i].rc != RC_OK)
			assert_string_equal(e.text, rows[i].says);
	}
	tlog_proof_release(&proof);
	bytes_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_the_specification_lists),
		cmocka_unit_test(writes_what_it_read),
		cmocka_unit_test(refuses_every_other_spelling),
		cmocka_unit_test(refuses_every_truncation_before_the_checkpoint),
		cmocka_unit_test(bounds_what_it_takes_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
