#include "archiver/assemble/plan.h"

#include "support/bundle_maker.h"
#include "support/scratch.h"
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reports by letter, each in a file of its own; `same` makes a copy of an earlier one. */
struct invented {
	const char *path;
	const char *day; /* 05/06/2023; NULL for none */
	char text;
};

#define REPORTS_MAX 6

static const char *const FATES[] = {
	[PLAN_TAKEN] = "taken",
	[PLAN_IN_ARCHIVE] = "in archive",
	[PLAN_TWICE] = "twice",
	[PLAN_OTHER_MONTH] = "other month",
	[PLAN_UNDATED] = "undated",
	[PLAN_REFUSED] = "refused",
};

static void
write_text(const struct invented *r, struct bytes *out)
{
	bytes_fmt(out, "Tin %c về một cây cầu mới\n", r->text);
	if (r->day != NULL)
		bytes_fmt(out, "%s - 08:30\n", r->day);
	bytes_fmt(out, "\nSáng nay, xã %c khánh thành cây cầu dân sinh dài 24 m.\n", r->text);
}

static void
write_reports(const struct invented *reports)
{
	assert_int_equal(mkdir("in", 0755), 0);
	for (size_t i = 0; i < REPORTS_MAX && reports[i].path != NULL; i++) {
		struct bytes text = BYTES_UP_TO(4096);

		write_text(&reports[i], &text);
		bytes_u8(&text, '\0');
		scratch_write(reports[i].path, (const char *)text.p);
		bytes_release(&text);
	}
}

/* What is told and given out, a line each. */
static void
tell(void *ctx, enum plan_fate fate, struct slice path, struct slice why)
{
	bytes_fmt(ctx, "%s %.*s%s%.*s\n", FATES[fate], SLICE_FMT(path), why.len > 0 ? ": " : "",
		SLICE_FMT(why));
}

static void
give_out(struct plan *plan, struct bytes *told)
{
	struct planned planned = PLANNED_EMPTY;
	char month[BUNDLE_NAME_PERIOD + 1];
	bool got = true, more;
	struct err e;

	for (;;) {
		assert_rc(RC_OK, plan_month(plan, month, &got, &e), &e);
		if (!got)
			break;
		bytes_fmt(told, "[%s]\n", month);
		for (;;) {
			assert_rc(RC_OK, plan_next(plan, &planned, &more, &e), &e);
			if (!more)
				break;
			bytes_fmt(told, "%s %02u %.*s\n", planned.report.text,
				planned.dated ? planned.day.day : 0,
				SLICE_FMT(slice_first(bytes_slice(&planned.headline), 5)));
		}
	}
	planned_release(&planned);
}

typedef void (*giving_out)(struct plan *plan, struct bytes *told);

static void
plan_with(struct archive *archive, const struct trust *trust, const char *month, bool keep,
	unsigned jobs, giving_out give, struct bytes *told)
{
	char *const at[] = {(char[]){"in"}};
	struct intake_inputs inputs = {.at = at, .count = 1, .scratch = archive->fd};
	struct gather_settings gather;
	struct plan_settings set = {.gather = &gather,
		.month = slice_str(month),
		.keep_undated = keep,
		.jobs = jobs,
		.folder = archive->fd};
	struct plan_listener listener = {tell, NULL, told};
	struct intake *intake;
	struct plan *plan;
	struct err e;

	assert_rc(RC_OK, gather_settings_init(&gather, 420, &e), &e);
	assert_rc(RC_OK, intake_new(&inputs, &intake, &e), &e);
	assert_rc(RC_OK, plan_make(&set, intake, archive, trust, &listener, &plan, &e), &e);
	give(plan, told);
	plan_free(plan);
	intake_free(intake);
	gather_settings_release(&gather);
}

static void
plan_all(struct archive *archive, const struct trust *trust, const char *month, bool keep,
	unsigned jobs, struct bytes *told)
{
	plan_with(archive, trust, month, keep, jobs, give_out, told);
}

static void
every_report_has_one_fate_in_order(void **state)
{
	static const struct {
		const char *why;
		struct invented reports[REPORTS_MAX];
		const char *month;
		bool keep;
		const char *told;
	} rows[] = {
		{"months in order, within one as they came",
			{{"in/a", "01/07/2023", 'a'}, {"in/b", "30/06/2023", 'b'},
				{"in/c", "01/06/2023", 'c'}, {"in/d", "31/12/2022", 'd'}},
			"", false,
			"[2022-12]\nin/d 31 Tin d\n[2023-06]\nin/b 30 Tin b\nin/c 01 Tin c\n"
			"[2023-07]\nin/a 01 Tin a\n"},
		{"the same twice",
			{{"in/a", "05/06/2023", 'x'}, {"in/b", "06/06/2023", 'b'},
				{"in/c", "05/06/2023", 'x'}},
			"", false, "twice in/c: in/a\n[2023-06]\nin/a 05 Tin x\nin/b 06 Tin b\n"},
		{"one month alone", {{"in/a", "05/06/2023", 'a'}, {"in/b", "05/07/2023", 'b'}},
			"2023-06", false, "other month in/b: 2023-07\n[2023-06]\nin/a 05 Tin a\n"},
		{"undated is left out", {{"in/a", NULL, 'a'}, {"in/b", "05/06/2023", 'b'}}, "",
			false, "undated in/a\n[2023-06]\nin/b 05 Tin b\n"},
		{"undated is kept", {{"in/a", NULL, 'a'}, {"in/b", "05/06/2023", 'b'}}, "2023-06",
			true, "[2023-06]\nin/a 00 Tin a\nin/b 05 Tin b\n"},
		{"nothing to take", {{"in/a", NULL, 'a'}}, "", false, "undated in/a\n"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (unsigned jobs = 1; jobs <= 3; jobs += 2) {
			struct archive archive = ARCHIVE_EMPTY;
			struct bytes told = BYTES_UP_TO(4096);
			struct trust none = TRUST_EMPTY;

			assert_int_equal(scratch_make(state), 0);
			write_reports(rows[i].reports);
			archive.fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
			plan_all(&archive, &none, rows[i].month, rows[i].keep, jobs, &told);
			bytes_u8(&told, '\0');
			if (strcmp((const char *)told.p, rows[i].told) != 0)
				fail_msg("%s: told\n%s", rows[i].why, (const char *)told.p);
			archive_release(&archive);
			bytes_release(&told);
			assert_int_equal(scratch_remove(state), 0);
		}
	}
}

/* The bundle's original becomes the report at hand, byte for byte. */
static void
put_original(void *ctx, struct slice file, struct bytes *content)
{
	if (!slice_is(file, "original.txt"))
		return;
	bytes_clear(content);
	write_text(ctx, content);
}

static void
what_a_bundle_holds_is_not_taken_again(void **state)
{
	static struct invented reports[REPORTS_MAX] = {{"in/a", "05/07/2023", 'a'},
		{"in/b", "06/07/2023", 'b'}, {"in/c", "05/07/2023", 'a'}};
	static const struct maker_article one = {"2023/07/05/tin-a", 100, NULL, 0, 0};
	struct maker_hooks hooks = {.member = put_original, .ctx = &reports[0]};
	struct archive archive = ARCHIVE_EMPTY;
	struct bytes told = BYTES_UP_TO(4096);
	struct bundle_maker m;
	struct err e;
	FILE *f;

	(void)state;
	write_reports(reports);
	bundle_maker_init(&m);
	bundle_maker_make(&m, "demo-2023-07", &one, 1, &hooks);
	assert_int_equal(mkdir("2023", 0755), 0);
	f = fopen("2023/demo-2023-07.tar.zst", "we");
	assert_non_null(f);
	assert_int_equal(fwrite(m.file.p, 1, m.file.len, f), m.file.len);
	assert_int_equal(fclose(f), 0);
	archive.fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_rc(RC_OK, archive_scan(&archive, &e), &e);
	plan_all(&archive, &m.trust, "", false, 2, &told);
	assert_slice_is(bytes_slice(&told),
		"in archive in/a: demo-2023-07\nin archive in/c: demo-2023-07\n[2023-07]\n"
		"in/b 06 Tin b\n");
	archive_release(&archive);
	bundle_maker_release(&m);
	bytes_release(&told);
}

static void
write_page(const char *path, const char *address, const char *text)
{
	struct bytes page = BYTES_UP_TO(4096);

	bytes_fmt(&page,
		"<!DOCTYPE html><html><head><link rel=canonical href=\"%s\">"
		"<meta property=\"article:published_time\" content=\"2023-07-05T08:00:00+07:00\">"
		"</head><body><article><h1>Một cây cầu mới</h1><p>%s Cây cầu dài 24 m, rộng 3 m, "
		"do bà con trong xã góp công xây dựng trong ba tháng.</p></article></body></html>\n",
		address, text);
	bytes_u8(&page, '\0');
	scratch_write(path, (const char *)page.p);
	bytes_release(&page);
}

/* What the plan adds to the reports that it gives out. */
static void
give_out_coming(struct plan *plan, struct bytes *told)
{
	struct planned planned = PLANNED_EMPTY;
	char month[BUNDLE_NAME_PERIOD + 1];
	bool got;
	struct err e;

	assert_rc(RC_OK, plan_month(plan, month, &got, &e), &e);
	while (plan_next(plan, &planned, &got, &e) == RC_OK && got)
		bytes_fmt(told, "%s version %s, also %s\n", planned.report.text,
			planned.report.version == NULL ? "1" : planned.report.version,
			planned.report.also == NULL ? "nowhere" : planned.report.also);
	planned_release(&planned);
}

static void
one_source_has_versions_and_one_text_has_sources(void **state)
{
	static const struct maker_article one = {"2023/07/05/tin-a", 100, NULL, 0, 0};
	struct archive archive = ARCHIVE_EMPTY;
	struct bytes told = BYTES_UP_TO(4096);
	struct bundle_maker m;
	struct err e;
	FILE *f;

	(void)state;
	assert_int_equal(mkdir("in", 0755), 0);
	/* The archive has an article of the address that bundle_maker gives all of its own. */
	write_page("in/a", "https://example.org/bai-co-anh", "Khánh thành hôm nay.");
	write_page("in/b", "https://example.com/cau", "Thông xe hôm nay.");
	write_page("in/c", "https://example.net/cau-moi", "Thông xe hôm nay.");
	write_page("in/d", "https://example.com/cau", "Thông xe hôm nay, có sửa.");
	write_page("in/e", "https://example.com/", "Trang này nhận nhầm địa chỉ.");
	bundle_maker_init(&m);
	bundle_maker_make(&m, "demo-2023-07", &one, 1, NULL);
	assert_int_equal(mkdir("2023", 0755), 0);
	f = fopen("2023/demo-2023-07.tar.zst", "we");
	assert_non_null(f);
	assert_int_equal(fwrite(m.file.p, 1, m.file.len, f), m.file.len);
	assert_int_equal(fclose(f), 0);
	archive.fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_rc(RC_OK, archive_scan(&archive, &e), &e);
	plan_with(&archive, &m.trust, "", false, 2, give_out_coming, &told);
	assert_slice_is(bytes_slice(&told),
		"twice in/c: in/b, with the same text\n"
		"in/a version 2, also nowhere\n"
		"in/b version 1, also https://example.net/cau-moi\n"
		"in/d version 2, also nowhere\n"
		"in/e version 1, also nowhere\n");
	archive_release(&archive);
	bundle_maker_release(&m);
	bytes_release(&told);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_report_has_one_fate_in_order),
		IN_SCRATCH(what_a_bundle_holds_is_not_taken_again),
		IN_SCRATCH(one_source_has_versions_and_one_text_has_sources),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
