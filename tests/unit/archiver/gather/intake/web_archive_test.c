#include "support/test.h"

#include "archiver/gather/intake/inflater.h"
#include "archiver/gather/intake/parts.h"
#include "archiver/gather/intake/web_archive.h"
#include "archiver/gather/read/archive_input.h"
#include "support/packed.h"
#include "support/scratch.h"
#include "support/warc.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define DATE  "2024-05-06T07:08:09Z"
#define LATER "2024-05-07T00:00:00Z"
#define PAGE  "<!DOCTYPE html><p>page"
#define PNG   "\x89PNG\r\n\x1A\n"
#define OK    WARC_OK WARC_HTML "\r\n" PAGE
#define IMAGE WARC_OK "Content-Type: image/png\r\n\r\n" PNG

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static enum rc
open_archive(const char *path, struct unpack_limits *limits, struct web_archive **w, struct err *e)
{
	struct web_archive_settings set = {.folder = "out", .scratch = AT_FDCWD, .limits = limits};

	nftw("out", remove_one, 16, FTW_DEPTH | FTW_PHYS);
	assert_int_equal(mkdir("out", 0700), 0);
	unpack_limits_start(limits, 1000000);
	return web_archive_new(path, &set, w, e);
}

/* All reports, a line each: name, then of a page when, charset and content, else why not. */
static void
assert_reports(const char *path, const char *what, const char *expected)
{
	struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
	struct bytes out = BYTES_UP_TO(65536);
	struct web_archive *w;
	struct err e;

	assert_rc(RC_OK, open_archive(path, &limits, &w, &e), &e);
	for (;;) {
		struct intake_report r = INTAKE_REPORT_EMPTY;
		bool got;

		assert_rc(RC_OK, web_archive_next(w, "w", &r, &got, &e), &e);
		if (!got)
			break;
		if (r.refusal != NULL)
			bytes_fmt(&out, "%s%s: %s\n", r.passed_over ? "(no article) " : "", r.shown,
				r.refusal);
		else
			bytes_fmt(&out, "%s %s %s [%s]\n", r.shown,
				r.captured == NULL ? "" : r.captured,
				r.charset == NULL ? "" : r.charset, scratch_read(r.text));
		intake_report_release(&r);
	}
	web_archive_free(w);
	if (!slice_is(bytes_slice(&out), expected))
		fail_msg("%s:\n%.*s", what, SLICE_FMT(bytes_slice(&out)));
	bytes_release(&out);
}

static bool
has_part(const char *address)
{
	struct bytes path = BYTES_UP_TO(4096);
	bool has;

	parts_path("out", slice_str(address), &path);
	bytes_u8(&path, 0);
	has = access((const char *)path.p, R_OK) == 0;
	bytes_release(&path);
	return has;
}

static void
write_records(const char *path, const struct warc_record *records, size_t count)
{
	struct bytes file = BYTES_UP_TO(1 << 20);

	for (size_t i = 0; i < count; i++)
		warc_add(&records[i], &file);
	warc_save(path, bytes_slice(&file));
	bytes_release(&file);
}

#define RECORD(type, url, date, fields, block) \
	{ \
		type, url, date, fields, block, {NULL, 0}, 0 \
	}
#define RESPONSE(url, block) RECORD("response", url, DATE, WARC_RESPONSE, block)

/* ---- one record, one report -------------------------------------------------------------------
 */

struct record_row {
	const char *what;
	struct warc_record record;
	const char *told;
};

#define U "http://a.example/x"

static const struct record_row ROWS[] = {
	{"a page", RESPONSE(U, OK), "w/" U " " DATE " utf-8 [" PAGE "]\n"},
	{"a page that was stored without a message",
		RECORD("resource", U, DATE, "Content-Type: text/html; charset=big5\r\n", PAGE),
		"w/" U " " DATE " big5 [" PAGE "]\n"},
	{"XHTML", RESPONSE(U, WARC_OK "Content-Type: application/xhtml+xml\r\n\r\n" PAGE),
		"w/" U " " DATE "  [" PAGE "]\n"},
	{"a page whose server does not say what it is", RESPONSE(U, WARC_OK "\r\n" PAGE),
		"w/" U " " DATE "  [" PAGE "]\n"},
	{"a page in chunks",
		RESPONSE(U,
			WARC_OK WARC_HTML "Transfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n"
					  "2\r\n<p\r\n1\r\n>\r\n0\r\n\r\n"),
		"w/" U " " DATE " utf-8 [<html><p>]\n"},
	{"a redirect", RESPONSE(U, "HTTP/1.1 301 Moved\r\n" WARC_HTML "\r\n" PAGE),
		"(no article) w/" U ": it was served with status 301, not 200\n"},
	{"an error", RESPONSE(U, "HTTP/1.1 404 Not Found\r\n" WARC_HTML "\r\n" PAGE),
		"(no article) w/" U ": it was served with status 404, not 200\n"},
	{"an error that is no page", RESPONSE(U, "HTTP/1.1 404 Not Found\r\n\r\nx"), ""},
	{"an answer to a program", RESPONSE(U, WARC_OK WARC_HTML "\r\n{\"a\": 1}"),
		"(no article) w/" U ": it was served as a page and is none\n"},
	{"a page that is served as text",
		RESPONSE(U, WARC_OK "Content-Type: text/plain\r\n\r\n" PAGE), ""},
	{"a script", RESPONSE(U, WARC_OK "Content-Type: text/javascript\r\n\r\nx()"), ""},
	{"a picture", RESPONSE(U, IMAGE), ""},
	{"a request", RECORD("request", U, DATE, WARC_RESPONSE, "GET / HTTP/1.1\r\n\r\n"), ""},
	{"a name, looked up",
		RECORD("response", "dns:a.example", DATE, "Content-Type: text/dns\r\n", "x"), ""},
	{"a message without a header", RESPONSE(U, PAGE),
		"w/" U ": it has no HTTP header that can be read\n"},
	{"a body that is not whole",
		RESPONSE(U, WARC_OK WARC_HTML "Transfer-Encoding: chunked\r\n\r\nff\r\n" PAGE),
		"w/" U ": its body ends in the middle of a chunk\n"},
	{"a capture cut short",
		RECORD("response", U, DATE, WARC_RESPONSE "WARC-Truncated: length\r\n", OK),
		"w/" U ": it was cut short when it was captured\n"},
	{"a length that lies", {"response", U, DATE, WARC_RESPONSE, OK, {NULL, 0}, 1000},
		"w/" U ": its length is said to be 1081 bytes, and the file ends after 85\n"},
	{"no page at all", RECORD("response", U, DATE, WARC_RESPONSE, ""),
		"w/" U ": it has no HTTP header that can be read\n"},
};

static void
makes_a_report_of_each_page(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		write_records("file", &ROWS[i].record, 1);
		assert_reports("file", ROWS[i].what, ROWS[i].told);
	}
}

/* ---- together ----------------------------------------------------------------------------------
 */

static void
gives_pages_in_the_order_of_their_addresses(void **state)
{
	const struct warc_record records[] = {
		RESPONSE("http://b.example/", OK),
		RECORD("response", "http://a.example/2", LATER, WARC_RESPONSE,
			WARC_OK WARC_HTML "\r\n<html>later"),
		RESPONSE("http://a.example/2", OK),
		RESPONSE("http://a.example/1", OK),
	};

	(void)state;
	write_records("file", records, 4);
	assert_reports("file", "order",
		"w/http://a.example/1 " DATE " utf-8 [" PAGE "]\n"
		"w/http://a.example/2 " DATE " utf-8 [" PAGE "]\n"
		"w/http://a.example/2 " LATER " utf-8 [<html>later]\n"
		"w/http://b.example/ " DATE " utf-8 [" PAGE "]\n");
}

static void
keeps_pictures_by_the_one_spelling_of_their_address(void **state)
{
	const struct warc_record records[] = {
		RESPONSE("HTTP://A.example:80/a b/../1.png", IMAGE),
		RECORD("resource", "http://a.example/2.png", DATE, "Content-Type: image/png\r\n",
			PNG),
		RESPONSE("http://a.example/3.png",
			WARC_OK "Content-Type: image/png\r\n\r\nno picture"),
		RESPONSE("http://a.example/4.png", "HTTP/1.1 404 No\r\n\r\n" PNG),
	};

	(void)state;
	write_records("file", records, 4);
	assert_reports("file", "pictures", "");
	assert_true(has_part("http://a.example/1.png"));
	assert_true(has_part("http://a.example/2.png"));
	assert_false(has_part("http://a.example/3.png"));
	assert_false(has_part("http://a.example/4.png"));
}

#define SUM "WARC-Payload-Digest: sha1:AAAA\r\n"

static void
finds_what_a_revisit_stands_for(void **state)
{
	const struct warc_record records[] = {
		/* Before what it refers to, by digest. */
		RECORD("revisit", "http://a.example/again.png", LATER, WARC_RESPONSE SUM,
			WARC_OK "Content-Type: image/png\r\n\r\n"),
		RECORD("response", "http://a.example/1.png", DATE, WARC_RESPONSE SUM, IMAGE),
		/* By address and moment, without a message. */
		RECORD("revisit", "http://a.example/2.png", LATER,
			"WARC-Refers-To-Target-URI: http://a.example/1.png\r\n"
			"WARC-Refers-To-Date: " DATE "\r\n",
			""),
		RESPONSE("http://a.example/", OK),
		RECORD("revisit", "http://a.example/", LATER,
			WARC_RESPONSE "WARC-Refers-To-Target-URI: http://a.example/\r\n"
				      "WARC-Refers-To-Date: " DATE "\r\n",
			WARC_OK WARC_HTML "\r\n"),
		RECORD("revisit", "http://a.example/gone", LATER, WARC_RESPONSE,
			WARC_OK WARC_HTML "\r\n"),
		RECORD("revisit", "http://a.example/gone.png", LATER, WARC_RESPONSE,
			WARC_OK "Content-Type: image/png\r\n\r\n"),
	};

	(void)state;
	write_records("file", records, 7);
	assert_reports("file", "revisits",
		"w/http://a.example/ " DATE " utf-8 [" PAGE "]\n"
		"(no article) w/http://a.example/: it was captured again as it is elsewhere in this "
		"archive\n"
		"(no article) w/http://a.example/gone: it was captured again, and what it was before "
		"is not in this archive\n");
	assert_true(has_part("http://a.example/1.png"));
	assert_true(has_part("http://a.example/2.png"));
	assert_true(has_part("http://a.example/again.png"));
	assert_false(has_part("http://a.example/gone.png"));
}

static void
reads_all_archives_in_a_wacz_together(void **state)
{
	const struct warc_record one[] = {RESPONSE("http://a.example/", OK)};
	const struct warc_record two[] = {RESPONSE("http://a.example/1.png", IMAGE),
		RECORD("revisit", "http://a.example/again", LATER,
			WARC_RESPONSE "WARC-Refers-To-Target-URI: http://a.example/\r\n"
				      "WARC-Refers-To-Date: " DATE "\r\n",
			WARC_OK WARC_HTML "\r\n")};
	const char *const names[] = {
		"datapackage.json", "archive/1.warc.gz", "archive/2.warc", "pages/pages.jsonl"};
	struct bytes first = BYTES_UP_TO(65536), second = BYTES_UP_TO(65536),
		     packed = BYTES_UP_TO(65536);

	(void)state;
	if (strstr(archive_input_library(), "not in") != NULL ||
		strstr(inflater_library(), "not in") != NULL)
		skip();
	warc_add(&one[0], &first);
	warc_gzip(bytes_slice(&first), &packed);
	warc_add(&two[0], &second);
	warc_add(&two[1], &second);
	packed_make_of("file", "zip", names,
		(const struct slice[]){slice_str("{}"), bytes_slice(&packed), bytes_slice(&second),
			slice_str("{}")},
		4);
	assert_reports("file", "WACZ",
		"w/http://a.example/ " DATE " utf-8 [" PAGE "]\n"
		"(no article) w/http://a.example/again: it was captured again as it is elsewhere in "
		"this archive\n");
	assert_true(has_part("http://a.example/1.png"));
	bytes_release(&first);
	bytes_release(&second);
	bytes_release(&packed);
}

/* ---- limits and damage -------------------------------------------------------------------------
 */

static void
refuses_an_archive_beyond_a_limit(void **state)
{
	const struct warc_record records[] = {
		RESPONSE("http://a.example/1", OK), RESPONSE("http://a.example/2", OK)};
	struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
	struct web_archive *w;
	struct err e;

	(void)state;
	write_records("file", records, 2);
	limits.members = 1;
	assert_rc(RC_LIMIT, open_archive("file", &limits, &w, &e), &e);
	assert_string_equal(e.text, "2 files and more in it, room for 1 (unpacked-files)");
	assert_null(w);
	limits = UNPACK_LIMITS_DEFAULT;
	limits.bytes = 2 * strlen(PAGE) - 1;
	assert_rc(RC_LIMIT, open_archive("file", &limits, &w, &e), &e);
	assert_string_equal(
		e.text, "44 bytes and more come out of it, room for 43 (unpacked-size)");
}

static void
answers_for_every_truncation(void **state)
{
	struct bytes file = BYTES_UP_TO(65536);

	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
		warc_add(&ROWS[i].record, &file);
	for (size_t cut = 0; cut < file.len; cut++) {
		struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
		struct web_archive *w;
		struct err e;

		warc_save("file", slice_first(bytes_slice(&file), cut));
		assert_rc(RC_OK, open_archive("file", &limits, &w, &e), &e);
		web_archive_free(w);
	}
	bytes_release(&file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(makes_a_report_of_each_page),
		IN_SCRATCH(gives_pages_in_the_order_of_their_addresses),
		IN_SCRATCH(keeps_pictures_by_the_one_spelling_of_their_address),
		IN_SCRATCH(finds_what_a_revisit_stands_for),
		IN_SCRATCH(reads_all_archives_in_a_wacz_together),
		IN_SCRATCH(refuses_an_archive_beyond_a_limit),
		IN_SCRATCH(answers_for_every_truncation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
