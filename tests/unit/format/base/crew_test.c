#include "support/test.h"

#include "format/base/crew.h"

#include <sched.h>

/* Numbers go in, are squared by many hands, and come out in order into a second line. */
struct run {
	struct crew *crew;
	uint64_t next, until, out;
	uint64_t fail_take, fail_work, fail_give;
	uint64_t sum;
	bool ended, order_broken;
};

struct item {
	uint64_t n, square;
};

static enum rc
take(void *ctx, void *slot, bool *more, struct err *e)
{
	struct run *r = ctx;
	struct item *it = slot;

	if (r->next == r->fail_take)
		return err_set(e, RC_IO, "take failed");
	*more = r->next < r->until;
	it->n = r->next++;
	return RC_OK;
}

static enum rc
work(void *ctx, void *slot, unsigned hand, struct err *e)
{
	struct run *r = ctx;
	struct item *it = slot;

	(void)hand;
	for (uint64_t i = it->n % 7; i > 0; i--)
		sched_yield();
	if (it->n == r->fail_work)
		return err_set(e, RC_BAD, "work failed");
	it->square = it->n * it->n;
	return RC_OK;
}

static enum rc
give(void *ctx, void *slot, struct err *e)
{
	struct run *r = ctx;
	struct item *it = slot;

	if (it->n == r->fail_give)
		return err_set(e, RC_LIMIT, "give failed");
	if (it->n != r->out++ || it->square != it->n * it->n)
		r->order_broken = true;
	r->sum += it->square;
	return RC_OK;
}

static enum rc
end(void *ctx, struct err *e)
{
	struct run *r = ctx;

	(void)e;
	r->ended = true;
	return RC_OK;
}

/* Each item of the first line becomes three of the second. */
static enum rc
give_three(void *ctx, void *slot, struct err *e)
{
	struct run *r = ctx;
	const struct item *it = slot;

	for (uint64_t i = 0; i < 3; i++) {
		struct item *next = crew_claim(r->crew, 1);

		if (next == NULL)
			return err_set(e, RC_IO, "claim failed");
		next->n = it->n * 3 + i;
		crew_submit(r->crew, 1, next);
	}
	return RC_OK;
}

static void
keeps_the_order_with_any_number_of_hands(void **state)
{
	(void)state;
	for (unsigned hands = 1; hands <= 9; hands++) {
		struct run r = {.until = 500,
			.fail_take = UINT64_MAX,
			.fail_work = UINT64_MAX,
			.fail_give = UINT64_MAX};
		struct item slots[5];
		struct crew_line line = {take, work, give, end, &r, slots, 5, sizeof *slots};
		struct err e;

		assert_rc(RC_OK, crew_run(&line, 1, hands, NULL, &e), &e);
		assert_false(r.order_broken);
		assert_true(r.ended);
		assert_int_equal(r.out, 500);
	}
}

static void
feeds_a_second_line_even_with_one_hand_and_one_slot(void **state)
{
	(void)state;
	for (unsigned hands = 1; hands <= 5; hands += 2) {
		struct run r = {.until = 100,
			.fail_take = UINT64_MAX,
			.fail_work = UINT64_MAX,
			.fail_give = UINT64_MAX};
		struct item first[3], second[1];
		struct crew_line lines[] = {
			{take, work, give_three, NULL, &r, first, 3, sizeof *first},
			{NULL, work, give, end, &r, second, 1, sizeof *second},
		};
		struct err e;

		assert_rc(RC_OK, crew_run(lines, 2, hands, &r.crew, &e), &e);
		assert_false(r.order_broken);
		assert_true(r.ended);
		assert_int_equal(r.out, 300);
	}
}

static void
stops_at_the_first_failure_and_returns_it(void **state)
{
	static const struct {
		const char *where;
		uint64_t take, work, give;
		enum rc rc;
	} rows[] = {
		{"take failed", 40, UINT64_MAX, UINT64_MAX, RC_IO},
		{"work failed", UINT64_MAX, 41, UINT64_MAX, RC_BAD},
		{"give failed", UINT64_MAX, UINT64_MAX, 42, RC_LIMIT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (unsigned hands = 1; hands <= 4; hands++) {
			struct run r = {.until = 5000,
				.fail_take = rows[i].take,
				.fail_work = rows[i].work,
				.fail_give = rows[i].give};
			struct item first[3], second[2];
			struct crew_line lines[] = {
				{take, work, give_three, NULL, &r, first, 3, sizeof *first},
				{NULL, work, give, end, &r, second, 2, sizeof *second},
			};
			struct err e;

			assert_rc(rows[i].rc, crew_run(lines, 2, hands, &r.crew, &e), &e);
			assert_string_equal(e.text, rows[i].where);
			assert_false(r.ended);
		}
	}
}

static void
ends_where_nothing_was_taken(void **state)
{
	struct run r = {.until = 0,
		.fail_take = UINT64_MAX,
		.fail_work = UINT64_MAX,
		.fail_give = UINT64_MAX};
	struct item slots[2];
	struct crew_line line = {take, work, give, end, &r, slots, 2, sizeof *slots};
	struct err e;

	(void)state;
	assert_rc(RC_OK, crew_run(&line, 1, 3, NULL, &e), &e);
	assert_true(r.ended);
	assert_int_equal(r.out, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_order_with_any_number_of_hands),
		cmocka_unit_test(feeds_a_second_line_even_with_one_hand_and_one_slot),
		cmocka_unit_test(stops_at_the_first_failure_and_returns_it),
		cmocka_unit_test(ends_where_nothing_was_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
