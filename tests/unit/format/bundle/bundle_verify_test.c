/*
 * A bundle is made in memory and checked; then every byte of it is altered, and every end of it
 * cut off, one after another.
 */
#include "support/bundle_maker.h"
#include "support/test.h"

#include "format/bundle/bundle_verify.h"
#include "format/bundle/rule.h"

#include <stdio.h>
#include <stdlib.h>

static const struct maker_article SMALL[] = {
	{"2023/07/27/mot-bai-ngan", 300, NULL, 0, 0},
	{"2023/07/28/bai-co-anh", 900, NULL, 2, 700},
	{"2023/07/28/bai-la-van-ban", 400, "docx", 0, 0},
	{"undated/khong-ngay", 100, NULL, 1, 50},
};
#define SMALL_COUNT (sizeof SMALL / sizeof *SMALL)

struct told {
	struct findings findings;
	char text[4096];
};

static void
tell(void *ctx, const struct err *finding)
{
	struct told *t = ctx;
	size_t used = strlen(t->text);

	snprintf(t->text + used, sizeof t->text - used, "%s\n", finding->text);
}

/* Opens and verifies; the worst verdict, with all that was said in `t`. */
static enum rc
verdict(struct slice file, const struct trust *trust, bool quick, unsigned jobs, struct told *t)
{
	struct source source = source_memory(&file);
	struct bundle_verify_settings set = {.quick = quick, .jobs = jobs};
	struct bundle b;
	struct err e;
	enum rc rc;

	*t = (struct told){.findings = {.tell = tell, .worst = RC_OK}};
	t->findings.ctx = t;
	rc = bundle_open(&source, trust, &b, &e);
	if (rc != RC_OK)
		tell(t, &e);
	if (rc != RC_OK && rc != RC_UNTRUSTED)
		return rc;
	assert_rc(RC_OK, bundle_verify(&b, &set, &t->findings, &e), &e);
	bundle_release(&b);
	return t->findings.worst != RC_OK ? t->findings.worst : rc;
}

static void
assert_good(struct slice file, const struct trust *trust)
{
	struct told t;

	for (unsigned jobs = 1; jobs <= 3; jobs++) {
		if (verdict(file, trust, false, jobs, &t) != RC_OK)
			fail_msg("full, %u jobs: %s", jobs, t.text);
		if (verdict(file, trust, true, jobs, &t) != RC_OK)
			fail_msg("quick, %u jobs: %s", jobs, t.text);
	}
}

static void
finds_nothing_wrong_with_what_the_writer_makes(void **state)
{
	struct bundle_maker m;

	(void)state;
	bundle_maker_init(&m);
	bundle_maker_make(&m, "demo-2023-07", SMALL, 1, NULL);
	assert_good(bytes_slice(&m.file), &m.trust);
	bundle_maker_make(&m, "demo-2023-07.2", SMALL + 1, 2, NULL);
	assert_good(bytes_slice(&m.file), &m.trust);
	bundle_maker_make(&m, "demo-2023-07.3", SMALL + 3, 1, NULL);
	assert_good(bytes_slice(&m.file), &m.trust);
	bundle_maker_release(&m);
}

static void
finds_nothing_wrong_with_frames_of_every_shape(void **state)
{
	static const struct maker_article rows[] = {
		{"2023/07/01/nho", 1000, NULL, 1, 3000},
		{"2023/07/01/vua-day", 4 * 1024 * 1024, NULL, 0, 0},
		{"2023/07/01/nho-nua", 1000, NULL, 1, 5 * 1024 * 1024},
		{"2023/07/02/qua-lon", 9 * 1024 * 1024, NULL, 2, 6 * 1024 * 1024},
		{"2023/07/02/rat-lon", 17 * 1024 * 1024, NULL, 0, 0},
		{"2023/07/02/anh-rat-lon", 10, NULL, 1, 20 * 1024 * 1024},
		{"2023/07/03/cuoi", 10, NULL, 0, 0},
	};
	struct bundle_maker m;

	(void)state;
	bundle_maker_init(&m);
	m.level = 1;
	bundle_maker_make(&m, "demo-2023-07", rows, sizeof rows / sizeof *rows, NULL);
	assert_good(bytes_slice(&m.file), &m.trust);
	bundle_maker_release(&m);
}

static void
finds_nothing_wrong_across_blocks_of_the_log(void **state)
{
	struct maker_article *rows = calloc(700, sizeof *rows);
	char(*ids)[64] = calloc(700, sizeof *ids);
	struct bundle_maker m;

	(void)state;
	for (size_t i = 0; i < 700; i++) {
		snprintf(ids[i], sizeof ids[i], "2023/07/%02zu/bai-%zu", 28 - i % 28, i);
		rows[i] = (struct maker_article){ids[i], 10 + i % 50, NULL, i % 3 == 0, 20};
	}
	bundle_maker_init(&m);
	bundle_maker_make(&m, "demo-2023-07", rows, 255, NULL);
	assert_good(bytes_slice(&m.file), &m.trust);
	bundle_maker_make(&m, "demo-2023-07.2", rows, 700, NULL);
	assert_good(bytes_slice(&m.file), &m.trust);
	bundle_maker_make(&m, "demo-2023-07.3", rows, 256, NULL);
	assert_good(bytes_slice(&m.file), &m.trust);
	bundle_maker_release(&m);
	free(rows);
	free(ids);
}

static void
believes_no_key_it_was_not_given(void **state)
{
	struct trust nobody = TRUST_EMPTY;
	struct bundle_maker m;
	struct told t;

	(void)state;
	bundle_maker_init(&m);
	bundle_maker_make(&m, "demo-2023-07", SMALL, SMALL_COUNT, NULL);
	assert_int_equal(verdict(bytes_slice(&m.file), &nobody, false, 1, &t), RC_UNTRUSTED);
	assert_non_null(strstr(t.text, BUNDLE_MAKER_ORIGIN));
	bundle_maker_release(&m);
}

static void
detects_every_altered_byte(void **state)
{
	struct bundle_maker m;
	struct told t;

	(void)state;
	bundle_maker_init(&m);
	bundle_maker_make(&m, "demo-2023-07", SMALL, 1, NULL);
	bundle_maker_make(&m, "demo-2023-07.2", SMALL + 1, SMALL_COUNT - 1, NULL);
	for (size_t i = 0; i < m.file.len; i++) {
		static const uint8_t flips[] = {0x01, 0x80, 0xFF};
		uint8_t was = m.file.p[i];

		m.file.p[i] ^= flips[i % sizeof flips];
		if (verdict(bytes_slice(&m.file), &m.trust, i % 2 == 0, 1, &t) == RC_OK)
			fail_msg("byte %zu of %zu", i, m.file.len);
		assert_true(t.text[0] != '\0');
		m.file.p[i] = was;
	}
	bundle_maker_release(&m);
}

static void
detects_every_truncation_and_appendix(void **state)
{
	struct bundle_maker m;
	struct told t;

	(void)state;
	bundle_maker_init(&m);
	bundle_maker_make(&m, "demo-2023-07", SMALL, SMALL_COUNT, NULL);
	for (size_t n = 0; n < m.file.len; n++) {
		if (verdict(slice_of(m.file.p, n), &m.trust, true, 1, &t) == RC_OK)
			fail_msg("%zu bytes of %zu", n, m.file.len);
	}
	bytes_u8(&m.file, 0);
	assert_int_equal(verdict(bytes_slice(&m.file), &m.trust, true, 1, &t), RC_BAD);
	bundle_maker_release(&m);
}

/* ---- signed, and inconsistent all the same ----------------------------------------- */

static void
other_headline(void *ctx, struct index_row *row)
{
	(void)ctx;
	row->headline = slice_str("Tin khác");
}

static void
bad_member(void *ctx, struct slice file, struct bytes *content)
{
	const char *const *want = ctx;

	if (!slice_is(file, want[0]))
		return;
	bytes_clear(content);
	bytes_str(content, want[1]);
}

static void
names_what_is_signed_and_wrong(void **state)
{
	static const struct {
		const char *what;
		const char *member[2];
		const char *rule;
	} rows[] = {
		{"captions miscounted", {"captions.txt", "Một\n"}, "IDX-2"},
		{"captions without line end", {"captions.txt", "Một\nHai"}, "ART-4"},
		{"control character", {"article.txt", "a\x1b[2J\n"}, "ART-4"},
		{"not UTF-8", {"article.txt", "a\xff\n"}, "ART-4"},
		{"metadata of another form", {"metadata.json", "{}\n"}, "ART-3"},
	};
	struct bundle_maker m;
	struct told t;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct maker_hooks hooks = {NULL, bad_member, (void *)(uintptr_t)rows[i].member};

		bundle_maker_init(&m);
		bundle_maker_make(&m, "demo-2023-07", SMALL, 1, &hooks);
		assert_int_equal(verdict(bytes_slice(&m.file), &m.trust, false, 1, &t), RC_BAD);
		if (strstr(t.text, rows[i].rule) == NULL)
			fail_msg("%s: %s", rows[i].what, t.text);
		assert_int_equal(verdict(bytes_slice(&m.file), &m.trust, true, 1, &t), RC_OK);
		bundle_maker_release(&m);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_nothing_wrong_with_what_the_writer_makes),
		cmocka_unit_test(finds_nothing_wrong_with_frames_of_every_shape),
		cmocka_unit_test(finds_nothing_wrong_across_blocks_of_the_log),
		cmocka_unit_test(believes_no_key_it_was_not_given),
		cmocka_unit_test(detects_every_altered_byte),
		cmocka_unit_test(detects_every_truncation_and_appendix),
		cmocka_unit_test(names_what_is_signed_and_wrong),
	};

	(void)other_headline;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
