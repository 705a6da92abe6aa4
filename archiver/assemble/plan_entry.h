/*
 * plan_entry.h -- what the plan carries of a report from one sorting to the next,
 * as bytes.
 *
 * Numbers are big-endian, so that keys made of them sort as they do. A month is
 * year * 12 + month - 1.
 */
#ifndef ANNALS_ARCHIVER_ASSEMBLE_PLAN_ENTRY_H
#define ANNALS_ARCHIVER_ASSEMBLE_PLAN_ENTRY_H

#include "format/base/bytes.h"
#include "format/base/cursor.h"
#include "format/base/digest.h"

/* YYYY/MM/DD as an article's id begins, or "undated" and blanks. */
#define PLAN_ENTRY_DATE 10

struct plan_entry {
	uint64_t number; /* of the report, as they came */
	unsigned month;
	unsigned day;	 /* 0 where none is known */
	uint64_t moment; /* when it was published, for order only */
	struct slice original;
	struct slice text;   /* digest of its text, or empty */
	struct slice source; /* its address or id, or empty */
	struct slice headline;
	struct slice report; /* report_record.h */
};

void plan_entry_put(struct bytes *out, uint64_t v, unsigned bytes);
uint64_t plan_entry_get(struct cursor *c, unsigned bytes);

/* A text behind its length. */
void plan_entry_put_text(struct bytes *out, struct slice s);
struct slice plan_entry_get_text(struct cursor *c);

void plan_entry_write(const struct plan_entry *entry, struct bytes *out);

/* Of a record that was written so; slices borrow from it. */
void plan_entry_read(struct slice record, struct plan_entry *out);

/* PLAN_ENTRY_DATE bytes. */
void plan_entry_write_date(const struct plan_entry *entry, struct bytes *out);

#endif
