#include "format/bundle/index_sum.h"

#include "format/bundle/payload_path.h"
#include "support/test.h"

static struct index_row
row_of(uint64_t leaf)
{
	return (struct index_row){.id = SLICE("2023/07/28/x"),
		.leaf = leaf,
		.runs = {{leaf * 1024, 512}, {leaf * 4096, 2048}},
		.captions = 2};
}

static void
comes_to_nothing_where_both_say_the_same_in_any_order(void **state)
{
	struct digest seed = digest_of(slice_str("seed"));
	struct index_sum sum = {{0}};
	struct slice head = slice_str("head");

	(void)state;
	assert_true(index_sum_is_nothing(&sum));
	for (uint64_t i = 0; i < 100; i++) {
		struct index_row row = row_of(i);

		index_sum_text(&sum, INDEX_SUM_ADD, &seed, &row, head);
		index_sum_media(&sum, INDEX_SUM_ADD, &seed, i, &row.runs[LANE_MEDIA]);
		assert_false(index_sum_is_nothing(&sum));
	}
	for (uint64_t i = 100; i-- > 0;) {
		struct index_row row = row_of(i);

		index_sum_media(&sum, INDEX_SUM_TAKE, &seed, i, &row.runs[LANE_MEDIA]);
		index_sum_text(&sum, INDEX_SUM_TAKE, &seed, &row, head);
	}
	assert_true(index_sum_is_nothing(&sum));
}

static void
differs_with_every_fact(void **state)
{
	struct digest seed = digest_of(slice_str("seed")), other = digest_of(slice_str("other"));
	struct index_row same = row_of(5), rows[6];
	struct index_sum sum;

	(void)state;
	for (size_t i = 0; i < 6; i++)
		rows[i] = same;
	rows[0].id = slice_str("2023/07/28/y");
	rows[1].leaf++;
	rows[2].runs[LANE_TEXT].offset++;
	rows[3].runs[LANE_TEXT].length++;
	rows[4].captions++;
	for (size_t i = 0; i < 6; i++) {
		sum = (struct index_sum){{0}};
		index_sum_text(&sum, INDEX_SUM_ADD, &seed, &same, slice_str("head"));
		index_sum_text(
			&sum, INDEX_SUM_TAKE, &seed, &rows[i], slice_str(i == 5 ? "heaf" : "head"));
		assert_false(index_sum_is_nothing(&sum));
	}
	sum = (struct index_sum){{0}};
	index_sum_text(&sum, INDEX_SUM_ADD, &seed, &same, SLICE_EMPTY);
	index_sum_text(&sum, INDEX_SUM_TAKE, &other, &same, SLICE_EMPTY);
	assert_false(index_sum_is_nothing(&sum));
	sum = (struct index_sum){{0}};
	index_sum_media(&sum, INDEX_SUM_ADD, &seed, 5, &(struct index_run){1, 2});
	index_sum_media(&sum, INDEX_SUM_TAKE, &seed, 5, &(struct index_run){1, 3});
	assert_false(index_sum_is_nothing(&sum));
}

static void
does_not_let_a_fact_cancel_itself(void **state)
{
	struct digest seed = digest_of(slice_str("seed"));
	struct index_row row = row_of(1);
	struct index_sum sum = {{0}};

	(void)state;
	index_sum_text(&sum, INDEX_SUM_ADD, &seed, &row, SLICE_EMPTY);
	index_sum_text(&sum, INDEX_SUM_ADD, &seed, &row, SLICE_EMPTY);
	assert_false(index_sum_is_nothing(&sum));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_to_nothing_where_both_say_the_same_in_any_order),
		cmocka_unit_test(differs_with_every_fact),
		cmocka_unit_test(does_not_let_a_fact_cancel_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
