#include "archiver/commands/remember.h"

#include "format/bundle/history.h"
#include "format/bundle/rule.h"

#include <inttypes.h>
#include <stdlib.h>

void
remember_open(struct remember *m, struct report *report)
{
	struct err e;
	enum rc rc;

	*m = REMEMBER_EMPTY;
	rc = home_open(&m->home, &e);
	if (rc == RC_OK)
		rc = home_make_memory(&m->home, &e);
	if (rc == RC_OK)
		rc = home_path(&m->home, "seen", &m->folder, &e);
	if (rc == RC_OK)
		return;
	report_note(report, "what is verified now will not be remembered: %s", e.text);
	remember_release(m);
}

void
remember_release(struct remember *m)
{
	free(m->folder);
	home_release(&m->home);
	*m = REMEMBER_EMPTY;
}

/* The memory of one log, open; what was seen has size 0 where nothing was. */
struct seen {
	struct home_memory memory;
	struct bytes text;
	struct checkpoint head;
};

typedef enum rc (*seen_way)(
	const struct home *h, struct slice origin, struct home_memory *m, struct err *e);

static enum rc
seen_read(
	const struct remember *m, struct slice origin, seen_way way, struct seen *s, struct err *e)
{
	enum rc rc;

	*s = (struct seen){.memory = HOME_MEMORY_EMPTY, .text = BYTES_UP_TO(HOME_MEMORY_MAX)};
	rc = way(&m->home, origin, &s->memory, e);
	if (rc == RC_OK)
		rc = home_memory_read(&s->memory, &s->text, e);
	if (rc == RC_OK && s->text.len > 0)
		rc = checkpoint_parse(bytes_slice(&s->text), &s->head, e);
	/* A damaged memory says nothing about the log. */
	if (rc != RC_OK)
		rc = err_within(e, RC_IO, "what was seen of %.*s before", SLICE_FMT(origin));
	return rc;
}

static enum rc
seen_open(const struct remember *m, struct slice origin, struct seen *s, struct err *e)
{
	return seen_read(m, origin, home_seen_open, s, e);
}

static enum rc
seen_find(const struct remember *m, struct slice origin, struct seen *s, struct err *e)
{
	return seen_read(m, origin, home_seen_find, s, e);
}

static void
seen_close(struct seen *s)
{
	home_memory_close(&s->memory);
	bytes_release(&s->text);
}

/* Remembers what is newer and has no fault. */
static enum rc
seen_replace(struct seen *s, const struct checkpoint *head, const struct verdict *v, struct err *e)
{
	struct bytes text = BYTES_UP_TO(HOME_MEMORY_MAX);
	enum rc rc;

	if (v->findings.worst != RC_OK || head->size <= s->head.size)
		return RC_OK;
	checkpoint_write(head, &text);
	rc = bytes_check(&text, "a checkpoint", e);
	if (rc == RC_OK)
		rc = home_memory_replace(&s->memory, bytes_slice(&text), e);
	bytes_release(&text);
	return rc;
}

/* The same log at the same size has the same root, or two stories are told of it. */
static enum rc
compare(const struct checkpoint *seen, const struct checkpoint *now, struct err *e)
{
	if (now->size == 0 || seen->size != now->size || digest_equal(&seen->root, &now->root))
		return RC_OK;
	return rule_broken(e, "HIST-3",
		"a fork: the log of %" PRIu64 " leaves has root %s, and had %s when it was seen "
		"before",
		now->size, digest_text(&now->root).text, digest_text(&seen->root).text);
}

static enum rc
compare_bundle(const struct checkpoint *seen, const struct bundle *b, struct err *e)
{
	enum rc rc = compare(seen, &b->head, e);

	if (rc == RC_OK)
		rc = compare(seen, &b->previous, e);
	if (rc == RC_OK && seen->size > b->previous.size && seen->size < b->head.size)
		rc = rule_broken(e, "HIST-3",
			"a fork: a bundle ended at leaf %" PRIu64
			" when it was seen before, this one holds %" PRIu64 " to %" PRIu64,
			seen->size, b->previous.size, b->head.size - 1);
	return rc;
}

enum rc
remember_find(struct remember *m, struct err *e)
{
	bool found;
	enum rc rc;

	*m = REMEMBER_EMPTY;
	rc = home_find(&m->home, &found, e);
	if (rc == RC_OK && found)
		rc = home_path(&m->home, "seen", &m->folder, e);
	return rc;
}

enum rc
remember_hold(const struct remember *m, const struct bundle *b, struct err *e)
{
	struct seen s;
	enum rc rc;

	if (m->folder == NULL || !b->believed)
		return RC_OK;
	rc = seen_find(m, b->head.origin, &s, e);
	if (rc == RC_OK)
		rc = compare_bundle(&s.head, b, e);
	seen_close(&s);
	return rc;
}

void
remember_bundle(const struct remember *m, const struct bundle *b, struct verdict *v)
{
	struct seen s;
	struct err e;
	enum rc rc;

	if (m->folder == NULL || !b->believed)
		return;
	rc = seen_open(m, b->head.origin, &s, &e);
	if (rc == RC_OK)
		rc = compare_bundle(&s.head, b, &e);
	/* Nothing links what was seen to a bundle that begins behind it: it is kept. */
	if (rc == RC_OK && (s.head.size == 0 || b->previous.size <= s.head.size))
		rc = seen_replace(&s, &b->head, v, &e);
	if (rc != RC_OK)
		verdict_add(v, &e);
	seen_close(&s);
}

void
remember_head(const struct remember *m, const struct checkpoint *head, struct verdict *v)
{
	struct seen s;
	struct err e;
	enum rc rc;

	if (m->folder == NULL)
		return;
	rc = seen_find(m, head->origin, &s, &e);
	if (rc == RC_OK)
		rc = compare(&s.head, head, &e);
	if (rc != RC_OK)
		verdict_add(v, &e);
	seen_close(&s);
}

void
remember_history(
	const struct remember *m, const struct bundle_head *heads, size_t n, struct verdict *v)
{
	struct checkpoint last;
	struct seen s;
	struct err e;
	enum rc rc;

	if (m->folder == NULL || n == 0)
		return;
	last = (struct checkpoint){
		slice_str(heads[n - 1].origin), heads[n - 1].size, heads[n - 1].root};
	rc = seen_open(m, last.origin, &s, &e);
	if (rc == RC_OK && s.head.size > 0)
		history_compare(&s.head, heads, n, &v->findings);
	if (rc == RC_OK)
		rc = seen_replace(&s, &last, v, &e);
	if (rc != RC_OK)
		verdict_add(v, &e);
	seen_close(&s);
}
