/* Each bundle of support/broken.c, opened and verified: the verdict and the rules, no others. */
#include "format/bundle/bundle_verify.h"

#include "support/broken.h"
#include "support/bundle_maker.h"
#include "support/test.h"
#include "support/told.h"

static enum rc
verdict(struct slice file, const struct trust *trust, unsigned jobs, struct told *t)
{
	struct source source = source_memory(&file);
	struct bundle_verify_settings set = {.jobs = jobs};
	struct bundle b;
	struct err e;
	enum rc rc = bundle_open(&source, trust, &b, &e);

	told_init(t);
	if (rc != RC_OK)
		told_add(t, &e);
	if (rc != RC_OK && rc != RC_UNTRUSTED)
		return rc;
	assert_rc(RC_OK, bundle_verify(&b, &set, &t->findings, &e), &e);
	bundle_release(&b);
	return t->findings.worst != RC_OK ? t->findings.worst : rc;
}

static void
makes_the_same_bytes_again_where_nothing_is_changed(void **state)
{
	(void)state;
	for (enum broken_from from = BROKEN_FROM_FIRST; from <= BROKEN_FROM_LARGE; from++) {
		struct bundle_maker m;
		struct forge f;

		broken_base(&m, from);
		forge_init(&f, &m.pair, bytes_slice(&m.file));
		forge_make(&f);
		assert_int_equal(f.file.len, m.file.len);
		assert_memory_equal(f.file.p, m.file.p, f.file.len);
		forge_release(&f);
		bundle_maker_release(&m);
	}
}

static void
names_what_is_wrong_and_nothing_else(void **state)
{
	const struct broken *b;
	struct bundle_maker m;
	size_t wrong = 0;

	(void)state;
	bundle_maker_init(&m);
	for (size_t i = 0; (b = broken_at(i)) != NULL; i++) {
		struct forge f;

		broken_make(b, &f);
		for (unsigned jobs = 1; jobs <= 2; jobs++) {
			struct told t;
			enum rc rc = verdict(bytes_slice(&f.file), &m.trust, jobs, &t);

			if (rc == b->verdict && strcmp(told_rules(&t), b->rules) == 0)
				continue;
			print_message("%s: rc %d, not %s: %s\n", b->name, rc, b->rules, t.text);
			wrong++;
		}
		forge_release(&f);
	}
	bundle_maker_release(&m);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(makes_the_same_bytes_again_where_nothing_is_changed),
		cmocka_unit_test(names_what_is_wrong_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
