#include "support/scratch.h"
#include "support/test.h"

#include "archiver/gather/own_tables.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void
write_file(const char *path, struct slice content)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, content.p, content.len), (ssize_t)content.len);
	close(fd);
}

struct stage {
	struct lexicon *lexicon;
	struct bytes text;
	struct hasher hasher;
	struct digest digest;
	struct err e;
};

static enum rc
read_folder(struct stage *s)
{
	enum rc rc;

	*s = (struct stage){.text = BYTES_UP_TO(OWN_TABLES_MAX)};
	assert_rc(RC_OK, lexicon_new(&s->lexicon, &s->e), &s->e);
	hasher_start(&s->hasher);
	rc = own_tables_read("words", s->lexicon, &s->text, &s->hasher, &s->e);
	s->digest = hasher_end(&s->hasher);
	return rc;
}

static void
stage_close(struct stage *s)
{
	lexicon_free(s->lexicon);
	bytes_release(&s->text);
}

static bool
knows(const struct stage *s, const char *phrase, uint32_t class, const char *data)
{
	struct lexicon_entry entry = {.classes = 0};
	struct token t[8];
	size_t end, count = token_read(slice_str(phrase), 0, t, 8, &end);

	return lexicon_match(s->lexicon, t, count, class, &entry) == count &&
		slice_is(entry.data, data);
}

static void
adds_what_the_tables_have(void **state)
{
	struct digest first;
	struct stage s;

	(void)state;
	assert_int_equal(mkdir("words", 0755), 0);
	write_file("words/a.tsv",
		slice_str("# ours\n\n[agency]\nBa\xCC\x81o Nguồn\n[district]\n"
			  "Nậm Lịch\tVN-999\n"));
	write_file("words/b.tsv", slice_str("[whole]\nHợp tác xã Bãi Bồi"));
	write_file("words/other.txt", slice_str("no table"));
	write_file("words/.c.tsv", slice_str("no table"));
	assert_rc(RC_OK, read_folder(&s), &s.e);
	assert_true(knows(&s, "báo nguồn", LEXICON_AGENCY, ""));
	assert_true(knows(&s, "Nậm Lịch", LEXICON_DISTRICT, "VN-999"));
	assert_true(knows(&s, "Hợp tác xã Bãi Bồi", LEXICON_WHOLE, ""));
	assert_false(knows(&s, "Hợp tác xã Bãi Bồi", LEXICON_AGENCY, ""));
	first = s.digest;
	stage_close(&s);
	assert_rc(RC_OK, read_folder(&s), &s.e);
	assert_memory_equal(&s.digest, &first, sizeof first);
	stage_close(&s);
	write_file("words/b.tsv", slice_str("[whole]\nHợp tác xã Bãi Bồi\n"));
	assert_rc(RC_OK, read_folder(&s), &s.e);
	assert_memory_not_equal(&s.digest, &first, sizeof first);
	stage_close(&s);
}

#define FOUR "một hai ba bốn "
#define LONG FOUR FOUR FOUR FOUR FOUR FOUR "năm"

static const struct {
	const char *what;
	struct slice table;
	const char *said;
} REFUSED[] = {
	{"no such section", SLICE("[agency]\nA\n[agencies]\n"),
		"\"words/a.tsv\": line 3: there is no section \"[agencies]\""},
	{"a section that does not end", SLICE("[agency\n"),
		"\"words/a.tsv\": line 1: there is no section \"[agency\""},
	{"half a section", SLICE("["), "\"words/a.tsv\": line 1: there is no section \"[\""},
	{"a phrase before any section", SLICE("\nBáo Nguồn\n"),
		"\"words/a.tsv\": line 2: \"Báo Nguồn\" stands in no section"},
	{"nothing before a tab", SLICE("[agency]\n\tx\n"),
		"\"words/a.tsv\": line 2: \"\" is no phrase of up to 24 words"},
	{"a phrase too long", SLICE("[agency]\n" LONG "\n"), NULL},
	{"no UTF-8", SLICE("[agency]\n\xFF\n"), "\"words/a.tsv\": not UTF-8"},
	{"lines as of Windows", SLICE("[agency]\r\nA\r\n"),
		"\"words/a.tsv\": a CR: lines end with LF alone"},
	{"nothing in it", SLICE(""), NULL},
};

static void
refuses_what_is_no_table(void **state)
{
	struct stage s;

	(void)state;
	assert_int_equal(mkdir("words", 0755), 0);
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
		enum rc rc;

		write_file("words/a.tsv", REFUSED[i].table);
		rc = read_folder(&s);
		if (rc != RC_USAGE ||
			(REFUSED[i].said != NULL && strcmp(s.e.text, REFUSED[i].said) != 0))
			fail_msg("%s: %d, %s", REFUSED[i].what, rc, s.e.text);
		stage_close(&s);
	}
}

static void
refuses_more_than_there_is_room_for(void **state)
{
	struct bytes table = BYTES_UP_TO(OWN_TABLES_MAX);
	struct stage s;

	(void)state;
	assert_int_equal(mkdir("words", 0755), 0);
	bytes_str(&table, "[whole]\n");
	for (unsigned i = 0; i < 20000; i++)
		bytes_fmt(&table, "Hội %u\n", i);
	write_file("words/a.tsv", bytes_slice(&table));
	assert_rc(RC_USAGE, read_folder(&s), &s.e);
	assert_non_null(strstr(s.e.text, "there is no room for \"Hội "));
	stage_close(&s);
	bytes_release(&table);
}

static void
says_what_cannot_be_read(void **state)
{
	struct stage s;

	(void)state;
	assert_rc(RC_IO, read_folder(&s), &s.e);
	stage_close(&s);
	assert_int_equal(mkdir("words", 0755), 0);
	assert_rc(RC_OK, read_folder(&s), &s.e);
	stage_close(&s);
	assert_int_equal(symlink("/etc/passwd", "words/a.tsv"), 0);
	assert_true(read_folder(&s) != RC_OK);
	stage_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(adds_what_the_tables_have),
		IN_SCRATCH(refuses_what_is_no_table),
		IN_SCRATCH(refuses_more_than_there_is_room_for),
		IN_SCRATCH(says_what_cannot_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
