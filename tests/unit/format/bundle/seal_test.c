#include "format/bundle/seal.h"

#include "format/base/limits.h"
#include "format/tar/ustar.h"
#include "support/test.h"

#define CREATED 1690848000

static const struct seal SEAL = {{SLICE("frames\n"), SLICE("bundle\n"), SLICE(""), SLICE(""),
	SLICE("a consistency proof that is just as long as one block of the tar, that is 512 bytes,"
	      " so that nothing pads it: ................................................."
	      "........................................................................."
	      "........................................................................."
	      "........................................................................."
	      "........................................................................."
	      "............................................................."),
	SLICE("proof\n")}};

static void
write_seal(struct bytes *stream)
{
	struct err e;

	assert_int_equal(SEAL.files[SEAL_CONSISTENCY].len, USTAR_BLOCK);
	assert_rc(RC_OK, seal_write(&SEAL, slice_str("demo-2023-07"), CREATED, stream, &e), &e);
}

static void
finds_the_texts_that_were_written(void **state)
{
	struct bytes stream = BYTES_UP_TO(LIMIT_SEAL);
	struct slice name;
	struct seal seal;
	struct err e;

	(void)state;
	write_seal(&stream);
	assert_int_equal(stream.len, (6 + 4 + 2) * USTAR_BLOCK);
	assert_rc(RC_OK, seal_parse(bytes_slice(&stream), &seal, &name, &e), &e);
	assert_slice_is(name, "demo-2023-07");
	for (size_t i = 0; i < SEAL_FILES; i++)
		assert_true(slice_equal(seal.files[i], SEAL.files[i]));
	assert_rc(RC_OK, seal_check(bytes_slice(&stream), &seal, name, CREATED, &e), &e);
	assert_rc(RC_BAD, seal_check(bytes_slice(&stream), &seal, name, CREATED + 1, &e), &e);
	assert_rc(RC_BAD,
		seal_check(bytes_slice(&stream), &seal, slice_str("demo-2023-08"), CREATED, &e),
		&e);
	bytes_release(&stream);
}

/* seal_parse and seal_check together leave no byte free. */
static void
refuses_every_altered_byte(void **state)
{
	struct bytes stream = BYTES_UP_TO(LIMIT_SEAL);

	(void)state;
	write_seal(&stream);
	for (size_t i = 0; i < stream.len; i++) {
		struct slice name;
		struct seal seal;
		struct err e;
		bool same;

		stream.p[i] ^= 0x01;
		same = seal_parse(bytes_slice(&stream), &seal, &name, &e) == RC_OK &&
			slice_is(name, "demo-2023-07") &&
			seal_check(bytes_slice(&stream), &seal, name, CREATED, &e) == RC_OK;
		for (size_t k = 0; same && k < SEAL_FILES; k++)
			same = slice_equal(seal.files[k], SEAL.files[k]);
		if (same)
			fail_msg("byte %zu", i);
		stream.p[i] ^= 0x01;
	}
	bytes_release(&stream);
}

static void
refuses_every_truncation(void **state)
{
	struct bytes stream = BYTES_UP_TO(LIMIT_SEAL);

	(void)state;
	write_seal(&stream);
	for (size_t n = 0; n < stream.len; n++) {
		struct slice name, part = slice_of(stream.p, n);
		struct seal seal;
		struct err e;
		enum rc rc = seal_parse(part, &seal, &name, &e);

		assert_true(rc == RC_BAD || n >= stream.len - 2 * USTAR_BLOCK);
		if (rc == RC_OK)
			rc = seal_check(part, &seal, name, CREATED, &e);
		assert_rc(RC_BAD, rc, &e);
	}
	bytes_release(&stream);
}

static void
refuses_a_size_that_no_seal_has(void **state)
{
	struct bytes stream = BYTES_UP_TO(LIMIT_SEAL);
	struct slice name;
	struct seal seal;
	struct err e;

	(void)state;
	write_seal(&stream);
	memcpy(stream.p + 124, "77777777777", 11);
	assert_rc(RC_BAD, seal_parse(bytes_slice(&stream), &seal, &name, &e), &e);
	memcpy(stream.p + 124, "0000000000 ", 11);
	assert_rc(RC_BAD, seal_parse(bytes_slice(&stream), &seal, &name, &e), &e);
	assert_true(strncmp(e.text, "SEAL-3: ", 8) == 0);
	bytes_release(&stream);
}

static void
writes_no_more_than_a_seal_may_have(void **state)
{
	struct bytes large = BYTES_UP_TO(LIMIT_SEAL), stream = BYTES_UP_TO(LIMIT_SEAL);
	struct seal seal = SEAL;
	struct err e;

	(void)state;
	bytes_zero(&large, LIMIT_SEAL - 4 * KIB);
	seal.files[SEAL_FRAMES] = bytes_slice(&large);
	assert_rc(RC_LIMIT, seal_write(&seal, slice_str("demo-2023-07"), CREATED, &stream, &e), &e);
	bytes_release(&large);
	bytes_release(&stream);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_texts_that_were_written),
		cmocka_unit_test(refuses_every_altered_byte),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(refuses_a_size_that_no_seal_has),
		cmocka_unit_test(writes_no_more_than_a_seal_may_have),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
