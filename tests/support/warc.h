/*
 * warc.h -- web archives for tests, record by record.
 */
#ifndef ANNALS_TESTS_SUPPORT_WARC_H
#define ANNALS_TESTS_SUPPORT_WARC_H

#include "format/base/bytes.h"

struct warc_record {
	const char *type; /* "response" */
	const char *url, *date;
	const char *fields; /* more of the header, lines with their ends; or NULL */
	const char *block;  /* a text; or NULL, and `bytes` are the block */
	struct slice bytes;
	long length_off; /* added to what the header says of its length */
};

/* A message: header lines, each with its end, and a body. */
#define WARC_OK	      "HTTP/1.1 200 OK\r\n"
#define WARC_HTML     "Content-Type: text/html; charset=utf-8\r\n"
#define WARC_RESPONSE "Content-Type: application/http; msgtype=response\r\n"

/* Appends the record, with the empty lines behind it. */
void warc_add(const struct warc_record *r, struct bytes *out);

/* Appends `s` as one gzip member. */
void warc_gzip(struct slice s, struct bytes *out);

/* The same as one zstd frame, with a checksum. */
void warc_zstd(struct slice s, struct bytes *out);

/* The file at `path` is that. */
void warc_save(const char *path, struct slice content);

#endif
