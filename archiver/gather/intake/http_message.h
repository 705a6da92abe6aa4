/*
 * http_message.h -- what the header of an HTTP response says (RFC 9110, RFC 9112), as far
 * as it matters to what its body is.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_HTTP_MESSAGE_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_HTTP_MESSAGE_H

#include "format/base/slice.h"

/* Longer headers than servers send. */
#define HTTP_MESSAGE_HEAD_MAX ((size_t)64 * 1024)

enum http_message_coding {
	HTTP_MESSAGE_PLAIN,
	HTTP_MESSAGE_GZIP,
	HTTP_MESSAGE_DEFLATE,
	HTTP_MESSAGE_BROTLI,
	HTTP_MESSAGE_ZSTD,
	HTTP_MESSAGE_OTHER /* several, or one that is not known */
};

/* Slices borrow from what was parsed. */
struct http_message {
	unsigned status;
	struct slice type;    /* media type: `text/html`, as it stands there */
	struct slice charset; /* or empty */
	struct slice codings; /* of the content, as they stand there */
	enum http_message_coding coding;
	bool chunked;
	size_t head; /* bytes of the header with the empty line */
};

enum http_message_answer { HTTP_MESSAGE_PARSED, HTTP_MESSAGE_MORE, HTTP_MESSAGE_NONE };

/* From the beginning of a message; HTTP_MESSAGE_MORE where the header has not ended yet. */
enum http_message_answer http_message_parse(struct slice text, struct http_message *out);

/* `text/html; charset=utf-8` as media type and charset. */
void http_message_parse_type(struct slice value, struct slice *type, struct slice *charset);

/* Whether it is that media type, in letters of either case. */
bool http_message_is_type(struct slice type, const char *name);

#endif
