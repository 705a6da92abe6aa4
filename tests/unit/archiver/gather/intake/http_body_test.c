#include "support/test.h"

#include "archiver/gather/intake/brotli_decoder.h"
#include "archiver/gather/intake/http_body.h"
#include "archiver/gather/intake/inflater.h"
#include "support/warc.h"

#include <stdio.h>
#include <zlib.h>
#include <zstd.h>

/* ---- headers ----------------------------------------------------------------------------------
 */

struct head_row {
	const char *what, *text;
	enum http_message_answer answer;
	const char *told; /* status, type, charset, coding, chunked, bytes of the header */
};

static const struct head_row HEADS[] = {
	{"a page", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n<p>",
		HTTP_MESSAGE_PARSED, "200 text/html UTF-8 0 0 59"},
	{"line ends without returns", "HTTP/1.0 404 Not Found\ncontent-type:text/html\n\n<p>",
		HTTP_MESSAGE_PARSED, "404 text/html  0 0 47"},
	{"codings", "HTTP/2 200\r\ncontent-encoding: X-GZIP\r\ntransfer-encoding: Chunked\r\n\r\n",
		HTTP_MESSAGE_PARSED, "200   1 1 68"},
	{"several codings", "HTTP/1.1 200\r\nContent-Encoding: gzip, br\r\n\r\n",
		HTTP_MESSAGE_PARSED, "200   5 0 44"},
	{"a quoted charset",
		"HTTP/1.1 200 \r\nContent-Type: text/html;a=b; Charset=\"x y\"\r\n\r\n",
		HTTP_MESSAGE_PARSED, "200 text/html x y 0 0 61"},
	{"not ended", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", HTTP_MESSAGE_MORE, ""},
	{"hardly begun", "HT", HTTP_MESSAGE_MORE, ""},
	{"no status", "HTTP/1.1 OK\r\n\r\n", HTTP_MESSAGE_NONE, ""},
	{"a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", HTTP_MESSAGE_NONE, ""},
	{"a page without a header", "<html><p>x\n\n", HTTP_MESSAGE_NONE, ""},
};

static void
reads_what_a_header_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) {
		struct http_message m;
		char told[256] = "";

		if (http_message_parse(slice_str(HEADS[i].text), &m) != HEADS[i].answer)
			fail_msg("%s", HEADS[i].what);
		if (HEADS[i].answer != HTTP_MESSAGE_PARSED)
			continue;
		snprintf(told, sizeof told, "%u %.*s %.*s %d %d %zu", m.status, SLICE_FMT(m.type),
			SLICE_FMT(m.charset), m.coding, m.chunked, m.head);
		if (strcmp(told, HEADS[i].told) != 0)
			fail_msg("%s: %s", HEADS[i].what, told);
	}
}

/* ---- bodies ------------------------------------------------------------------------------------
 */

static enum rc
keep(void *ctx, struct slice s, struct err *e)
{
	(void)e;
	bytes_add(ctx, s);
	return RC_OK;
}

/* Decoded in pieces of this size. */
static enum rc
decode(const struct http_message *m, struct slice body, size_t piece, struct bytes *out,
	struct err *e)
{
	struct sink sink = {keep, out};
	struct http_body *b;
	enum rc rc = http_body_new(m, &sink, &b, e);

	bytes_clear(out);
	for (; rc == RC_OK && body.len > 0; body = slice_from(body, piece))
		rc = http_body_put(b, slice_first(body, piece), e);
	if (rc == RC_OK)
		rc = http_body_end(b, e);
	http_body_free(b);
	return rc;
}

struct body_row {
	const char *what, *body;
	bool chunked;
	enum http_message_coding coding;
	enum rc rc;
	const char *told; /* what comes out, or why not */
};

static const struct body_row BODIES[] = {
	{"as it is", "<p>page", false, HTTP_MESSAGE_PLAIN, RC_OK, "<p>page"},
	{"nothing", "", false, HTTP_MESSAGE_GZIP, RC_OK, ""},
	{"chunks", "3\r\n<p>\r\n4;x=y\r\npage\r\n0\r\nTrailer: x\r\n\r\n", true, HTTP_MESSAGE_PLAIN,
		RC_OK, "<p>page"},
	{"chunks with large digits and blanks", "03 \r\n<p>\r\nA\r\n0123456789\r\n0\r\n\r\n", true,
		HTTP_MESSAGE_PLAIN, RC_OK, "<p>0123456789"},
	{"chunks without the last", "3\r\n<p>\r\n", true, HTTP_MESSAGE_PLAIN, RC_OK, "<p>"},
	{"chunks that were put together already", "<p>page\r\n", true, HTTP_MESSAGE_PLAIN, RC_OK,
		"<p>page\r\n"},
	{"the same, short and without a line end", "<p>", true, HTTP_MESSAGE_PLAIN, RC_OK, "<p>"},
	{"the same, as if it began with a size", "12 sheep", true, HTTP_MESSAGE_PLAIN, RC_OK,
		"12 sheep"},
	{"a chunk cut short", "5\r\n<p>", true, HTTP_MESSAGE_PLAIN, RC_BAD,
		"its body ends in the middle of a chunk"},
	{"a second size that is none", "3\r\n<p>\r\nxyz\r\n", true, HTTP_MESSAGE_PLAIN, RC_BAD,
		"the chunks it was sent in are damaged"},
	{"a chunk longer than its size", "3\r\n<p>page\r\n0\r\n\r\n", true, HTTP_MESSAGE_PLAIN,
		RC_BAD, "the chunks it was sent in are damaged"},
	{"a size beyond any", "fffffffffffffffff\r\n<p>", true, HTTP_MESSAGE_PLAIN, RC_OK,
		"fffffffffffffffff\r\n<p>"},
	{"gzip that was undone already", "<p>page", false, HTTP_MESSAGE_GZIP, RC_OK, "<p>page"},
	{"deflate likewise", "<p>page", false, HTTP_MESSAGE_DEFLATE, RC_OK, "<p>page"},
	{"brotli likewise", "<p>page", false, HTTP_MESSAGE_BROTLI, RC_OK, "<p>page"},
	{"zstd likewise", "<p>page", false, HTTP_MESSAGE_ZSTD, RC_OK, "<p>page"},
	{"a coding that is not known", "<p>page", false, HTTP_MESSAGE_OTHER, RC_UNSUPPORTED,
		"its body is packed by \"compress\", which is not known"},
};

static void
undoes_what_the_bytes_bear_out(void **state)
{
	struct bytes out = BYTES_UP_TO(4096);

	(void)state;
	for (size_t i = 0; i < sizeof BODIES / sizeof *BODIES; i++) {
		const struct body_row *row = &BODIES[i];
		struct http_message m = {.coding = row->coding,
			.chunked = row->chunked,
			.codings = slice_str("compress")};

		for (size_t piece = 1; piece < 9; piece++) {
			struct err e = ERR_NONE;

			assert_rc(row->rc, decode(&m, slice_str(row->body), piece, &out, &e), &e);
			if (row->rc != RC_OK)
				assert_string_equal(e.text, row->told);
			else if (!slice_is(bytes_slice(&out), row->told))
				fail_msg("%s: %.*s", row->what, SLICE_FMT(bytes_slice(&out)));
		}
	}
	bytes_release(&out);
}

/* ---- content codings ---- */

static void
pack(struct slice s, int bits, struct bytes *out)
{
	z_stream z = {.next_in = (Bytef *)(uintptr_t)s.p, .avail_in = (uInt)s.len};
	uint8_t *to = bytes_room(out, s.len + 1024);

	assert_non_null(to);
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_out = to;
	z.avail_out = (uInt)s.len + 1024;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	bytes_cut(out, out->len - z.avail_out);
	deflateEnd(&z);
}

static void
pack_zstd(struct slice s, struct bytes *out)
{
	uint8_t *to = bytes_room(out, ZSTD_compressBound(s.len));

	assert_non_null(to);
	bytes_cut(out, ZSTD_compress(to, out->len, s.p, s.len, 3));
}

/* `<p>page` a thousand times, as `brotli` packs it. */
static const uint8_t BROTLI[] = {0x1B, 0x57, 0x1B, 0xF8, 0x8D, 0x94, 0x2E, 0xEE, 0x52, 0xF3, 0x94,
	0x9D, 0xC1, 0x29, 0x9F, 0xB0, 0xB8, 0x2D, 0x12, 0xB8, 0x30, 0x01, 0xC0, 0x9E};

static void
undoes_each_coding_and_says_where_it_is_cut(void **state)
{
	struct bytes page = BYTES_UP_TO(1 << 20), packed = BYTES_UP_TO(1 << 20),
		     out = BYTES_UP_TO(1 << 20);
	struct err e;

	(void)state;
	for (unsigned i = 0; i < 1000; i++)
		bytes_str(&page, "<p>page");
	for (unsigned way = 0; way < 5; way++) {
		static const enum http_message_coding codings[] = {HTTP_MESSAGE_GZIP,
			HTTP_MESSAGE_DEFLATE, HTTP_MESSAGE_DEFLATE, HTTP_MESSAGE_ZSTD,
			HTTP_MESSAGE_BROTLI};
		static const int bits[] = {31, 15, -15};
		struct http_message m = {.coding = codings[way]};

		if (strstr(way == 4 ? brotli_decoder_library() : inflater_library(), "not in") !=
				NULL &&
			way != 3)
			continue;
		bytes_clear(&packed);
		if (way < 3)
			pack(bytes_slice(&page), bits[way], &packed);
		else if (way == 3)
			pack_zstd(bytes_slice(&page), &packed);
		else
			bytes_add(&packed, slice_of(BROTLI, sizeof BROTLI));
		for (size_t piece = 1; piece <= packed.len; piece++) {
			assert_rc(RC_OK, decode(&m, bytes_slice(&packed), piece, &out, &e), &e);
			assert_true(slice_equal(bytes_slice(&out), bytes_slice(&page)));
		}
		for (size_t cut = 4; cut < packed.len; cut++)
			assert_rc(RC_BAD,
				decode(&m, slice_first(bytes_slice(&packed), cut), 100, &out, &e),
				&e);
	}
	bytes_release(&page);
	bytes_release(&packed);
	bytes_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_a_header_says),
		cmocka_unit_test(undoes_what_the_bytes_bear_out),
		cmocka_unit_test(undoes_each_coding_and_says_where_it_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
