#include "format/base/crew.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#define LINES_MAX 4

enum stage { SLOT_FREE, SLOT_FILLING, SLOT_READY, SLOT_WORKING, SLOT_DONE };

/*
 * Items are numbered as they enter; number n lies in slot n % count. Those in
 * [given, entered) are on the line, and those in [given, started) have been
 * picked up by a hand.
 */
struct ring {
	const struct crew_line *line;
	enum stage *stage;
	uint64_t given, started, entered;
	bool taking, giving, ending;
	bool dry;   /* nothing more will enter */
	bool ended; /* and `end` has been called */
};

struct crew {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct ring rings[LINES_MAX];
	size_t count;
	enum rc rc; /* the first failure */
	struct err err;
	unsigned next_hand;
};

static void *
slot_at(const struct ring *r, uint64_t number)
{
	return (uint8_t *)r->line->slots + number % r->line->count * r->line->size;
}

static enum stage *
stage_at(const struct ring *r, uint64_t number)
{
	return &r->stage[number % r->line->count];
}

/* Takes the lock again after a call outside it, and keeps the first failure. */
static void
come_back(struct crew *c, enum rc rc, const struct err *e)
{
	pthread_mutex_lock(&c->lock);
	if (rc != RC_OK && c->rc == RC_OK) {
		c->rc = rc;
		c->err = *e;
	}
	pthread_cond_broadcast(&c->changed);
}

static void
do_give(struct crew *c, struct ring *r)
{
	void *slot = slot_at(r, r->given);
	struct err e;
	enum rc rc;

	r->giving = true;
	pthread_mutex_unlock(&c->lock);
	rc = r->line->give(r->line->ctx, slot, &e);
	come_back(c, rc, &e);
	r->giving = false;
	*stage_at(r, r->given) = SLOT_FREE;
	r->given++;
}

static void
do_work(struct crew *c, struct ring *r, unsigned hand)
{
	uint64_t number = r->started++;
	struct err e;
	enum rc rc;

	*stage_at(r, number) = SLOT_WORKING;
	pthread_mutex_unlock(&c->lock);
	rc = r->line->work(r->line->ctx, slot_at(r, number), hand, &e);
	come_back(c, rc, &e);
	*stage_at(r, number) = SLOT_DONE;
}

static void
do_take(struct crew *c, struct ring *r)
{
	bool more = false;
	struct err e;
	enum rc rc;

	r->taking = true;
	pthread_mutex_unlock(&c->lock);
	rc = r->line->take(r->line->ctx, slot_at(r, r->entered), &more, &e);
	come_back(c, rc, &e);
	r->taking = false;
	if (rc != RC_OK || !more) {
		r->dry = true;
		return;
	}
	*stage_at(r, r->entered) = SLOT_READY;
	r->entered++;
}

/* The line is empty for good: its end, and then the next line is fed no more. */
static void
do_end(struct crew *c, struct ring *r)
{
	enum rc rc = RC_OK;
	struct err e;

	r->ending = true;
	pthread_mutex_unlock(&c->lock);
	if (r->line->end != NULL)
		rc = r->line->end(r->line->ctx, &e);
	come_back(c, rc, &e);
	r->ended = true;
	if (r + 1 < c->rings + c->count)
		r[1].dry = true;
}

/* One step on this line, if there is one to take. Called and returns with the lock held. */
static bool
step(struct crew *c, struct ring *r, unsigned hand)
{
	if (r->given < r->entered && !r->giving && *stage_at(r, r->given) == SLOT_DONE)
		do_give(c, r);
	else if (r->started < r->entered && *stage_at(r, r->started) == SLOT_READY)
		do_work(c, r, hand);
	else if (r->line->take != NULL && !r->dry && !r->taking &&
		r->entered - r->given < r->line->count)
		do_take(c, r);
	else if (r->dry && !r->taking && r->given == r->entered && !r->giving && !r->ending)
		do_end(c, r);
	else
		return false;
	return true;
}

/* Later lines first: what is nearly done makes room for what comes. */
static bool
step_anywhere(struct crew *c, unsigned hand)
{
	for (size_t i = c->count; i > 0; i--) {
		if (step(c, &c->rings[i - 1], hand))
			return true;
	}
	return false;
}

static _Thread_local unsigned this_hand;

static void *
lend_a_hand(void *arg)
{
	struct crew *c = arg;

	pthread_mutex_lock(&c->lock);
	this_hand = c->next_hand++;
	while (c->rc == RC_OK && !c->rings[c->count - 1].ended) {
		if (!step_anywhere(c, this_hand))
			pthread_cond_wait(&c->changed, &c->lock);
	}
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

void *
crew_claim(struct crew *c, size_t line)
{
	struct ring *r = &c->rings[line];
	void *slot = NULL;

	pthread_mutex_lock(&c->lock);
	while (c->rc == RC_OK && r->entered - r->given >= r->line->count) {
		if (!step(c, r, this_hand))
			pthread_cond_wait(&c->changed, &c->lock);
	}
	if (c->rc == RC_OK) {
		*stage_at(r, r->entered) = SLOT_FILLING;
		slot = slot_at(r, r->entered);
		r->entered++;
	}
	pthread_mutex_unlock(&c->lock);
	return slot;
}

void
crew_submit(struct crew *c, size_t line, void *slot)
{
	struct ring *r = &c->rings[line];
	size_t at = (size_t)((uint8_t *)slot - (uint8_t *)r->line->slots) / r->line->size;

	pthread_mutex_lock(&c->lock);
	r->stage[at] = SLOT_READY;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
}

static enum rc
set_up(struct crew *c, const struct crew_line *lines, size_t count, struct err *e)
{
	c->count = count;
	for (size_t i = 0; i < count; i++) {
		c->rings[i] = (struct ring){.line = &lines[i]};
		c->rings[i].stage = calloc(lines[i].count, sizeof(enum stage));
		if (c->rings[i].stage == NULL)
			return err_nomem(e);
	}
	return RC_OK;
}

static void
take_down(struct crew *c)
{
	for (size_t i = 0; i < c->count; i++)
		free(c->rings[i].stage);
	pthread_cond_destroy(&c->changed);
	pthread_mutex_destroy(&c->lock);
}

enum rc
crew_run(const struct crew_line *lines, size_t count, unsigned hands, struct crew **crew,
	struct err *e)
{
	pthread_t threads[CREW_HANDS_MAX];
	struct crew c = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
	unsigned started = 0;
	enum rc rc;

	if (count == 0 || count > LINES_MAX || hands == 0 || hands > CREW_HANDS_MAX)
		return err_set(e, RC_USAGE, "%zu lines and %u hands: at most %d and %d", count,
			hands, LINES_MAX, CREW_HANDS_MAX);
	rc = set_up(&c, lines, count, e);
	if (rc != RC_OK)
		goto out;
	if (crew != NULL)
		*crew = &c;
	while (started + 1 < hands && pthread_create(&threads[started], NULL, lend_a_hand, &c) == 0)
		started++;
	lend_a_hand(&c);
	for (unsigned i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	rc = c.rc;
	if (rc != RC_OK)
		*e = c.err;
out:
	take_down(&c);
	return rc;
}
