#include "archiver/assemble/signer.h"

#include "keys/keypair.h"
#include "keys/trust.h"
#include "support/test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define ORIGIN "example.org/annals"

static enum rc
unlock(void *ctx, struct keypair *out, struct err *e)
{
	static const uint8_t id[PUBLIC_KEY_ID_SIZE] = {1, 2, 3, 4, 5, 6, 7, 8};
	static const uint8_t seed[32] = "a seed that everybody may know.";

	(void)ctx;
	return keypair_of_seed(slice_of(seed, sizeof seed), id, out, e);
}

static enum rc
fail_to_unlock(void *ctx, struct keypair *out, struct err *e)
{
	(void)out;
	return err_set(e, *(enum rc *)ctx, "wrong passphrase");
}

static void
start(struct signer *s)
{
	struct checkpoint after = {slice_str(ORIGIN), 3, digest_of(SLICE_EMPTY)};
	struct signer_unlock how = {unlock, NULL, &after};
	struct err e;

	assert_rc(RC_OK, signer_start(&how, s, &e), &e);
}

static enum rc
ask(struct signer *s, uint64_t size, struct bytes *note, struct err *e)
{
	struct checkpoint head = {slice_str(ORIGIN), size, digest_of(SLICE_EMPTY)};

	return signer_checkpoint(s, &head, note, e);
}

static void
signs_a_checkpoint_that_its_key_verifies(void **state)
{
	struct bytes note = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);
	struct trust trust = TRUST_EMPTY;
	struct public_key signer;
	struct checkpoint head;
	struct signer s;
	struct err e;

	(void)state;
	start(&s);
	assert_rc(RC_OK, trust_add_any(&trust, &s.public, &e), &e);
	assert_rc(RC_OK, ask(&s, 5, &note, &e), &e);
	assert_rc(RC_OK,
		checkpoint_verify_signed(bytes_slice(&note), &trust, 0, &head, &signer, &e), &e);
	assert_int_equal(head.size, 5);
	assert_slice_is(head.origin, ORIGIN);
	assert_true(public_key_equal(&signer, &s.public));
	signer_release(&s);
	signer_release(&s);
	trust_release(&trust);
	bytes_release(&note);
}

static void
refuses_the_checkpoint_of_another_log(void **state)
{
	struct checkpoint other = {slice_str("example.org/other"), 9, digest_of(SLICE_EMPTY)};
	struct bytes note = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);
	struct signer s;
	struct err e;

	(void)state;
	start(&s);
	assert_rc(RC_USAGE, signer_checkpoint(&s, &other, &note, &e), &e);
	assert_int_equal(note.len, 0);
	signer_release(&s);
	bytes_release(&note);
}

static void
refuses_a_tree_no_larger_than_the_last(void **state)
{
	static const struct {
		const char *why;
		uint64_t size;
		enum rc rc;
	} rows[] = {
		{"what is published already", 3, RC_USAGE},
		{"the first", 5, RC_OK},
		{"the same size", 5, RC_USAGE},
		{"smaller", 4, RC_USAGE},
		{"larger, after refusals", 6, RC_OK},
		{"the one before that", 5, RC_USAGE},
	};
	struct signer s;
	struct err e;

	(void)state;
	start(&s);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes note = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);
		enum rc rc = ask(&s, rows[i].size, &note, &e);

		if (rc != rows[i].rc)
			fail_msg("%s: rc %d, expected %d", rows[i].why, rc, rows[i].rc);
		assert_true((rc == RC_OK) == (note.len > 0));
		bytes_release(&note);
	}
	signer_release(&s);
}

static void
signs_a_file_with_its_comment(void **state)
{
	static const uint8_t digest[SIDECAR_DIGEST_SIZE] = {1, 2, 3};
	struct bytes text = BYTES_UP_TO(SIDECAR_MAX);
	struct signer s;
	struct err e;

	(void)state;
	start(&s);
	assert_rc(RC_OK,
		signer_sidecar(&s, digest, slice_str("timestamp:1\tfile:x\thashed"), &text, &e),
		&e);
	assert_true(slice_starts(bytes_slice(&text), "untrusted comment: "));
	bytes_u8(&text, '\0');
	assert_non_null(strstr((const char *)text.p, "timestamp:1\tfile:x\thashed"));
	signer_release(&s);
	bytes_release(&text);
}

static void
passes_on_why_the_key_was_not_unlocked(void **state)
{
	static enum rc rows[] = {RC_USAGE, RC_IO, RC_BAD, RC_NOMEM};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct signer_unlock how = {fail_to_unlock, &rows[i], NULL};
		struct signer s;
		struct err e;

		assert_rc(rows[i], signer_start(&how, &s, &e), &e);
		assert_string_equal(e.text, "wrong passphrase");
		assert_int_equal(s.fd, -1);
		signer_release(&s);
		assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no process is left */
	}
}

static void
says_so_when_the_process_is_gone(void **state)
{
	struct bytes note = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);
	struct signer s;
	siginfo_t how;
	struct err e;

	(void)state;
	start(&s);
	assert_int_equal(kill(s.process, SIGKILL), 0);
	assert_int_equal(waitid(P_PID, (id_t)s.process, &how, WEXITED | WNOWAIT), 0);
	assert_rc(RC_IO, ask(&s, 5, &note, &e), &e);
	assert_non_null(strstr(e.text, "the signing process"));
	assert_int_equal(note.len, 0);
	signer_release(&s);
	bytes_release(&note);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signs_a_checkpoint_that_its_key_verifies),
		cmocka_unit_test(refuses_the_checkpoint_of_another_log),
		cmocka_unit_test(refuses_a_tree_no_larger_than_the_last),
		cmocka_unit_test(signs_a_file_with_its_comment),
		cmocka_unit_test(passes_on_why_the_key_was_not_unlocked),
		cmocka_unit_test(says_so_when_the_process_is_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
