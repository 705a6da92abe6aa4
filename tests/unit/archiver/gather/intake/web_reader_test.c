#include "support/test.h"

#include "archiver/gather/intake/inflater.h"
#include "archiver/gather/intake/web_reader.h"
#include "support/scratch.h"
#include "support/warc.h"

#include <stdio.h>

#define DATE "2024-05-06T07:08:09Z"

static const char *const TYPES[] = {"response", "resource", "revisit", "other", "bad"};

/* All records of a file, a line each: type, URL, date, block, and what is wrong. */
static enum rc
list(const char *path, struct bytes *out, struct err *e)
{
	struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
	struct web_reader *r;
	struct web_record record;
	struct slice piece;
	const char *why;
	bool got;
	enum rc rc = web_reader_new(path, &limits, &r, e);

	bytes_clear(out);
	while (rc == RC_OK) {
		rc = web_reader_next(r, &record, &got, e);
		if (rc != RC_OK || !got)
			break;
		bytes_fmt(out, "%s %.*s %.*s [", TYPES[record.type], SLICE_FMT(record.url),
			SLICE_FMT(record.date));
		if (record.type == WEB_RECORD_BAD) {
			bytes_fmt(out, "] %s\n", record.why);
			continue;
		}
		while ((rc = web_reader_piece(r, &piece, e)) == RC_OK && piece.len > 0)
			bytes_add(out, slice_first(piece, piece.len));
		bytes_str(out, "]");
		if (rc == RC_OK)
			rc = web_reader_end(r, &why, e);
		if (rc == RC_OK && why != NULL)
			bytes_fmt(out, " %s", why);
		bytes_str(out, "\n");
	}
	web_reader_free(r);
	return rc;
}

static void
assert_listed(const char *path, const char *what, const char *expected)
{
	struct bytes out = BYTES_UP_TO(1 << 22);
	struct err e;

	assert_rc(RC_OK, list(path, &out, &e), &e);
	if (!slice_is(bytes_slice(&out), expected))
		fail_msg("%s: %.*s", what, SLICE_FMT(bytes_slice(&out)));
	bytes_release(&out);
}

static void
skip_without_zlib(void)
{
	if (strstr(inflater_library(), "not in this build") != NULL)
		skip();
}

/* ---- what is whole ----------------------------------------------------------------------------
 */

static const struct warc_record THREE[] = {
	{"warcinfo", NULL, DATE, NULL, "software: none\r\n", {NULL, 0}, 0},
	{"response", "http://a.example/", DATE, WARC_RESPONSE, "HTTP/1.1 200 OK\r\n\r\n<p>",
		{NULL, 0}, 0},
	{"resource", "http://a.example/1.png", "2024-05-06T07:08:09.123456Z",
		"Content-Type: image/png\r\n", "PNG", {NULL, 0}, 0},
};

static const char THREE_LISTED[] =
	"other  " DATE " [software: none\r\n]\n"
	"response http://a.example/ " DATE " [HTTP/1.1 200 OK\r\n\r\n<p>]\n"
	"resource http://a.example/1.png " DATE " [PNG]\n";

static void
reads_records_however_they_are_packed(void **state)
{
	struct bytes plain = BYTES_UP_TO(65536), whole = BYTES_UP_TO(65536),
		     members = BYTES_UP_TO(65536), blocks = BYTES_UP_TO(1 << 20),
		     frames = BYTES_UP_TO(65536), frame = BYTES_UP_TO(65536);

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		size_t from = plain.len;

		warc_add(&THREE[i], &plain);
		warc_gzip(slice_from(bytes_slice(&plain), from), &members);
		warc_zstd(slice_from(bytes_slice(&plain), from), &frames);
	}
	warc_gzip(bytes_slice(&plain), &whole);
	warc_zstd(bytes_slice(&plain), &frame);
	/* As block-wise packers do it, without regard to records. */
	for (size_t i = 0; i < plain.len; i += 29)
		warc_gzip(slice_first(slice_from(bytes_slice(&plain), i), 29), &blocks);
	warc_save("plain", bytes_slice(&plain));
	assert_listed("plain", "plain", THREE_LISTED);
	warc_save("frames", bytes_slice(&frames));
	warc_save("frame", bytes_slice(&frame));
	assert_listed("frames", "zstd, a frame a record", THREE_LISTED);
	assert_listed("frame", "zstd, one frame", THREE_LISTED);
	bytes_release(&frames);
	bytes_release(&frame);
	skip_without_zlib();
	warc_save("whole", bytes_slice(&whole));
	warc_save("members", bytes_slice(&members));
	warc_save("blocks", bytes_slice(&blocks));
	assert_listed("whole", "gzip, one member", THREE_LISTED);
	assert_listed("members", "gzip, a member a record", THREE_LISTED);
	assert_listed("blocks", "gzip, a member 29 bytes", THREE_LISTED);
	bytes_release(&plain);
	bytes_release(&whole);
	bytes_release(&members);
	bytes_release(&blocks);
}

static void
reads_both_versions_of_arc(void **state)
{
	(void)state;
	scratch_write("one",
		"filedesc://x.arc 0.0.0.0 20040506070809 text/plain 16\n1 0 Somebody\nURL\n"
		"http://a.example/a b 1.2.3.4 20240506070809 text/html 5\n<p>1\n\n"
		"dns:a.example 1.2.3.4 20240506070809 text/dns 2\nx\n\n"
		"http://a.example/2 1.2.3.4 2024 text/html 4\n<p>2\n");
	assert_listed("one", "version 1",
		"other filedesc://x.arc 2004-05-06T07:08:09Z [1 0 Somebody\nURL]\n"
		"response http://a.example/a b " DATE " [<p>1\n]\n"
		"other dns:a.example " DATE " [x\n]\n"
		"response http://a.example/2  [<p>2]\n");
	scratch_write("two",
		"filedesc://x.arc 0.0.0.0 20040506070809 text/plain 200 - - 0 x.arc 7\n2 0 x\nU\n"
		"http://a.example/a b 1.2.3.4 20240506070809 text/html 200 sum - 9 x.arc 5\n"
		"<p>1\n\n");
	assert_listed("two", "version 2",
		"other filedesc://x.arc 2004-05-06T07:08:09Z [2 0 x\nU]\n"
		"response http://a.example/a b " DATE " [<p>1\n]\n");
}

struct head_row {
	const char *what, *text, *listed;
};

static const struct head_row HEADS[] = {
	{"small letters, line ends without returns",
		"WARC/1.1\nwarc-type: Response\nwarc-target-uri:http://a.example/\n"
		"content-length: 1\n\nx\n\n",
		"response http://a.example/  [x]\n"},
	{"an address in angle brackets",
		"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.example/>\r\n"
		"Content-Length: 0\r\n\r\n\r\n\r\n",
		"response http://a.example/  []\n"},
	{"a field on two lines",
		"WARC/1.0\r\nWARC-Type: response\r\nX: a\r\n Content-Length: 9\r\n"
		"Content-Length: 1\r\n\r\nx\r\n\r\n",
		"response   [x]\n"},
	{"no date",
		"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: today\r\nContent-Length: 1\r\n\r\nx",
		"response   [x]\n"},
	{"an empty file but for line ends", "\r\n\r\n", ""},
	{"no length",
		"WARC/1.0\r\nWARC-Type: response\r\n\r\nWARC/1.0\r\nContent-Length: 1\r\n\r\nx",
		"bad   [] its header has no length that is a number\nother   [x]\n"},
	{"a length that is none",
		"WARC/1.0\r\nContent-Length: -1\r\n\r\nx\r\n\r\nWARC/1.0\r\nContent-Length: 1\r\n\r\nx",
		"bad   [] its header has no length that is a number\nother   [x]\n"},
	{"bytes before a record", "what\nis this\nWARC/1.0\r\nContent-Length: 1\r\n\r\nx",
		"bad   [] bytes that belong to no record, from byte 0\nother   [x]\n"},
	{"no record at all", "WARC/ what is this",
		"bad   [] bytes that belong to no record, from byte 0\n"},
};

static void
reads_headers_as_they_are_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) {
		scratch_write("file", HEADS[i].text);
		assert_listed("file", HEADS[i].what, HEADS[i].listed);
	}
}

/* ---- lengths that lie -------------------------------------------------------------------------
 */

struct length_row {
	const char *what;
	long off;
	bool members;
	const char *listed; /* of the record in the middle */
};

#define MIDDLE "response http://a.example/2 " DATE " ["

static const struct length_row LENGTHS[] = {
	{"right", 0, false, MIDDLE "0123456789]\n"},
	{"the empty lines behind it counted", 4, false, MIDDLE "0123456789\r\n\r\n]\n"},
	{"too short", -3, false,
		MIDDLE "0123456] its length is said to be 7 bytes, and no other begins after 7\n"},
	{"too long by part of the next", 20, false,
		MIDDLE "0123456789\r\n\r\n] its length is said to be 30 bytes, and another record "
		       "begins after 14\n"},
	{"too long by more than there is", 5000, false,
		MIDDLE
		"0123456789\r\n\r\n] its length is said to be 5010 bytes, and another record "
		"begins after 14\n"},
	{"too short, in a member", -3, true,
		MIDDLE "0123456] its length is said to be 7 bytes, and no other begins after 7\n"},
	{"too long, in a member", 5000, true,
		MIDDLE
		"0123456789\r\n\r\n] its length is said to be 5010 bytes, and another record "
		"begins after 14\n"},
};

static void
finds_the_next_record_where_a_length_lies(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
		const struct length_row *row = &LENGTHS[i];
		struct bytes file = BYTES_UP_TO(65536), packed = BYTES_UP_TO(65536);
		char expected[1024];

		if (row->members && strstr(inflater_library(), "not in this build") != NULL)
			continue;
		for (unsigned k = 1; k <= 3; k++) {
			char url[32];
			size_t from = file.len;

			snprintf(url, sizeof url, "http://a.example/%u", k);
			warc_add(&(struct warc_record){"response", url, DATE, NULL, "0123456789",
					 {NULL, 0}, k == 2 ? row->off : 0},
				&file);
			warc_gzip(slice_from(bytes_slice(&file), from), &packed);
		}
		warc_save("file", row->members ? bytes_slice(&packed) : bytes_slice(&file));
		snprintf(expected, sizeof expected,
			"response http://a.example/1 " DATE " [0123456789]\n%s"
			"response http://a.example/3 " DATE " [0123456789]\n",
			row->listed);
		assert_listed("file", row->what, expected);
		bytes_release(&file);
		bytes_release(&packed);
	}
}

/* A record in a record, as a web archive that was itself captured: its length leads on. */
static void
believes_a_length_that_leads_to_the_next_record(void **state)
{
	struct bytes inner = BYTES_UP_TO(4096), file = BYTES_UP_TO(4096);
	char expected[4096];

	(void)state;
	warc_add(&THREE[2], &inner);
	bytes_u8(&inner, 0);
	warc_add(&(struct warc_record){.type = "resource", .block = (const char *)inner.p}, &file);
	warc_add(&THREE[1], &file);
	warc_save("file", bytes_slice(&file));
	snprintf(expected, sizeof expected,
		"resource   [%s]\nresponse http://a.example/ " DATE
		" [HTTP/1.1 200 OK\r\n\r\n<p>]\n",
		(const char *)inner.p);
	assert_listed("file", "a record in a record", expected);
	bytes_release(&inner);
	bytes_release(&file);
}

/* ---- damage ------------------------------------------------------------------------------------
 */

static void
answers_for_every_truncation(void **state)
{
	struct bytes plain = BYTES_UP_TO(65536), packed = BYTES_UP_TO(65536);
	struct bytes frames = BYTES_UP_TO(65536), out = BYTES_UP_TO(65536);
	struct err e;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		size_t from = plain.len;

		warc_add(&THREE[i], &plain);
		warc_gzip(slice_from(bytes_slice(&plain), from), &packed);
		warc_zstd(slice_from(bytes_slice(&plain), from), &frames);
	}
	for (size_t cut = 0; cut < plain.len; cut++) {
		warc_save("file", slice_first(bytes_slice(&plain), cut));
		assert_rc(RC_OK, list("file", &out, &e), &e);
	}
	for (size_t cut = 4; cut < frames.len; cut++) {
		warc_save("file", slice_first(bytes_slice(&frames), cut));
		assert_rc(RC_OK, list("file", &out, &e), &e);
	}
	bytes_release(&frames);
	skip_without_zlib();
	for (size_t cut = 3; cut < packed.len; cut++) {
		warc_save("file", slice_first(bytes_slice(&packed), cut));
		assert_rc(RC_OK, list("file", &out, &e), &e);
	}
	bytes_release(&plain);
	bytes_release(&packed);
	bytes_release(&out);
}

/* Whatever byte of the middle member is wrong: those around it are read, and it is told. */
static void
passes_over_a_damaged_member(void **state)
{
	struct bytes file = BYTES_UP_TO(65536), one = BYTES_UP_TO(4096), out = BYTES_UP_TO(65536);
	size_t from = 0, to = 0, harmless = 0;
	struct err e;

	(void)state;
	skip_without_zlib();
	for (size_t i = 0; i < 3; i++) {
		bytes_clear(&one);
		warc_add(&THREE[i], &one);
		from = i == 1 ? file.len : from;
		warc_gzip(bytes_slice(&one), &file);
		to = i == 1 ? file.len : to;
	}
	/* Bytes 4 to 9 of a member are its time and system, which nobody checks. */
	for (size_t at = from; at < to; at++) {
		const char *whole;

		if (at >= from + 3 && at < from + 10)
			continue;
		file.p[at] ^= 0x10;
		warc_save("file", bytes_slice(&file));
		file.p[at] ^= 0x10;
		assert_rc(RC_OK, list("file", &out, &e), &e);
		bytes_u8(&out, 0);
		whole = (const char *)out.p;
		if (strstr(whole, "[software: none\r\n]\n") == NULL)
			fail_msg("byte %zu: %s", at - from, whole);
		if (strstr(whole, " [PNG]\n") == NULL)
			fail_msg("byte %zu: %s", at - from, whole);
		/* Some bits at the end of the packed bytes stand for nothing. */
		if (strstr(whole, " [HTTP/1.1 200 OK\r\n\r\n<p>]\n") == NULL)
			assert_true(strstr(whole, "bad ") != NULL ||
				strstr(whole, "its length") != NULL);
		else
			harmless++;
	}
	assert_true(harmless < 3);
	bytes_release(&file);
	bytes_release(&one);
	bytes_release(&out);
}

static void
refuses_what_is_packed_too_well(void **state)
{
	struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
	struct bytes plain = BYTES_UP_TO(64 * MIB), packed = BYTES_UP_TO(64 * MIB);
	struct web_reader *r;
	struct web_record record;
	struct err e;
	bool got = true;
	enum rc rc;

	(void)state;
	skip_without_zlib();
	bytes_str(&plain, "WARC/1.0\r\nContent-Length: 20971520\r\n\r\n");
	bytes_zero(&plain, 20 * MIB);
	warc_gzip(bytes_slice(&plain), &packed);
	warc_save("file", bytes_slice(&packed));
	unpack_limits_start(&limits, packed.len);
	assert_rc(RC_OK, web_reader_new("file", &limits, &r, &e), &e);
	do {
		rc = web_reader_next(r, &record, &got, &e);
	} while (rc == RC_OK && got);
	assert_rc(RC_LIMIT, rc, &e);
	web_reader_free(r);
	bytes_release(&plain);
	bytes_release(&packed);
}

/* The same of a zstd frame: its checksum is the last word, so any byte but that of its window
 * counts, and the record behind it is found by the next frame's magic. */
static void
passes_over_a_damaged_frame(void **state)
{
	struct bytes file = BYTES_UP_TO(65536), one = BYTES_UP_TO(4096), out = BYTES_UP_TO(65536);
	size_t from = 0, to = 0;
	struct err e;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		bytes_clear(&one);
		warc_add(&THREE[i], &one);
		from = i == 1 ? file.len : from;
		warc_zstd(bytes_slice(&one), &file);
		to = i == 1 ? file.len : to;
	}
	for (size_t at = from; at < to; at++) {
		file.p[at] ^= 0x10;
		warc_save("file", bytes_slice(&file));
		file.p[at] ^= 0x10;
		assert_rc(RC_OK, list("file", &out, &e), &e);
		bytes_u8(&out, 0);
		if (strstr((const char *)out.p, "[software: none\r\n]\n") == NULL ||
			strstr((const char *)out.p, "[PNG]\n") == NULL)
			fail_msg("byte %zu: %s", at - from, (const char *)out.p);
	}
	bytes_release(&file);
	bytes_release(&one);
	bytes_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(reads_records_however_they_are_packed),
		IN_SCRATCH(reads_both_versions_of_arc),
		IN_SCRATCH(reads_headers_as_they_are_written),
		IN_SCRATCH(finds_the_next_record_where_a_length_lies),
		IN_SCRATCH(believes_a_length_that_leads_to_the_next_record),
		IN_SCRATCH(answers_for_every_truncation),
		IN_SCRATCH(passes_over_a_damaged_member),
		IN_SCRATCH(passes_over_a_damaged_frame),
		IN_SCRATCH(refuses_what_is_packed_too_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
