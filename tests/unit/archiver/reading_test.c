#include "support/program.h"

#include "support/bundle_maker.h"

#include "keys/public_file.h"

static const struct maker_article ARTICLES[] = {
	{"2023/07/27/mot-bai-ngan", 300, NULL, 0, 0},
	{"2023/07/28/bai-co-anh", 900, NULL, 2, 700},
	{"2023/07/28/bai-la-van-ban", 400, "docx", 0, 0},
	{"undated/khong-ngay", 100, NULL, 1, 50},
};

#define COUNT  (sizeof ARTICLES / sizeof *ARTICLES)
#define BUNDLE "annals-2023-07.tar.zst"
#define KEY    " --key annals.pub"

static void
write_bytes(const char *path, struct slice s)
{
	FILE *f = fopen(path, "we");

	assert_non_null(f);
	assert_int_equal(fwrite(s.p, 1, s.len, f), s.len);
	assert_int_equal(fclose(f), 0);
}

/* A scratch folder with a bundle and the key to believe; no trust file. */
static int
make_bundle(void **state)
{
	struct bundle_maker m;
	struct err e;

	if (scratch_make(state) != 0)
		return -1;
	bundle_maker_init(&m);
	bundle_maker_make(&m, "annals-2023-07", ARTICLES, sizeof ARTICLES / sizeof *ARTICLES, NULL);
	write_bytes(BUNDLE, bytes_slice(&m.file));
	assert_rc(RC_OK, public_file_save("annals.pub", &m.pair.public, &e), &e);
	bundle_maker_release(&m);
	return 0;
}

/* Takes the bundle's place: another text, the same name, log, size and key. */
static void
write_another(void)
{
	struct maker_article articles[COUNT];
	struct bundle_maker m;

	memcpy(articles, ARTICLES, sizeof articles);
	articles[0].original++;
	bundle_maker_init(&m);
	bundle_maker_make(&m, "annals-2023-07", articles, COUNT, NULL);
	write_bytes(BUNDLE, bytes_slice(&m.file));
	bundle_maker_release(&m);
}

/* Turns a bit of the bundle, `from_end` bytes before its end where that is not 0. */
static void
damage(long at, int whence)
{
	FILE *f = fopen(BUNDLE, "r+be");
	int c;

	assert_non_null(f);
	assert_int_equal(fseek(f, at, whence), 0);
	c = fgetc(f);
	assert_int_equal(fseek(f, at, whence), 0);
	assert_int_equal(fputc(c ^ 1, f), c ^ 1);
	assert_int_equal(fclose(f), 0);
}

static void
lists_articles_in_the_order_of_their_ids(void **state)
{
	(void)state;
	assert_annals(0, "list " BUNDLE KEY);
	assert_exactly("out",
		"2023/07/27/mot-bai-ngan  2023-07-28T16:44:00+07:00    2  "
		"Một \"tiêu đề\"\\u{9}có dấu\n"
		"2023/07/28/bai-co-anh  2023-07-28T16:44:00+07:00    2  "
		"Một \"tiêu đề\"\\u{9}có dấu\n"
		"2023/07/28/bai-la-van-ban  2023-07-28T16:44:00+07:00    2  "
		"Một \"tiêu đề\"\\u{9}có dấu\n"
		"undated/khong-ngay  2023-07-28T16:44:00+07:00    2  "
		"Một \"tiêu đề\"\\u{9}có dấu\n");
	assert_exactly("err", "");
}

static void
lists_articles_as_json_lines(void **state)
{
	(void)state;
	assert_annals(0, "list --json " BUNDLE KEY);
	assert_said("out",
		"{\"id\":\"2023/07/27/mot-bai-ngan\","
		"\"published\":\"2023-07-28T16:44:00+07:00\","
		"\"headline\":\"Một \\\"tiêu đề\\\"\\tcó dấu\",\"captions\":2,"
		"\"byline\":\"Hồng Long\",\"source\":\"https://example.org/bai-co-anh\","
		"\"language\":\"vi\",\"bundle\":\"annals-2023-07\","
		"\"leaf\":0}\n");
}

static void
lists_an_archive_bundle_by_bundle(void **state)
{
	(void)state;
	assert_int_equal(mkdir("a", 0755), 0);
	assert_int_equal(mkdir("a/2023", 0755), 0);
	assert_int_equal(rename(BUNDLE, "a/2023/" BUNDLE), 0);
	assert_annals(2, "list a" KEY);
	scratch_write("a/annals.conf",
		"origin=example.org/annals\nname=annals\norganization=\nlevel=9\n"
		"timezone=+07:00\nkey=k\n");
	assert_annals(0, "list a" KEY);
	assert_said("out", "undated/khong-ngay");
}

static void
shows_what_is_asked_for(void **state)
{
	(void)state;
	assert_annals(0, "show " BUNDLE " co-anh" KEY);
	assert_exactly("out", "Một tiêu đề\n\nThân bài của 2023/07/28/bai-co-anh.\n");
	assert_annals(0, "show " BUNDLE " 2023/07/28/bai-co-anh --captions" KEY);
	assert_exactly("out", "Ảnh một\nẢnh hai\n");
	assert_annals(0, "show " BUNDLE " co-anh --metadata" KEY);
	assert_said("out", "\"uri\":\"tag:example.org,2026:annals/2023/07/28/bai-co-anh\"");
	assert_annals(0, "show " BUNDLE " co-anh --extraction" KEY);
	assert_said("out", "\"findings\":[\n]\n}\n");
	assert_annals(0, "show " BUNDLE " van-ban --original" KEY);
	assert_int_equal(strlen(scratch_read("out")), 400);
}

static void
shows_nothing_where_it_is_not_clear_what(void **state)
{
	static const struct {
		const char *line, *said;
		int status;
	} rows[] = {
		{"show " BUNDLE " bai" KEY, "bai-co-anh", 2},
		{"show " BUNDLE " x-x" KEY, "x-x", 2},
		{"show " BUNDLE " bai --captions --metadata" KEY,
			"--captions and --metadata exclude each other", 2},
		{"show " BUNDLE " co-anh", "key 26f2dab7 of example.org/annals is not among", 1},
		{"show missing.tar.zst co-anh" KEY, "No such file", 3},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_annals(rows[i].status, rows[i].line);
		assert_exactly("out", "");
		if (strstr(scratch_read("err"), rows[i].said) == NULL)
			fail_msg("%s: %s", rows[i].line, scratch_read("err"));
	}
}

static void
proves_an_article_alone(void **state)
{
	char proof[4096];

	(void)state;
	assert_annals(0, "prove " BUNDLE " co-anh" KEY);
	snprintf(proof, sizeof proof, "%s", scratch_read("out"));
	assert_true(slice_starts(slice_str(proof), "c2sp.org/tlog-proof@v1\nextra "));
	assert_annals(0, "prove " BUNDLE " co-anh -o proof" KEY);
	assert_exactly("proof", proof);
	assert_exactly("out", "");
	assert_annals(3, "prove " BUNDLE " mot-bai -o proof" KEY);
	assert_exactly("proof", proof);
}

static void
extracts_the_whole_bag(void **state)
{
	static const char *const files[] = {"bagit.txt", "bag-info.txt", "manifest-sha256.txt",
		"tagmanifest-sha256.txt", "readme.txt", "annals/index.tsv", "annals/tree.tsv",
		"annals/frames.tsv", "annals/bundle.txt", "annals/range.txt", "annals/previous.txt",
		"annals/consistency.txt", "annals/bundle.tlog-proof",
		"data/2023/07/28/bai-co-anh/photos/2.jpg", "data/undated/khong-ngay/article.txt"};

	(void)state;
	assert_annals(0, "extract " BUNDLE " -C to" KEY);
	assert_exactly("out", "to/annals-2023-07\n");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[128];

		snprintf(path, sizeof path, "to/annals-2023-07/%s", files[i]);
		if (!is_there(path))
			fail_msg("%s is missing", path);
	}
	assert_annals(3, "extract " BUNDLE " -C to" KEY);
	assert_said("err", "File exists");
	assert_annals(0, "extract " BUNDLE KEY);
	assert_true(is_there("annals-2023-07/bagit.txt"));
}

static void
extracts_articles_with_their_proofs(void **state)
{
	(void)state;
	assert_annals(0, "extract " BUNDLE " co-anh undated -C to" KEY);
	assert_exactly("out", "to/2023/07/28/bai-co-anh\nto/undated/khong-ngay\n");
	assert_said("to/2023/07/28/bai-co-anh/article.txt", "bai-co-anh.");
	assert_said("to/2023/07/28/bai-co-anh/article.tlog-proof", "c2sp.org/tlog-proof@v1\n");
	assert_true(is_there("to/2023/07/28/bai-co-anh/photos/2.jpg"));
	assert_true(is_there("to/undated/khong-ngay/original.txt"));
	assert_annals(3, "extract " BUNDLE " co-anh -C to" KEY);
	assert_annals(0, "extract " BUNDLE " co-anh -C only --only captions,photos" KEY);
	assert_false(is_there("only/2023/07/28/bai-co-anh/article.txt"));
	assert_true(is_there("only/2023/07/28/bai-co-anh/captions.txt"));
	assert_true(is_there("only/2023/07/28/bai-co-anh/photos/1.jpg"));
}

/* Nothing in the folder, not even a hidden one. */
static void
assert_empty(const char *path)
{
	if (!is_there(path))
		return;
	assert_int_equal(rmdir(path), 0);
}

static void
extracts_nothing_that_is_not_good(void **state)
{
	(void)state;
	assert_annals(1, "extract " BUNDLE " -C to");
	assert_empty("to");
	assert_annals(1, "extract " BUNDLE " co-anh -C to");
	assert_empty("to");
	damage(200, SEEK_SET);
	assert_annals(1, "extract " BUNDLE " -C to" KEY);
	assert_said("err", "FRAME-1");
	assert_empty("to");
	damage(-40, SEEK_END);
	assert_annals(1, "extract " BUNDLE " -C to" KEY);
	assert_empty("to");
}

static void
extracts_what_can_be_read_where_that_is_wanted(void **state)
{
	(void)state;
	assert_annals(1, "extract " BUNDLE " -C to --unverified");
	assert_said("err", "nobody who is believed signed it");
	assert_true(is_there("to/annals-2023-07/bagit.txt"));
	damage(200, SEEK_SET);
	assert_annals(1, "extract " BUNDLE " -C part --unverified");
	assert_said("err", "what could be read was extracted");
	assert_true(is_there("part/annals-2023-07/data/2023/07/28/bai-co-anh/photos/2.jpg"));
}

static void
follows_no_link_out_of_the_target(void **state)
{
	(void)state;
	assert_int_equal(mkdir("to", 0755), 0);
	assert_int_equal(mkdir("outside", 0755), 0);
	assert_int_equal(symlink("../outside", "to/2023"), 0);
	assert_annals(3, "extract " BUNDLE " co-anh -C to" KEY);
	assert_empty("outside");
	assert_int_equal(unlink("to/2023"), 0);
	assert_empty("to");
}

static void
refuses_what_extract_cannot_do(void **state)
{
	(void)state;
	assert_annals(2, "extract " BUNDLE " --only text" KEY);
	assert_annals(2, "extract " BUNDLE " co-anh --only text,,photos" KEY);
	assert_annals(2, "extract " BUNDLE " co-anh --only all" KEY);
	assert_annals(2, "extract " BUNDLE " --jobs 0" KEY);
	assert_annals(3, "extract " BUNDLE " -C annals.pub" KEY);
	assert_annals(3, "extract " BUNDLE " -C no/where" KEY);
}

/* ---- verify ------------------------------------------------------------------------------ */

static void
finds_a_bundle_good_at_either_level(void **state)
{
	(void)state;
	assert_annals(0, "verify " BUNDLE KEY);
	assert_exactly("out",
		"good         annals-2023-07.tar.zst: bundle annals-2023-07 of example.org/annals, "
		"4 articles, log of 5 leaves, signed by key 0807060504030201\n");
	assert_exactly("err", "");
	assert_annals(0, "verify --quick " BUNDLE KEY);
	assert_annals(0, "verify --json --jobs 3 " BUNDLE KEY);
	assert_said("out",
		"{\"event\":\"verdict\",\"path\":\"annals-2023-07.tar.zst\",\"verdict\":\"good\","
		"\"findings\":0,\"kind\":\"bundle\",");
}

static void
tells_bad_untrusted_and_what_cannot_be_told_apart(void **state)
{
	static const struct {
		const char *line, *said;
		int status;
	} rows[] = {
		{"verify " BUNDLE, "untrusted    " BUNDLE ": CKPT-2: ", 1},
		{"verify missing" KEY, "cannot tell  missing: ", 3},
		{"verify home" KEY, "cannot tell  home: neither an archive", 3},
		{"verify annals.pub" KEY, "annals.pub: ", 1},
		{"verify " BUNDLE " missing" KEY, "good         " BUNDLE, 3},
		{"verify missing " BUNDLE, "untrusted    " BUNDLE, 1},
	};

	(void)state;
	assert_int_equal(mkdir("home", 0700), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_annals(rows[i].status, rows[i].line);
		assert_said("out", rows[i].said);
		assert_said("err", "annals: ");
	}
	damage(200, SEEK_SET);
	assert_annals(1, "verify --quick " BUNDLE KEY);
	assert_said("out", "bad          " BUNDLE ": FRAME-1: frame 0");
	assert_annals(1, "verify " BUNDLE);
	assert_said("out", "bad          " BUNDLE ": bundle annals-2023-07");
}

static void
verifies_what_was_extracted(void **state)
{
	(void)state;
	assert_annals(0, "extract " BUNDLE KEY);
	assert_annals(0, "verify annals-2023-07" KEY);
	assert_said("out", "good         annals-2023-07: bag annals-2023-07 of");
	assert_annals(1, "verify annals-2023-07");
	assert_int_equal(unlink("annals-2023-07/bagit.txt"), 0);
	assert_annals(1, "verify annals-2023-07" KEY);

	assert_annals(0, "extract " BUNDLE " co-anh --only captions" KEY);
	assert_annals(0, "verify 2023/07/28/bai-co-anh" KEY);
	assert_said("out", "note         2023/07/28/bai-co-anh: article.txt is not here\n");
	assert_said("out", "good         2023/07/28/bai-co-anh: article 2023/07/28/bai-co-anh of");
	scratch_write("2023/07/28/bai-co-anh/captions.txt", "khác\n");
	assert_annals(1, "verify 2023/07/28/bai-co-anh" KEY);
	assert_said("out", "bad          2023/07/28/bai-co-anh: BAG-1: captions.txt");
}

static void
signs_beside_the_bundle_what_verifies(void **state)
{
	(void)state;
	assert_annals(0, "key generate other --no-passphrase");
	assert_annals(1, "sign " BUNDLE " --key other");
	assert_annals(0, "trust add example.org/annals annals.pub");
	assert_annals(0, "sign " BUNDLE " --key other");
	assert_true(slice_ends(slice_str(scratch_read("out")), ".minisig\n"));
	assert_annals(3, "sign " BUNDLE " --key other");
	assert_annals(0, "verify " BUNDLE);
	assert_said("out", "is not among the trusted keys");
	assert_annals(0, "trust add example.org/annals other.pub");
	assert_annals(0, "verify " BUNDLE);
	assert_null(strstr(scratch_read("out"), "note"));
	damage(200, SEEK_SET);
	assert_annals(1, "sign " BUNDLE " --key other");
	assert_said("err", "FRAME-1");
}

static void
looks_at_every_signature_beside_a_bundle(void **state)
{
	static const struct {
		const char *text, *said;
		int status;
	} rows[] = {
		{"", "bad          " BUNDLE ": SIDE-1: " BUNDLE ".x.minisig: ", 1},
		{"untrusted comment: x\nA\n", "SIDE-1: " BUNDLE ".x.minisig: ", 1},
		{NULL, "cannot tell  " BUNDLE ": " BUNDLE ".x.minisig: ", 3}, /* a pipe */
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		unlink(BUNDLE ".x.minisig");
		if (rows[i].text == NULL)
			assert_int_equal(mkfifo(BUNDLE ".x.minisig", 0600), 0);
		else
			scratch_write(BUNDLE ".x.minisig", rows[i].text);
		assert_annals(rows[i].status, "verify " BUNDLE KEY);
		assert_said("out", rows[i].said);
		assert_annals(0, "verify --quick " BUNDLE KEY);
	}
}

static void
finds_the_signature_of_another_file(void **state)
{
	char name[128];

	(void)state;
	assert_annals(0, "key generate other --no-passphrase");
	assert_annals(0, "trust add example.org/annals annals.pub");
	assert_annals(0, "trust add example.org/annals other.pub");
	assert_annals(0, "sign " BUNDLE " --key other");
	snprintf(name, sizeof name, "%s", scratch_read("out"));
	name[strlen(name) - 1] = '\0';
	assert_int_equal(rename(name, "kept"), 0);
	/* Another bundle under the same name: the signature does not fit its bytes. */
	write_another();
	assert_int_equal(rename("kept", name), 0);
	assert_annals(1, "verify " BUNDLE);
	assert_said("out", "SIDE-1");
}

static void
remembers_what_it_saw_of_a_log(void **state)
{
	(void)state;
	assert_annals(0, "verify " BUNDLE KEY);
	assert_annals(0, "verify " BUNDLE KEY);
	/* The same log at the same size, with another root. */
	write_another();
	assert_annals(1, "verify " BUNDLE KEY);
	assert_said("out", "HIST-3: a fork");
	assert_int_equal(unsetenv("ANNALS_HOME"), 0);
	assert_int_equal(setenv("HOME", "/proc/nothing", 1), 0);
	assert_annals(0, "verify " BUNDLE KEY);
	assert_said("err", "will not be remembered");
}

#define WITH_BUNDLE(test) cmocka_unit_test_setup_teardown(test, make_bundle, scratch_remove)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_BUNDLE(lists_articles_in_the_order_of_their_ids),
		WITH_BUNDLE(lists_articles_as_json_lines),
		WITH_BUNDLE(lists_an_archive_bundle_by_bundle),
		WITH_BUNDLE(shows_what_is_asked_for),
		WITH_BUNDLE(shows_nothing_where_it_is_not_clear_what),
		WITH_BUNDLE(proves_an_article_alone),
		WITH_BUNDLE(extracts_the_whole_bag),
		WITH_BUNDLE(extracts_articles_with_their_proofs),
		WITH_BUNDLE(extracts_nothing_that_is_not_good),
		WITH_BUNDLE(extracts_what_can_be_read_where_that_is_wanted),
		WITH_BUNDLE(follows_no_link_out_of_the_target),
		WITH_BUNDLE(refuses_what_extract_cannot_do),
		WITH_BUNDLE(finds_a_bundle_good_at_either_level),
		WITH_BUNDLE(tells_bad_untrusted_and_what_cannot_be_told_apart),
		WITH_BUNDLE(verifies_what_was_extracted),
		WITH_BUNDLE(signs_beside_the_bundle_what_verifies),
		WITH_BUNDLE(looks_at_every_signature_beside_a_bundle),
		WITH_BUNDLE(finds_the_signature_of_another_file),
		WITH_BUNDLE(remembers_what_it_saw_of_a_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
