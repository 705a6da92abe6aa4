#include "archiver/gather/intake/web_archive.h"

#include "archiver/gather/intake/http_body.h"
#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/intake/web_found.h"
#include "archiver/gather/intake/web_reader.h"
#include "archiver/gather/intake/web_store.h"
#include "archiver/gather/read/archive_input.h"
#include "archiver/gather/web_address.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STEP ((size_t)64 * 1024)

struct web_archive {
	const struct web_archive_settings *set;
	struct unpack_limits stream; /* counts what comes out of gzip, wanted or not */
	char *folder;
	struct web_store *store;
	struct web_found *found;
	struct bytes address, head;
	const struct web_record *at; /* while it is taken */
	struct http_message message;
};

/* ---- revisits ---------------------------------------------------------------------------------
 */

static bool
is_page_type(struct slice type)
{
	return http_message_is_type(type, "text/html") ||
		http_message_is_type(type, "application/xhtml+xml");
}

static enum rc
look_up(struct web_archive *w, const struct web_record *r, bool page, struct err *e)
{
	enum reader_kind kind = READER_UNKNOWN;
	enum rc rc;

	bytes_clear(&w->address);
	if (!web_address_resolve(SLICE_EMPTY, r->url, &w->address))
		return bytes_check(&w->address, "an address", e);
	rc = web_store_revisit(w->store, r, bytes_slice(&w->address), &kind, e);
	if (rc != RC_OK || kind == READER_PICTURE || (kind == READER_UNKNOWN && !page))
		return rc;
	return web_found_other(w->found, r, WEB_FOUND_PASSED_OVER,
		kind == READER_HTML
			? "it was captured again as it is elsewhere in this archive"
			: "it was captured again, and what it was before is not in this archive",
		e);
}

static enum rc
look_up_all(struct web_archive *w, struct err *e)
{
	for (;;) {
		struct web_record r;
		bool page, got;
		enum rc rc = web_found_next_revisit(w->found, &r, &page, &got, e);

		if (rc == RC_OK && got)
			rc = look_up(w, &r, page, e);
		if (rc != RC_OK || !got)
			return rc;
	}
}

/* ---- one record -------------------------------------------------------------------------------
 */

static enum rc
put_payload(void *ctx, struct slice s, struct err *e)
{
	struct web_archive *w = ctx;

	return web_store_put(w->store, s, e);
}

/* Up to the end of the header; `piece` is then what was read of the body with it. */
static enum rc
read_message(
	struct web_archive *w, struct web_reader *r, bool *is, struct slice *piece, struct err *e)
{
	enum http_message_answer answer = HTTP_MESSAGE_MORE;
	enum rc rc = RC_OK;

	*is = false;
	bytes_clear(&w->head);
	while (answer == HTTP_MESSAGE_MORE) {
		rc = web_reader_piece(r, piece, e);
		if (rc != RC_OK || piece->len == 0)
			return rc;
		bytes_add(&w->head, *piece);
		rc = bytes_check(&w->head, "a header", e);
		if (rc != RC_OK)
			return rc;
		answer = http_message_parse(bytes_slice(&w->head), &w->message);
	}
	*is = answer == HTTP_MESSAGE_PARSED;
	*piece = slice_from(bytes_slice(&w->head), w->message.head);
	return RC_OK;
}

/* All of the body, or as much as tells that it is not wanted. RC_BAD is about the body. */
static enum rc
read_body(struct web_archive *w, struct web_reader *r, struct slice piece, struct err *e)
{
	struct sink sink = {put_payload, w};
	struct http_body *body;
	bool more = true;
	enum rc rc = http_body_new(&w->message, &sink, &body, e);

	while (rc == RC_OK && more && !web_store_unwanted(w->store)) {
		rc = http_body_put(body, piece, e);
		if (rc == RC_OK)
			rc = web_reader_piece(r, &piece, e);
		more = piece.len > 0;
	}
	if (rc == RC_OK && !web_store_unwanted(w->store))
		rc = http_body_end(body, e);
	http_body_free(body);
	return rc;
}

/* A payload of the store, taken for what it was served as. */
static enum rc
keep(struct web_archive *w, const struct web_record *r, enum reader_kind kind, struct err *e)
{
	bool page = is_page_type(w->message.type) || w->message.type.len == 0;
	uint64_t number;
	enum rc rc;

	if (kind == READER_HTML && page) {
		rc = web_store_keep_page(w->store, r, &number, e);
		return rc == RC_OK ? web_found_page(w->found, r, w->message.charset, number, e)
				   : rc;
	}
	if (kind != READER_PICTURE)
		return page && w->message.type.len > 0
			? web_found_other(w->found, r, WEB_FOUND_PASSED_OVER,
				  "it was served as a page and is none", e)
			: RC_OK;
	bytes_clear(&w->address);
	if (!web_address_resolve(SLICE_EMPTY, r->url, &w->address))
		return bytes_check(&w->address, "an address", e);
	return web_store_keep_picture(w->store, r, bytes_slice(&w->address), e);
}

/* What is wrong with the body, or with the record, is why it is left out. */
static enum rc
take_payload(struct web_archive *w, struct web_reader *reader, struct slice piece, struct err *e)
{
	const struct web_record *r = w->at;
	enum reader_kind kind = READER_UNKNOWN;
	bool page = is_page_type(w->message.type);
	struct err failed;
	const char *why = NULL;
	enum rc rc;

	web_store_begin(w->store);
	rc = read_body(w, reader, piece, &failed);
	if (rc == RC_BAD || rc == RC_UNSUPPORTED)
		why = failed.text;
	else if (rc != RC_OK)
		return err_set(e, rc, "%s", failed.text);
	rc = web_store_end(w->store, &kind, e);
	if (rc == RC_OK && why == NULL)
		rc = web_reader_end(reader, &why, e);
	if (rc == RC_OK && why == NULL && r->truncated.len > 0 && page)
		why = "it was cut short when it was captured";
	if (rc != RC_OK)
		return rc;
	if (why == NULL)
		return keep(w, r, kind, e);
	return page || kind != READER_UNKNOWN
		? web_found_other(w->found, r, WEB_FOUND_REFUSED, why, e)
		: RC_OK;
}

/* WARC says it of a message; ARC, whose records have a header too, says what its body is. */
static bool
is_message(const struct web_record *r)
{
	struct slice type, charset;

	http_message_parse_type(r->content_type, &type, &charset);
	return http_message_is_type(type, "application/http") || is_page_type(type);
}

static enum rc
take_response(struct web_archive *w, struct web_reader *reader, struct err *e)
{
	char why[64];
	struct slice piece;
	bool is;
	enum rc rc = read_message(w, reader, &is, &piece, e);

	if (rc != RC_OK)
		return rc;
	if (!is)
		return is_message(w->at) ? web_found_other(w->found, w->at, WEB_FOUND_REFUSED,
						   "it has no HTTP header that can be read", e)
					 : RC_OK;
	if (w->at->type == WEB_RECORD_REVISIT)
		return web_found_revisit(w->found, w->at, is_page_type(w->message.type), e);
	if (w->message.status == 200)
		return take_payload(w, reader, piece, e);
	if (!is_page_type(w->message.type))
		return RC_OK;
	snprintf(why, sizeof why, "it was served with status %u, not 200", w->message.status);
	return web_found_other(w->found, w->at, WEB_FOUND_PASSED_OVER, why, e);
}

static enum rc
take_resource(struct web_archive *w, struct web_reader *reader, struct err *e)
{
	struct slice piece;
	enum rc rc = web_reader_piece(reader, &piece, e);

	w->message = (struct http_message){.status = 200};
	http_message_parse_type(w->at->content_type, &w->message.type, &w->message.charset);
	return rc == RC_OK ? take_payload(w, reader, piece, e) : rc;
}

static enum rc
take_record(struct web_archive *w, struct web_reader *reader, struct err *e)
{
	switch (w->at->type) {
	case WEB_RECORD_RESPONSE:
		return take_response(w, reader, e);
	case WEB_RECORD_RESOURCE:
		return take_resource(w, reader, e);
	case WEB_RECORD_REVISIT:
		/* One without the header it was served with may be of anything. */
		return w->at->length > 0 ? take_response(w, reader, e)
					 : web_found_revisit(w->found, w->at, false, e);
	case WEB_RECORD_BAD:
		return web_found_other(w->found, w->at, WEB_FOUND_REFUSED, w->at->why, e);
	case WEB_RECORD_OTHER:
	default:
		return RC_OK;
	}
}

/* ---- one file ---------------------------------------------------------------------------------
 */

static enum rc
take_file(struct web_archive *w, const char *path, struct err *e)
{
	struct web_reader *reader;
	struct web_record record;
	bool got = true;
	enum rc rc = web_reader_new(path, &w->stream, &reader, e);

	w->at = &record;
	while (rc == RC_OK) {
		rc = web_reader_next(reader, &record, &got, e);
		if (rc != RC_OK || !got)
			break;
		rc = take_record(w, reader, e);
	}
	web_reader_free(reader);
	w->at = NULL;
	return rc;
}

/* ---- WACZ -------------------------------------------------------------------------------------
 */

/* The member at hand into a file, to be read as any. RC_BAD where it is damaged. */
static enum rc
copy_member(struct web_archive *w, struct archive_input *in, const char *path, struct err *e)
{
	static const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
	uint8_t step[STEP];
	size_t got = 1;
	int fd = open(path, flags, 0600);
	enum rc rc = fd < 0 ? err_sys(e, errno, "cannot unpack it") : RC_OK;

	while (rc == RC_OK && got > 0) {
		rc = archive_input_read(in, step, sizeof step, &got, e);
		if (rc == RC_OK)
			rc = unpack_limits_bytes(&w->stream, got, e);
		if (rc == RC_OK && got > 0 && write(fd, step, got) != (ssize_t)got)
			rc = err_sys(e, errno, "cannot unpack it");
	}
	if (fd >= 0 && close(fd) != 0 && rc == RC_OK)
		rc = err_sys(e, errno, "cannot unpack it");
	return rc;
}

static bool
is_warc(struct archive_input *in)
{
	const char *said = archive_input_name(in);
	struct slice name = said == NULL ? SLICE_EMPTY : slice_str(said);

	return slice_starts(name, "archive/") && archive_input_type(in) == ARCHIVE_INPUT_FILE &&
		(slice_ends(name, ".warc") || slice_ends(name, ".warc.gz"));
}

static enum rc
take_members(struct web_archive *w, struct archive_input *in, const char *path, struct err *e)
{
	bool got = true;
	enum rc rc = RC_OK;

	while (rc == RC_OK) {
		rc = archive_input_next(in, &got, e);
		if (rc != RC_OK || !got)
			break;
		rc = unpack_limits_member(&w->stream, e);
		if (rc != RC_OK || !is_warc(in))
			continue;
		rc = copy_member(w, in, path, e);
		if (rc == RC_OK)
			rc = take_file(w, path, e);
		unlink(path);
	}
	return rc;
}

static enum rc
take_wacz(struct web_archive *w, const char *path, struct err *e)
{
	struct archive_input in = ARCHIVE_INPUT_EMPTY;
	char *member;
	enum rc rc;

	if (asprintf(&member, "%s/member", w->folder) < 0)
		return err_nomem(e);
	rc = archive_input_open(path, ARCHIVE_INPUT_ZIP, &in, e);
	if (rc == RC_OK)
		rc = take_members(w, &in, member, e);
	archive_input_release(&in);
	free(member);
	return rc;
}

/* ---- all of it --------------------------------------------------------------------------------
 */

static enum rc
take_all(struct web_archive *w, const char *path, struct err *e)
{
	struct bytes first = BYTES_UP_TO(2);
	enum rc rc = report_file_first(path, 2, &first, e);
	bool zip = slice_is(bytes_slice(&first), "PK");

	bytes_release(&first);
	if (rc == RC_OK)
		rc = zip ? take_wacz(w, path, e) : take_file(w, path, e);
	return rc == RC_OK ? look_up_all(w, e) : rc;
}

enum rc
web_archive_new(const char *path, const struct web_archive_settings *settings,
	struct web_archive **out, struct err *e)
{
	struct web_archive *w = calloc(1, sizeof *w);
	enum rc rc;

	*out = NULL;
	if (w == NULL)
		return err_nomem(e);
	w->set = settings;
	w->stream = *settings->limits;
	w->address = BYTES_UP_TO(WEB_ADDRESS_MAX);
	w->head = BYTES_UP_TO(HTTP_MESSAGE_HEAD_MAX + STEP);
	w->folder = strdup(settings->folder);
	if (w->folder == NULL) {
		web_archive_free(w);
		return err_nomem(e);
	}
	rc = web_store_new(settings->folder, settings->limits, &w->store, e);
	if (rc == RC_OK)
		rc = web_found_new(settings->scratch, &w->found, e);
	if (rc == RC_OK)
		rc = take_all(w, path, e);
	w->set = NULL;
	if (rc != RC_OK) {
		web_archive_free(w);
		return rc;
	}
	*out = w;
	return RC_OK;
}

void
web_archive_free(struct web_archive *w)
{
	if (w == NULL)
		return;
	free(w->folder);
	web_store_free(w->store);
	web_found_free(w->found);
	bytes_release(&w->address);
	bytes_release(&w->head);
	free(w);
}

/* ---- giving out -------------------------------------------------------------------------------
 */

/* NULL where it is not known. */
static bool
set_known(char **to, struct slice s)
{
	*to = s.len == 0 ? NULL : strndup((const char *)s.p, s.len);
	return s.len == 0 || *to != NULL;
}

static bool
set_page(struct web_archive *w, const struct web_found_item *item, struct intake_report *out)
{
	out->text = web_store_page(w->store, item->number);
	out->parts = strdup(w->folder);
	return out->text != NULL && out->parts != NULL && set_known(&out->url, item->url) &&
		set_known(&out->captured, item->date) && set_known(&out->charset, item->charset);
}

enum rc
web_archive_next(struct web_archive *w, const char *shown, struct intake_report *out, bool *got,
	struct err *e)
{
	struct web_found_item item;
	bool whole;
	enum rc rc = web_found_next(w->found, &item, got, e);

	*out = INTAKE_REPORT_EMPTY;
	if (rc != RC_OK || !*got)
		return rc;
	if (asprintf(&out->shown, "%s/%.*s", shown, (int)item.url.len, (const char *)item.url.p) <
		0)
		out->shown = NULL;
	whole = item.fate == WEB_FOUND_PAGE ? set_page(w, &item, out)
					    : set_known(&out->refusal, item.why);
	out->passed_over = item.fate == WEB_FOUND_PASSED_OVER;
	return whole && out->shown != NULL ? RC_OK : err_nomem(e);
}
