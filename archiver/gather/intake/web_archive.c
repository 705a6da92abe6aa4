#include "archiver/gather/intake/web_archive.h"

#include "archiver/gather/intake/http_body.h"
#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/intake/web_reader.h"
#include "archiver/gather/intake/web_store.h"
#include "archiver/gather/read/archive_input.h"
#include "archiver/gather/web_address.h"
#include "format/base/cursor.h"
#include "format/base/sorter.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STEP ((size_t)64 * 1024)

/*
 * What is to be given out, sorted by address and moment:
 *
 *	address, NUL, moment, NUL, fate 1, then of a page charset, NUL, its number in 8 bytes;
 *	of others why
 *
 * and revisits, looked up when all captures are known:
 *
 *	address, digest, address and moment referred to, moment, each with its NUL, page 1
 */
enum fate { FATE_PAGE, FATE_PASSED_OVER, FATE_REFUSED };

struct web_archive {
	const struct web_archive_settings *set;
	struct unpack_limits stream; /* counts what comes out of gzip, wanted or not */
	char *folder;
	struct web_store *store;
	struct sorter *found, *revisits;
	struct bytes address, record, head;
	const struct web_record *at; /* while it is taken */
	struct http_message message;
};

/* ---- what is found ----------------------------------------------------------------------------
 */

static void
put_text(struct bytes *out, struct slice s)
{
	bytes_add(out, slice_first(s, slice_find(s, 0)));
	bytes_u8(out, 0);
}

static struct slice
get_text(struct slice *rest)
{
	struct slice s = slice_first(*rest, slice_find(*rest, 0));

	*rest = slice_from(*rest, s.len + 1);
	return s;
}

static enum rc
note(struct web_archive *w, struct sorter *to, struct err *e)
{
	enum rc rc = bytes_check(&w->record, "a record", e);

	return rc == RC_OK ? sorter_add(to, bytes_slice(&w->record), e) : rc;
}

static void
begin_found(struct web_archive *w, struct slice url, struct slice date, enum fate fate)
{
	bytes_clear(&w->record);
	put_text(&w->record, url);
	put_text(&w->record, date);
	bytes_u8(&w->record, (uint8_t)fate);
}

static enum rc
note_fate(struct web_archive *w, const struct web_record *r, enum fate fate, const char *why,
	struct err *e)
{
	begin_found(w, r->url.len > 0 ? r->url : slice_str("(a record)"), r->date, fate);
	bytes_str(&w->record, why);
	return note(w, w->found, e);
}

static enum rc
note_page(struct web_archive *w, const struct web_record *r, uint64_t number, struct err *e)
{
	begin_found(w, r->url, r->date, FATE_PAGE);
	put_text(&w->record, w->message.charset);
	bytes_u64le(&w->record, number);
	return note(w, w->found, e);
}

/* ---- revisits ---------------------------------------------------------------------------------
 */

static bool
is_page_type(struct slice type)
{
	return http_message_is_type(type, "text/html") ||
		http_message_is_type(type, "application/xhtml+xml");
}

static enum rc
note_revisit(struct web_archive *w, const struct web_record *r, bool page, struct err *e)
{
	bytes_clear(&w->record);
	put_text(&w->record, r->url);
	put_text(&w->record, r->payload_digest);
	put_text(&w->record, r->refers_url);
	put_text(&w->record, r->refers_date);
	put_text(&w->record, r->date);
	bytes_u8(&w->record, page);
	return note(w, w->revisits, e);
}

static enum rc
look_up(struct web_archive *w, struct slice record, struct err *e)
{
	struct web_record r = {.url = get_text(&record), .payload_digest = get_text(&record)};
	enum reader_kind kind = READER_UNKNOWN;
	enum rc rc;

	r.refers_url = get_text(&record);
	r.refers_date = get_text(&record);
	r.date = get_text(&record);
	bytes_clear(&w->address);
	if (!web_address_resolve(SLICE_EMPTY, r.url, &w->address))
		return bytes_check(&w->address, "an address", e);
	rc = web_store_revisit(w->store, &r, bytes_slice(&w->address), &kind, e);
	if (rc != RC_OK || kind == READER_PICTURE || (kind == READER_UNKNOWN && !record.p[0]))
		return rc;
	return note_fate(w, &r, FATE_PASSED_OVER,
		kind == READER_HTML
			? "it was captured again as it is elsewhere in this archive"
			: "it was captured again, and what it was before is not in this archive",
		e);
}

static enum rc
look_up_all(struct web_archive *w, struct err *e)
{
	for (;;) {
		struct slice record;
		bool got;
		enum rc rc = sorter_next(w->revisits, &record, &got, e);

		if (rc == RC_OK && got)
			rc = look_up(w, record, e);
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
		return rc == RC_OK ? note_page(w, r, number, e) : rc;
	}
	if (kind != READER_PICTURE)
		return page && w->message.type.len > 0
			? note_fate(
				  w, r, FATE_PASSED_OVER, "it was served as a page and is none", e)
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
	return page || kind != READER_UNKNOWN ? note_fate(w, r, FATE_REFUSED, why, e) : RC_OK;
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
		return is_message(w->at) ? note_fate(w, w->at, FATE_REFUSED,
						   "it has no HTTP header that can be read", e)
					 : RC_OK;
	if (w->at->type == WEB_RECORD_REVISIT)
		return note_revisit(w, w->at, is_page_type(w->message.type), e);
	if (w->message.status == 200)
		return take_payload(w, reader, piece, e);
	if (!is_page_type(w->message.type))
		return RC_OK;
	snprintf(why, sizeof why, "it was served with status %u, not 200", w->message.status);
	return note_fate(w, w->at, FATE_PASSED_OVER, why, e);
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
					 : note_revisit(w, w->at, false, e);
	case WEB_RECORD_BAD:
		return note_fate(w, w->at, FATE_REFUSED, w->at->why, e);
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
	w->record = BYTES_UP_TO(SORTER_RECORD_MAX);
	w->head = BYTES_UP_TO(HTTP_MESSAGE_HEAD_MAX + STEP);
	w->folder = strdup(settings->folder);
	if (w->folder == NULL) {
		web_archive_free(w);
		return err_nomem(e);
	}
	rc = web_store_new(settings->folder, settings->limits, &w->store, e);
	if (rc == RC_OK)
		rc = sorter_new(settings->scratch, &w->found, e);
	if (rc == RC_OK)
		rc = sorter_new(settings->scratch, &w->revisits, e);
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
	sorter_free(w->found);
	sorter_free(w->revisits);
	bytes_release(&w->address);
	bytes_release(&w->record);
	bytes_release(&w->head);
	free(w);
}

/* ---- giving out -------------------------------------------------------------------------------
 */

static char *
copy(struct slice s)
{
	return strndup((const char *)s.p, s.len);
}

/* NULL where it is not known. */
static bool
set_known(char **to, struct slice s)
{
	*to = s.len == 0 ? NULL : copy(s);
	return s.len == 0 || *to != NULL;
}

static bool
set_page(struct web_archive *w, struct slice url, struct slice date, struct slice rest,
	struct intake_report *out)
{
	struct slice charset = get_text(&rest);
	struct cursor c = cursor_over(rest);

	out->text = web_store_page(w->store, cursor_u64le(&c));
	out->parts = strdup(w->folder);
	return out->text != NULL && out->parts != NULL && set_known(&out->url, url) &&
		set_known(&out->captured, date) && set_known(&out->charset, charset);
}

enum rc
web_archive_next(struct web_archive *w, const char *shown, struct intake_report *out, bool *got,
	struct err *e)
{
	struct slice record, url, date;
	enum fate fate;
	bool whole;
	enum rc rc = sorter_next(w->found, &record, got, e);

	if (rc != RC_OK || !*got)
		return rc;
	url = get_text(&record);
	date = get_text(&record);
	fate = (enum fate)record.p[0];
	record = slice_from(record, 1);
	*out = INTAKE_REPORT_EMPTY;
	if (asprintf(&out->shown, "%s/%.*s", shown, (int)url.len, (const char *)url.p) < 0)
		out->shown = NULL;
	if (fate == FATE_PAGE)
		whole = set_page(w, url, date, record, out);
	else
		whole = set_known(&out->refusal, record);
	out->passed_over = fate == FATE_PASSED_OVER;
	return whole && out->shown != NULL ? RC_OK : err_nomem(e);
}
