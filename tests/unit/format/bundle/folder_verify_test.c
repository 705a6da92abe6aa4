/* Bundles are unpacked into a folder of the test's own; then one thing in it is changed. */
#include "format/bundle/folder_verify.h"

#include "support/bundle_maker.h"
#include "support/bundle_unpack.h"
#include "support/scratch.h"
#include "support/test.h"
#include "support/told.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct maker_article ARTICLES[] = {
	{"2023/07/27/mot-bai-ngan", 300, NULL, 0, 0},
	{"2023/07/28/bai-co-anh", 900, NULL, 2, 700},
	{"2023/07/28/bai-la-van-ban", 400, "docx", 0, 0},
	{"undated/khong-ngay", 100, NULL, 1, 50},
};
#define ARTICLE_COUNT (sizeof ARTICLES / sizeof *ARTICLES)

static enum rc
verify(const char *path, const struct trust *trust, unsigned jobs, struct told *t,
	struct folder_verify_result *out)
{
	struct folder_verify_settings set = {
		.trust = trust, .now = BUNDLE_MAKER_CREATED, .jobs = jobs};
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct err e;

	assert_true(fd >= 0);
	told_init(t);
	assert_rc(RC_OK, folder_verify(fd, &set, &t->findings, out, &e), &e);
	close(fd);
	return t->findings.worst;
}

/* A bundle that is not the first of its log, unpacked into "bag". */
static void
make_bag(struct bundle_maker *m)
{
	bundle_maker_init(m);
	bundle_maker_make(m, "demo-2023-07", ARTICLES, 1, NULL);
	bundle_maker_make(m, "demo-2023-07.2", ARTICLES, ARTICLE_COUNT, NULL);
	bundle_unpack_bag(bytes_slice(&m->file), &m->trust, "bag");
}

static void
finds_nothing_wrong_with_an_unpacked_bag(void **state)
{
	struct folder_verify_result out;
	struct bundle_maker m;
	struct told t;

	(void)state;
	make_bag(&m);
	for (unsigned jobs = 1; jobs <= 3; jobs++) {
		assert_int_equal(verify("bag", &m.trust, jobs, &t, &out), RC_OK);
		assert_string_equal(t.text, "");
	}
	assert_int_equal(out.kind, FOLDER_VERIFY_BAG);
	assert_true(out.sound && out.believed);
	assert_string_equal(out.name, "demo-2023-07.2");
	assert_string_equal(out.origin, BUNDLE_MAKER_ORIGIN);
	assert_int_equal(out.size, m.before.size);
	assert_int_equal(out.articles, ARTICLE_COUNT);
	assert_int_equal(out.files, 5 * ARTICLE_COUNT + 3);
	bundle_maker_release(&m);
}

static void
does_not_care_what_the_folder_is_called(void **state)
{
	struct folder_verify_result out;
	struct bundle_maker m;
	struct told t;

	(void)state;
	make_bag(&m);
	assert_int_equal(rename("bag", "Moved here in 2053"), 0);
	assert_int_equal(verify("Moved here in 2053", &m.trust, 1, &t, &out), RC_OK);
	bundle_maker_release(&m);
}

static void
believes_no_key_it_was_not_given(void **state)
{
	struct trust nobody = TRUST_EMPTY;
	struct folder_verify_result out;
	struct bundle_maker m;
	struct told t;

	(void)state;
	make_bag(&m);
	assert_int_equal(verify("bag", &nobody, 1, &t, &out), RC_UNTRUSTED);
	assert_true(out.sound && !out.believed);
	assert_string_equal(told_rules(&t), "CKPT-2");
	bundle_maker_release(&m);
}

/* ---- one change -------------------------------------------------------------------- */

static void
alter(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	uint8_t byte;

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, &byte, 1, 3), 1);
	byte ^= 1;
	assert_int_equal(pwrite(fd, &byte, 1, 3), 1);
	close(fd);
}

/* Another hex digit, so that a line of a manifest stays one. */
static void
alter_digit(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	char byte;

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, &byte, 1, 3), 1);
	assert_int_equal(pwrite(fd, byte == '0' ? "1" : "0", 1, 3), 1);
	close(fd);
}

static void
append(const char *path)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "x", 1), 1);
	close(fd);
}

static void
drop(const char *path)
{
	assert_int_equal(unlink(path), 0);
}

static void
add(const char *path)
{
	scratch_write(path, "new\n");
}

static void
add_folder(const char *path)
{
	assert_int_equal(mkdir(path, 0755), 0);
}

static void
add_link(const char *path)
{
	assert_int_equal(symlink("/etc/passwd", path), 0);
}

static void
add_fifo(const char *path)
{
	assert_int_equal(mkfifo(path, 0644), 0);
}

/* The same content, behind a link. */
static void
make_link(const char *path)
{
	char aside[256];

	snprintf(aside, sizeof aside, "%s/aside", scratch_path);
	assert_int_equal(rename(path, aside), 0);
	assert_int_equal(symlink(aside, path), 0);
}

static void
make_fifo(const char *path)
{
	drop(path);
	add_fifo(path);
}

static void
make_folder(const char *path)
{
	drop(path);
	add_folder(path);
}

static void
move_away(const char *path)
{
	assert_int_equal(rename(path, "aside"), 0);
}

#define ARTICLE "data/2023/07/28/bai-co-anh"

static const struct {
	const char *what;
	void (*change)(const char *path);
	const char *path; /* within the bag */
	const char *rules;
} CHANGES[] = {
	{"text altered", alter, ARTICLE "/article.txt", "BAG-1"},
	{"photo altered", alter, ARTICLE "/photos/2.jpg", "BAG-1"},
	{"photo longer", append, ARTICLE "/photos/2.jpg", "BAG-1 BAG-7"},
	{"text missing", drop, ARTICLE "/article.txt", "FOLD-1"},
	{"photo missing", drop, ARTICLE "/photos/1.jpg", "FOLD-1"},
	{"article missing", move_away, ARTICLE, "FOLD-1"},
	{"day missing", move_away, "data/2023/07/28", "FOLD-1"},
	{"data missing", move_away, "data", "FOLD-1"},
	{"file beside the articles' files", add, ARTICLE "/notes.txt", "FOLD-2"},
	{"hidden file", add, ARTICLE "/.DS_Store", "FOLD-2"},
	{"photo that is not listed", add, ARTICLE "/photos/3.jpg", "FOLD-2"},
	{"photos where there are none", add_folder, "data/undated/khong-ngay/more", "FOLD-2"},
	{"link in an article", add_link, ARTICLE "/link", "FOLD-2"},
	{"FIFO in an article", add_fifo, ARTICLE "/photos/fifo", "FOLD-2"},
	{"another article", add_folder, "data/2023/07/28/mot-bai-nua", "FOLD-2"},
	{"another article without a day", add_folder, "data/undated/mot-bai-nua", "FOLD-2"},
	{"file among the articles", add, "data/2023/07/28/notes.txt", "FOLD-2"},
	{"file among the months", add, "data/2023/notes.txt", "FOLD-2"},
	{"file in data", add, "data/notes.txt", "FOLD-2"},
	{"link in data", add_link, "data/2024", "FOLD-2"},
	{"empty month", add_folder, "data/2023/08", "FOLD-2"},
	{"empty year", add_folder, "data/2024", "FOLD-2"},
	{"file in the bag", add, "notes.txt", "FOLD-2"},
	{"another manifest", add, "manifest-md5.txt", "FOLD-2"},
	{"folder in the bag", add_folder, "more", "FOLD-2"},
	{"file in annals", add, "annals/notes.txt", "FOLD-2"},
	{"text behind a link", make_link, ARTICLE "/article.txt", "FOLD-3"},
	{"article behind a link", make_link, ARTICLE, "FOLD-3"},
	{"year behind a link", make_link, "data/2023", "FOLD-3 FOLD-2"},
	{"photo is a FIFO", make_fifo, ARTICLE "/photos/1.jpg", "FOLD-3"},
	{"text is a folder", make_folder, ARTICLE "/article.txt", "FOLD-3"},
	{"bagit.txt altered", alter, "bagit.txt", "BAG-3 BAG-6"},
	{"bagit.txt missing", drop, "bagit.txt", "FOLD-1"},
	{"readme altered", alter, "readme.txt", "BAG-3 BAG-8"},
	{"readme missing", drop, "readme.txt", "FOLD-1"},
	{"bag-info altered", alter, "bag-info.txt", "BAG-3 BAG-5"},
	{"bag-info missing", drop, "bag-info.txt", "FOLD-1"},
	{"index altered", alter, "annals/index.tsv", "BAG-3"},
	{"index longer", append, "annals/index.tsv", "REC-4 BAG-3"},
	{"index missing", drop, "annals/index.tsv", "FOLD-1"},
	{"index behind a link", make_link, "annals/index.tsv", "FOLD-3"},
	{"tree altered", alter, "annals/tree.tsv", "BAG-3 TREE-2"},
	{"tree missing", drop, "annals/tree.tsv", "FOLD-1"},
	{"tagmanifest altered", alter, "tagmanifest-sha256.txt", "BAG-4 BAG-3"},
	{"tagmanifest missing", drop, "tagmanifest-sha256.txt", "FOLD-1"},
	{"digest in the manifest altered", alter_digit, "manifest-sha256.txt", "BAG-1 LOG-4 BAG-3"},
	{"manifest longer", append, "manifest-sha256.txt", "REC-4 BAG-2 BAG-3"},
	{"manifest missing", drop, "manifest-sha256.txt", "FOLD-1"},
	{"record altered", alter, "annals/bundle.txt", "REC-1"},
	{"record behind a link", make_link, "annals/bundle.txt", "FOLD-3"},
	{"frame list altered", alter, "annals/frames.tsv", "REC-3"},
	{"frame list missing", drop, "annals/frames.tsv", "FOLD-1"},
	{"range altered", alter, "annals/range.txt", "REC-3"},
	{"checkpoint before altered", alter, "annals/previous.txt", "REC-3"},
	{"consistency proof altered", alter, "annals/consistency.txt", "LOG-2"},
	{"proof altered", alter, "annals/bundle.tlog-proof", "CKPT-1"},
	{"proof longer", append, "annals/bundle.tlog-proof", "CKPT-2"},
	{"proof missing", drop, "annals/bundle.tlog-proof", "FOLD-1"},
};

static void
names_each_change_in_a_bag(void **state)
{
	struct bundle_maker m;

	(void)state;
	make_bag(&m);
	for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
		struct folder_verify_result out;
		char folder[16], path[256];
		struct told t;

		snprintf(folder, sizeof folder, "bag%zu", i);
		snprintf(path, sizeof path, "%s/%s", folder, CHANGES[i].path);
		bundle_unpack_bag(bytes_slice(&m.file), &m.trust, folder);
		CHANGES[i].change(path);
		assert_int_equal(verify(folder, &m.trust, 1 + (unsigned)i % 2, &t, &out), RC_BAD);
		if (strcmp(told_rules(&t), CHANGES[i].rules) != 0)
			fail_msg("%s: not %s: %s", CHANGES[i].what, CHANGES[i].rules, t.text);
		if (access("aside", F_OK) == 0)
			assert_int_equal(system("rm -r aside"), 0);
	}
	bundle_maker_release(&m);
}

static void
names_every_file_that_is_too_much_or_missing(void **state)
{
	struct folder_verify_result out;
	struct bundle_maker m;
	struct told t;

	(void)state;
	make_bag(&m);
	drop("bag/" ARTICLE "/captions.txt");
	add("bag/" ARTICLE "/captions.text");
	add("bag/" ARTICLE "/photos/3.jpg");
	add_folder("bag/data/2023/07/27/x");
	add_folder("bag/data/2023/07/28/y");
	assert_int_equal(verify("bag", &m.trust, 2, &t, &out), RC_BAD);
	assert_non_null(strstr(t.text, "FOLD-1: " ARTICLE "/captions.txt is missing\n"));
	assert_non_null(strstr(t.text, "FOLD-2: " ARTICLE "/captions.text: a file"));
	assert_non_null(strstr(t.text, "FOLD-2: " ARTICLE "/photos/3.jpg: a file"));
	assert_non_null(strstr(t.text, "FOLD-2: data/2023/07/27/x: a folder"));
	assert_non_null(strstr(t.text, "FOLD-2: data/2023/07/28/y: a folder"));
	assert_int_equal(t.findings.count, 5);
	bundle_maker_release(&m);
}

static void
tells_a_disk_that_fails_from_a_bag_that_is_bad(void **state)
{
	struct folder_verify_result out;
	struct bundle_maker m;
	struct told t;

	(void)state;
	make_bag(&m);
	assert_int_equal(chmod("bag/" ARTICLE "/article.txt", 0), 0);
	/* Nobody's rights, for root may read all. */
	assert_int_equal(chmod(".", 0755), 0);
	assert_true(geteuid() != 0 || seteuid(65534) == 0);
	assert_int_equal(verify("bag", &m.trust, 1, &t, &out), RC_IO);
	assert_true(getuid() != 0 || seteuid(0) == 0);
	assert_string_equal(told_rules(&t), "");
	assert_non_null(strstr(t.text, ARTICLE "/article.txt: Permission denied"));
	bundle_maker_release(&m);
}

/* ---- one extracted article --------------------------------------------------------- */

static void
make_article(struct bundle_maker *m)
{
	bundle_maker_init(m);
	bundle_maker_make(m, "demo-2023-07", ARTICLES, ARTICLE_COUNT, NULL);
	bundle_unpack_article(bytes_slice(&m->file), &m->trust, ARTICLES[1].id, "article");
}

static void
finds_nothing_wrong_with_an_extracted_article(void **state)
{
	struct folder_verify_result out;
	struct bundle_maker m;
	struct told t;

	(void)state;
	make_article(&m);
	assert_int_equal(verify("article", &m.trust, 1, &t, &out), RC_OK);
	assert_string_equal(t.text, "");
	assert_int_equal(out.kind, FOLDER_VERIFY_ARTICLE);
	assert_true(out.sound && out.believed);
	assert_string_equal(out.name, ARTICLES[1].id);
	assert_string_equal(out.origin, BUNDLE_MAKER_ORIGIN);
	assert_int_equal(out.size, m.before.size);
	assert_int_equal(out.files, 7);
	bundle_maker_release(&m);
}

static void
note_absent(void *ctx, struct slice file)
{
	struct bytes *names = ctx;

	bytes_add(names, file);
	bytes_u8(names, ' ');
}

static void
checks_what_there_is_of_an_article_and_notes_the_rest(void **state)
{
	struct bytes names = BYTES_UP_TO(KIB);
	struct folder_verify_settings set = {
		.now = BUNDLE_MAKER_CREATED, .jobs = 1, .absent = note_absent, .ctx = &names};
	struct folder_verify_result out;
	struct bundle_maker m;
	struct told t;
	struct err e;
	int fd;

	(void)state;
	make_article(&m);
	drop("article/original.txt");
	drop("article/photos/1.jpg");
	told_init(&t);
	set.trust = &m.trust;
	fd = open("article", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_rc(RC_OK, folder_verify(fd, &set, &t.findings, &out, &e), &e);
	close(fd);
	assert_string_equal(t.text, "");
	assert_slice_is(bytes_slice(&names), "original.txt photos/1.jpg ");
	assert_int_equal(out.files, 5);
	bytes_release(&names);
	bundle_maker_release(&m);
}

static const struct {
	const char *what;
	void (*change)(const char *path);
	const char *path;
	const char *rules;
} ARTICLE_CHANGES[] = {
	{"text altered", alter, "article.txt", "BAG-1"},
	{"photo altered", alter, "photos/2.jpg", "BAG-1"},
	{"file that is not listed", add, "notes.txt", "FOLD-2"},
	{"photo that is not listed", add, "photos/9.jpg", "FOLD-2"},
	{"folder that is not listed", add_folder, "more", "FOLD-2"},
	{"text behind a link", make_link, "article.txt", "FOLD-3"},
	{"photos behind a link", make_link, "photos", "FOLD-3 FOLD-2"},
	{"proof of another version", alter, "article.tlog-proof", "CKPT-1"},
	{"proof longer", append, "article.tlog-proof", "CKPT-2"},
	{"proof behind a link", make_link, "article.tlog-proof", "FOLD-3"},
};

static void
names_each_change_in_an_article(void **state)
{
	struct bundle_maker m;

	(void)state;
	make_article(&m);
	for (size_t i = 0; i < sizeof ARTICLE_CHANGES / sizeof *ARTICLE_CHANGES; i++) {
		struct folder_verify_result out;
		char folder[16], path[256];
		struct told t;

		snprintf(folder, sizeof folder, "article%zu", i);
		snprintf(path, sizeof path, "%s/%s", folder, ARTICLE_CHANGES[i].path);
		bundle_unpack_article(bytes_slice(&m.file), &m.trust, ARTICLES[1].id, folder);
		ARTICLE_CHANGES[i].change(path);
		if (verify(folder, &m.trust, 1, &t, &out) == RC_OK ||
			strcmp(told_rules(&t), ARTICLE_CHANGES[i].rules) != 0)
			fail_msg("%s: not %s: %s", ARTICLE_CHANGES[i].what,
				ARTICLE_CHANGES[i].rules, t.text);
		if (access("aside", F_OK) == 0)
			assert_int_equal(system("rm -r aside"), 0);
	}
	bundle_maker_release(&m);
}

static void
takes_a_proof_alone_for_no_article(void **state)
{
	struct folder_verify_result out;
	struct bundle_maker m;
	struct told t;

	(void)state;
	make_article(&m);
	add_folder("alone");
	assert_int_equal(rename("article/article.tlog-proof", "alone/article.tlog-proof"), 0);
	assert_int_equal(verify("alone", &m.trust, 1, &t, &out), RC_BAD);
	assert_string_equal(told_rules(&t), "FOLD-1");
	bundle_maker_release(&m);
}

static void
takes_another_articles_files_for_wrong(void **state)
{
	struct folder_verify_result out;
	struct bundle_maker m;
	struct told t;

	(void)state;
	make_article(&m);
	bundle_unpack_article(bytes_slice(&m.file), &m.trust, ARTICLES[0].id, "other");
	assert_int_equal(rename("other/article.tlog-proof", "article/article.tlog-proof"), 0);
	assert_int_equal(verify("article", &m.trust, 1, &t, &out), RC_BAD);
	assert_string_equal(told_rules(&t), "BAG-1 FOLD-2");
	bundle_maker_release(&m);
}

static void
refuses_a_folder_that_is_neither(void **state)
{
	struct folder_verify_settings set = {.now = 0, .jobs = 1};
	struct folder_verify_result out;
	enum folder_verify_kind kind;
	struct told t;
	struct err e;
	int fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	(void)state;
	told_init(&t);
	assert_rc(RC_OK, folder_verify_kind(fd, &kind, &e), &e);
	assert_int_equal(kind, FOLDER_VERIFY_NOTHING);
	assert_rc(RC_USAGE, folder_verify(fd, &set, &t.findings, &out, &e), &e);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(finds_nothing_wrong_with_an_unpacked_bag),
		IN_SCRATCH(does_not_care_what_the_folder_is_called),
		IN_SCRATCH(believes_no_key_it_was_not_given),
		IN_SCRATCH(names_each_change_in_a_bag),
		IN_SCRATCH(names_every_file_that_is_too_much_or_missing),
		IN_SCRATCH(tells_a_disk_that_fails_from_a_bag_that_is_bad),
		IN_SCRATCH(finds_nothing_wrong_with_an_extracted_article),
		IN_SCRATCH(checks_what_there_is_of_an_article_and_notes_the_rest),
		IN_SCRATCH(names_each_change_in_an_article),
		IN_SCRATCH(takes_a_proof_alone_for_no_article),
		IN_SCRATCH(takes_another_articles_files_for_wrong),
		IN_SCRATCH(refuses_a_folder_that_is_neither),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
