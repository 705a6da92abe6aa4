/*
 * http_body.h -- the body of an HTTP message without the codings it was sent in
 * (RFC 9112, 7; RFC 9110, 8.4).
 *
 * Programs that capture pages decode some and leave the header as it was. So a coding is
 * undone where the bytes bear it out: chunks where the first has a size, gzip and zstd
 * where their magic stands, deflate and brotli where no markup does.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_HTTP_BODY_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_HTTP_BODY_H

#include "archiver/gather/intake/http_message.h"
#include "format/base/stream.h"

struct http_body;

/*
 * What is put in comes out at `sink`, which must outlive it. RC_UNSUPPORTED where a coding
 * is not known.
 */
MUST_USE enum rc http_body_new(const struct http_message *m, const struct sink *sink,
	struct http_body **out, struct err *e);
void http_body_free(struct http_body *b);

/*
 * RC_BAD where what it was sent in is damaged, RC_UNSUPPORTED where this build does not know
 * it; else what the sink says.
 */
MUST_USE enum rc http_body_put(struct http_body *b, struct slice piece, struct err *e);

/* RC_BAD where the body is not whole. */
MUST_USE enum rc http_body_end(struct http_body *b, struct err *e);

#endif
