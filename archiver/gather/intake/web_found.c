#include "archiver/gather/intake/web_found.h"

#include "format/base/cursor.h"
#include "format/base/sorter.h"

#include <stdlib.h>

/*
 * What is found, sorted by address and moment:
 *
 *	address, NUL, moment, NUL, fate 1, then of a page charset, NUL, its number in 8 bytes;
 *	of others why
 *
 * Revisits, in an order that does not matter:
 *
 *	address, digest, address and moment referred to, moment, each with its NUL, page 1
 */
struct web_found {
	struct sorter *items, *revisits;
	struct bytes record;
};

enum rc
web_found_new(int scratch, struct web_found **out, struct err *e)
{
	struct web_found *f = calloc(1, sizeof *f);
	enum rc rc;

	*out = NULL;
	if (f == NULL)
		return err_nomem(e);
	f->record = BYTES_UP_TO(SORTER_RECORD_MAX);
	rc = sorter_new(scratch, &f->items, e);
	if (rc == RC_OK)
		rc = sorter_new(scratch, &f->revisits, e);
	if (rc != RC_OK) {
		web_found_free(f);
		return rc;
	}
	*out = f;
	return RC_OK;
}

void
web_found_free(struct web_found *f)
{
	if (f == NULL)
		return;
	sorter_free(f->items);
	sorter_free(f->revisits);
	bytes_release(&f->record);
	free(f);
}

/* ---- texts in records ------------------------------------------------------------------------ */

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
add(struct web_found *f, struct sorter *to, struct err *e)
{
	enum rc rc = bytes_check(&f->record, "a record", e);

	return rc == RC_OK ? sorter_add(to, bytes_slice(&f->record), e) : rc;
}

/* ---- pages and what is none ------------------------------------------------------------------ */

static void
begin(struct web_found *f, struct slice url, struct slice date, enum web_found_fate fate)
{
	bytes_clear(&f->record);
	put_text(&f->record, url);
	put_text(&f->record, date);
	bytes_u8(&f->record, (uint8_t)fate);
}

enum rc
web_found_page(struct web_found *f, const struct web_record *r, struct slice charset,
	uint64_t number, struct err *e)
{
	begin(f, r->url, r->date, WEB_FOUND_PAGE);
	put_text(&f->record, charset);
	bytes_u64le(&f->record, number);
	return add(f, f->items, e);
}

enum rc
web_found_other(struct web_found *f, const struct web_record *r, enum web_found_fate fate,
	const char *why, struct err *e)
{
	begin(f, r->url.len > 0 ? r->url : slice_str("(a record)"), r->date, fate);
	bytes_str(&f->record, why);
	return add(f, f->items, e);
}

enum rc
web_found_next(struct web_found *f, struct web_found_item *out, bool *got, struct err *e)
{
	struct slice record;
	struct cursor c;
	enum rc rc = sorter_next(f->items, &record, got, e);

	if (rc != RC_OK || !*got)
		return rc;
	*out = (struct web_found_item){.url = get_text(&record)};
	out->date = get_text(&record);
	out->fate = (enum web_found_fate)record.p[0];
	record = slice_from(record, 1);
	if (out->fate != WEB_FOUND_PAGE) {
		out->why = record;
		return RC_OK;
	}
	out->charset = get_text(&record);
	c = cursor_over(record);
	out->number = cursor_u64le(&c);
	return RC_OK;
}

/* ---- revisits ---------------------------------------------------------------------------------
 */

enum rc
web_found_revisit(struct web_found *f, const struct web_record *r, bool page, struct err *e)
{
	bytes_clear(&f->record);
	put_text(&f->record, r->url);
	put_text(&f->record, r->payload_digest);
	put_text(&f->record, r->refers_url);
	put_text(&f->record, r->refers_date);
	put_text(&f->record, r->date);
	bytes_u8(&f->record, page);
	return add(f, f->revisits, e);
}

enum rc
web_found_next_revisit(
	struct web_found *f, struct web_record *out, bool *page, bool *got, struct err *e)
{
	struct slice record;
	enum rc rc = sorter_next(f->revisits, &record, got, e);

	if (rc != RC_OK || !*got)
		return rc;
	*out = (struct web_record){.type = WEB_RECORD_REVISIT};
	out->url = get_text(&record);
	out->payload_digest = get_text(&record);
	out->refers_url = get_text(&record);
	out->refers_date = get_text(&record);
	out->date = get_text(&record);
	*page = record.p[0] != 0;
	return RC_OK;
}
