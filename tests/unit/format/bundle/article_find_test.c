#include "format/bundle/article_find.h"

#include "support/many.h"
#include "support/opened.h"
#include "support/test.h"

#include <stdio.h>

#define HEADLINE_LONG 6000

/* Makes the index some MiB long, so that it lies in several frames. */
static void
long_headline(void *ctx, struct index_row *row)
{
	static char text[HEADLINE_LONG + 1];
	size_t *n = ctx;

	memset(text, 'a' + (int)(++*n % 26), HEADLINE_LONG);
	row->headline = slice_of(text, *n * 7 % HEADLINE_LONG);
}

struct setting {
	struct bundle_maker maker;
	struct many many;
	struct opened opened;
	struct article_row row;
};

static void
set_up(struct setting *s, size_t count, bool long_rows)
{
	size_t n = 0;
	struct maker_hooks hooks = {long_headline, NULL, &n};

	bundle_maker_init(&s->maker);
	s->maker.level = 1;
	many_init(&s->many, count);
	bundle_maker_make(
		&s->maker, "demo-2023-07", s->many.rows, count, long_rows ? &hooks : NULL);
	opened_init(&s->opened, bytes_slice(&s->maker.file), &s->maker.trust);
	s->row = ARTICLE_ROW_EMPTY;
}

static void
take_down(struct setting *s)
{
	article_row_release(&s->row);
	opened_release(&s->opened);
	many_release(&s->many);
	bundle_maker_release(&s->maker);
}

static void
finds_all_and_nothing_else(size_t count, bool long_rows)
{
	struct setting s;
	struct err e;

	set_up(&s, count, long_rows);
	for (size_t i = 0; i < count; i += long_rows ? 7 : 1) {
		struct slice id = slice_str(s.many.ids[i]);
		char absent[80];
		bool found;

		assert_rc(RC_OK, article_find(&s.opened.frames, id, &s.row, &found, &e), &e);
		assert_true(found);
		assert_true(slice_equal(s.row.row.id, id));
		assert_int_equal(s.row.row.leaf, i);
		snprintf(absent, sizeof absent, "%s-", s.many.ids[i]);
		assert_rc(RC_OK,
			article_find(&s.opened.frames, slice_str(absent), &s.row, &found, &e), &e);
		assert_false(found);
		assert_rc(RC_OK,
			article_find(
				&s.opened.frames, slice_first(id, id.len - 1), &s.row, &found, &e),
			&e);
		assert_true(!found || slice_is(id, "2023/07/28/bai-1") || id.len > 16);
	}
	take_down(&s);
}

static void
finds_each_of_many_rows(void **state)
{
	(void)state;
	finds_all_and_nothing_else(1, false);
	finds_all_and_nothing_else(2, false);
	finds_all_and_nothing_else(700, false);
}

static void
finds_each_where_rows_are_long_and_frames_many(void **state)
{
	(void)state;
	finds_all_and_nothing_else(600, true);
}

static void
finds_nothing_before_the_first_and_behind_the_last(void **state)
{
	static const char *const ids[] = {
		"", " ", "2", "2023/07/01/", "2023/07/28/zz", "undated/x", "\xff", "id", "\t"};
	struct setting s;
	struct err e;
	bool found;

	(void)state;
	set_up(&s, 100, false);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		assert_rc(RC_OK,
			article_find(&s.opened.frames, slice_str(ids[i]), &s.row, &found, &e), &e);
		assert_false(found);
	}
	take_down(&s);
}

static void
takes_a_part_that_fits_one_only(void **state)
{
	static const struct {
		const char *part, *id, *says;
	} rows[] = {
		{"bai-14", "2023/07/28/bai-14", NULL},
		{"28/bai-0", "2023/07/28/bai-0", NULL},
		{"2023/07/28/bai-0", "2023/07/28/bai-0", NULL},
		/* Given whole it fits, though it is a part of others. */
		{"2023/07/27/bai-1", "2023/07/27/bai-1", NULL},
		{"khong-co", NULL, "no article's id has \"khong-co\" in it"},
		{"bai-2", NULL, "fits 2 articles: "},
		{"", NULL, "fits 21 articles: "},
		{"2023", NULL, " ..."},
	};
	struct setting s;
	struct err e;

	(void)state;
	set_up(&s, 21, false);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		enum rc rc =
			article_find_part(&s.opened.frames, slice_str(rows[i].part), &s.row, &e);

		if (rows[i].id != NULL) {
			assert_rc(RC_OK, rc, &e);
			assert_true(slice_is(s.row.row.id, rows[i].id));
		} else {
			assert_rc(RC_USAGE, rc, &e);
			if (strstr(e.text, rows[i].says) == NULL)
				fail_msg("%s", e.text);
		}
	}
	take_down(&s);
}

static void
walks_through_all_in_order_of_their_ids(void **state)
{
	struct article_walk walk;
	struct bytes last = BYTES_UP_TO(LIMIT_PATH);
	struct setting s;
	size_t n = 0;
	bool got;
	struct err e;

	(void)state;
	set_up(&s, 500, true);
	article_walk_init(&walk, &s.opened.frames);
	for (;;) {
		assert_rc(RC_OK, article_walk_next(&walk, &s.row, &got, &e), &e);
		if (!got)
			break;
		n++;
		assert_true(slice_order(bytes_slice(&last), s.row.row.id) < 0);
		bytes_clear(&last);
		bytes_add(&last, s.row.row.id);
	}
	assert_int_equal(n, 500);
	assert_rc(RC_OK, article_walk_next(&walk, &s.row, &got, &e), &e);
	assert_false(got);
	article_walk_release(&walk);
	bytes_release(&last);
	take_down(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_each_of_many_rows),
		cmocka_unit_test(finds_each_where_rows_are_long_and_frames_many),
		cmocka_unit_test(finds_nothing_before_the_first_and_behind_the_last),
		cmocka_unit_test(takes_a_part_that_fits_one_only),
		cmocka_unit_test(walks_through_all_in_order_of_their_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
