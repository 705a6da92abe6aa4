#include "archiver/assemble/plan_entry.h"

void
plan_entry_put(struct bytes *out, uint64_t v, unsigned bytes)
{
	while (bytes-- > 0)
		bytes_u8(out, (uint8_t)(v >> (8 * bytes)));
}

uint64_t
plan_entry_get(struct cursor *c, unsigned bytes)
{
	uint64_t v = 0;

	while (bytes-- > 0)
		v = v << 8 | cursor_u8(c);
	return v;
}

void
plan_entry_put_text(struct bytes *out, struct slice s)
{
	plan_entry_put(out, s.len, 4);
	bytes_add(out, s);
}

struct slice
plan_entry_get_text(struct cursor *c)
{
	return cursor_take(c, (size_t)plan_entry_get(c, 4));
}

void
plan_entry_write(const struct plan_entry *entry, struct bytes *out)
{
	plan_entry_put(out, entry->number, 8);
	plan_entry_put(out, entry->month, 4);
	plan_entry_put(out, entry->day, 1);
	plan_entry_put(out, entry->moment, 8);
	plan_entry_put_text(out, entry->original);
	plan_entry_put_text(out, entry->text);
	plan_entry_put_text(out, entry->source);
	plan_entry_put_text(out, entry->headline);
	bytes_add(out, entry->report);
}

void
plan_entry_read(struct slice record, struct plan_entry *out)
{
	struct cursor c = cursor_over(record);

	out->number = plan_entry_get(&c, 8);
	out->month = (unsigned)plan_entry_get(&c, 4);
	out->day = (unsigned)plan_entry_get(&c, 1);
	out->moment = plan_entry_get(&c, 8);
	out->original = plan_entry_get_text(&c);
	out->text = plan_entry_get_text(&c);
	out->source = plan_entry_get_text(&c);
	out->headline = plan_entry_get_text(&c);
	out->report = cursor_rest(&c);
}

void
plan_entry_write_date(const struct plan_entry *entry, struct bytes *out)
{
	if (entry->day == 0)
		bytes_str(out, "undated   ");
	else
		bytes_fmt(out, "%04u/%02u/%02u", entry->month / 12 % 10000, entry->month % 12 + 1,
			entry->day % 100);
}
