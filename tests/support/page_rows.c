#include "support/page_rows.h"

#include "archiver/gather/read/read_html.h"
#include "support/test.h"

static void
check(const struct page_row *row, void (*write)(const struct story *s, struct bytes *out))
{
	const struct read_html_served served = {.charset = SLICE_EMPTY};
	struct bytes got = BYTES_UP_TO(4096);
	struct normal normal;
	struct story story;
	struct err e;

	story_init(&story);
	normal_init(&normal);
	if (read_html(slice_str(row->page), &served, 0, &normal, &story, &e) != RC_OK)
		fail_msg("%s: %s", row->differs, e.text);
	write(&story, &got);
	if (!slice_equal(bytes_slice(&got), slice_str(row->told)))
		fail_msg("%s: %.*s", row->differs, SLICE_FMT(bytes_slice(&got)));
	bytes_release(&got);
	story_release(&story);
	normal_release(&normal);
}

void
page_rows_check(const struct page_row *rows, size_t count,
	void (*write)(const struct story *s, struct bytes *out))
{
	for (size_t i = 0; i < count; i++)
		check(&rows[i], write);
}
