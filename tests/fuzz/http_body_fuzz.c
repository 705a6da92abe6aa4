/*
 * Any bytes as the body of a message, in each coding, whole and in pieces: what comes out
 * does not hang on the pieces, and a failure has its reason.
 */
#include "archiver/gather/intake/http_body.h"
#include "format/base/bytes.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define OUT_MAX (4 << 20)

static enum rc
keep(void *ctx, struct slice s, struct err *e)
{
	bytes_add(ctx, s);
	return bytes_check(ctx, "a body", e);
}

static enum rc
decode(const struct http_message *m, struct slice s, size_t piece, struct bytes *out)
{
	struct sink sink = {keep, out};
	struct http_body *b;
	struct err e = ERR_NONE;
	enum rc rc = http_body_new(m, &sink, &b, &e);

	for (; rc == RC_OK && s.len > 0; s = slice_from(s, piece))
		rc = http_body_put(b, slice_first(s, piece), &e);
	if (rc == RC_OK)
		rc = http_body_end(b, &e);
	http_body_free(b);
	if (rc != RC_OK && e.text[0] == '\0')
		abort();
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes whole = BYTES_UP_TO(OUT_MAX), pieces = BYTES_UP_TO(OUT_MAX);
	struct http_message m;
	struct slice s = slice_of(data, size);
	enum rc one, many;

	if (size == 0)
		return 0;
	(void)http_message_parse(s, &m);
	m = (struct http_message){.coding = (enum http_message_coding)(data[0] % 6),
		.chunked = (data[0] & 0x80) != 0};
	s = slice_from(s, 1);
	one = decode(&m, s, s.len, &whole);
	many = decode(&m, s, 1 + size % 7, &pieces);
	if (one != many ||
		(one == RC_OK && !slice_equal(bytes_slice(&whole), bytes_slice(&pieces))))
		abort();
	bytes_release(&whole);
	bytes_release(&pieces);
	return 0;
}
