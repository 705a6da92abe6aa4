#include "format/base/sorter.h"

#include "format/base/cursor.h"

#include <stdlib.h>

/*
 * In memory and in the spool a record is its length in four bytes and its
 * bytes. `at` lists where each record of the piece at hand begins.
 */
#define PREFIX 4

/* How much of each piece is in memory while pieces are merged, at the least. */
#define WINDOW (64 * 1024)

struct piece {
	uint64_t next, end; /* in the spool: what has not been read yet */
	struct bytes window;
	size_t at; /* of the current record in the window */
	bool empty;
};

struct sorter {
	struct bytes piece; /* records being gathered */
	struct bytes at;    /* uint32_t offsets into it */
	struct spool spool;
	struct piece *pieces;
	size_t count;
	size_t *heap; /* numbers of pieces, the least current record first */
	size_t heaped;
	size_t shown; /* in memory only: how many records have been given out */
	bool merging, taken;
};

enum rc
sorter_new(int folder, struct sorter **out, struct err *e)
{
	struct sorter *s = calloc(1, sizeof *s);

	*out = s;
	if (s == NULL)
		return err_nomem(e);
	s->piece = BYTES_UP_TO(SORTER_PIECE + PREFIX + SORTER_RECORD_MAX);
	s->at = BYTES_UP_TO(SORTER_PIECE);
	s->spool = SPOOL_IN(folder);
	return RC_OK;
}

void
sorter_free(struct sorter *s)
{
	if (s == NULL)
		return;
	bytes_release(&s->piece);
	bytes_release(&s->at);
	spool_release(&s->spool);
	for (size_t i = 0; i < s->count; i++)
		bytes_release(&s->pieces[i].window);
	free(s->pieces);
	free(s->heap);
	free(s);
}

static struct slice
record_at(const struct bytes *hold, size_t at)
{
	struct cursor c = cursor_over(slice_from(bytes_slice(hold), at));

	return cursor_take(&c, cursor_u32le(&c));
}

static size_t
offset_of(const struct sorter *s, size_t i)
{
	uint32_t v;

	memcpy(&v, s->at.p + i * sizeof v, sizeof v);
	return v;
}

/* qsort_r may not be stable, so records that are equal are ordered by their place. */
static int
by_bytes(const void *a, const void *b, void *ctx)
{
	const struct bytes *hold = ctx;
	uint32_t left, right;
	int order;

	memcpy(&left, a, sizeof left);
	memcpy(&right, b, sizeof right);
	order = slice_order(record_at(hold, left), record_at(hold, right));
	return order != 0 ? order : (left > right) - (left < right);
}

static void
sort_piece(struct sorter *s)
{
	if (s->at.len > 0)
		qsort_r(s->at.p, s->at.len / sizeof(uint32_t), sizeof(uint32_t), by_bytes,
			&s->piece);
}

static enum rc
set_piece_aside(struct sorter *s, struct err *e)
{
	struct piece *pieces = realloc(s->pieces, (s->count + 1) * sizeof *pieces);
	enum rc rc;

	if (pieces == NULL)
		return err_nomem(e);
	s->pieces = pieces;
	pieces[s->count] = (struct piece){.next = spool_size(&s->spool),
		.window = BYTES_UP_TO(WINDOW + PREFIX + SORTER_RECORD_MAX)};
	sort_piece(s);
	for (size_t i = 0; i < s->at.len / sizeof(uint32_t); i++) {
		struct slice r = record_at(&s->piece, offset_of(s, i));

		rc = spool_add(&s->spool, slice_of(r.p - PREFIX, r.len + PREFIX), e);
		if (rc != RC_OK)
			return rc;
	}
	pieces[s->count++].end = spool_size(&s->spool);
	bytes_clear(&s->piece);
	bytes_clear(&s->at);
	return RC_OK;
}

enum rc
sorter_add(struct sorter *s, struct slice record, struct err *e)
{
	uint32_t at;
	enum rc rc;

	if (record.len > SORTER_RECORD_MAX)
		return err_set(e, RC_LIMIT, "a record of %zu bytes, at most %d", record.len,
			SORTER_RECORD_MAX);
	if (s->piece.len >= SORTER_PIECE || s->at.len >= SORTER_PIECE - sizeof(uint32_t)) {
		rc = set_piece_aside(s, e);
		if (rc != RC_OK)
			return rc;
	}
	/* Below SORTER_PIECE and a record more: it fits. */
	at = (uint32_t)s->piece.len;
	bytes_add(&s->at, slice_of(&at, sizeof at));
	bytes_u32le(&s->piece, (uint32_t)record.len);
	bytes_add(&s->piece, record);
	rc = bytes_check(&s->at, "sorter", e);
	return rc != RC_OK ? rc : bytes_check(&s->piece, "sorter", e);
}

static struct slice
current(const struct piece *p)
{
	return record_at(&p->window, p->at);
}

/* Makes sure that a whole record stands at p->at, or marks the piece empty. */
static enum rc
fill(struct sorter *s, struct piece *p, struct err *e)
{
	size_t left = p->window.len - p->at, n;
	uint8_t *to;
	enum rc rc;

	if (left >= PREFIX && left >= PREFIX + current(p).len && current(p).p != NULL)
		return RC_OK;
	if (p->next == p->end && left == 0) {
		p->empty = true;
		return RC_OK;
	}
	if (left > 0)
		memmove(p->window.p, p->window.p + p->at, left);
	bytes_cut(&p->window, left);
	p->at = 0;
	n = p->window.max - left;
	if (n > p->end - p->next)
		n = (size_t)(p->end - p->next);
	if (n > WINDOW && left < PREFIX)
		n = WINDOW;
	to = bytes_room(&p->window, n);
	if (to == NULL)
		return err_nomem(e);
	rc = spool_read(&s->spool, p->next, to, n, e);
	p->next += n;
	return rc != RC_OK ? rc : fill(s, p, e);
}

/* By record, then by piece: pieces stand in the order in which records came. */
static bool
before(const struct sorter *s, size_t a, size_t b)
{
	int order = slice_order(current(&s->pieces[a]), current(&s->pieces[b]));

	return order != 0 ? order < 0 : a < b;
}

static void
sift_down(struct sorter *s, size_t i)
{
	for (;;) {
		size_t least = i, left = 2 * i + 1, right = left + 1, other;

		if (left < s->heaped && before(s, s->heap[left], s->heap[least]))
			least = left;
		if (right < s->heaped && before(s, s->heap[right], s->heap[least]))
			least = right;
		if (least == i)
			return;
		other = s->heap[i];
		s->heap[i] = s->heap[least];
		s->heap[least] = other;
		i = least;
	}
}

static enum rc
start_merging(struct sorter *s, struct err *e)
{
	enum rc rc = set_piece_aside(s, e);

	if (rc != RC_OK)
		return rc;
	bytes_release(&s->piece);
	bytes_release(&s->at);
	s->heap = calloc(s->count, sizeof *s->heap);
	if (s->heap == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < s->count; i++) {
		rc = fill(s, &s->pieces[i], e);
		if (rc != RC_OK)
			return rc;
		if (!s->pieces[i].empty)
			s->heap[s->heaped++] = i;
	}
	for (size_t i = s->heaped; i > 0; i--)
		sift_down(s, i - 1);
	return RC_OK;
}

static enum rc
pass_the_first(struct sorter *s, struct err *e)
{
	struct piece *p = &s->pieces[s->heap[0]];
	enum rc rc;

	p->at += PREFIX + current(p).len;
	rc = fill(s, p, e);
	if (rc != RC_OK)
		return rc;
	if (p->empty) {
		bytes_release(&p->window);
		s->heap[0] = s->heap[--s->heaped];
	}
	sift_down(s, 0);
	return RC_OK;
}

static enum rc
next_merged(struct sorter *s, struct slice *record, bool *got, struct err *e)
{
	enum rc rc = RC_OK;

	if (!s->merging) {
		s->merging = true;
		rc = start_merging(s, e);
	} else if (s->taken) {
		rc = pass_the_first(s, e);
	}
	if (rc != RC_OK)
		return rc;
	s->taken = *got = s->heaped > 0;
	if (*got)
		*record = current(&s->pieces[s->heap[0]]);
	return RC_OK;
}

enum rc
sorter_next(struct sorter *s, struct slice *record, bool *got, struct err *e)
{
	*record = SLICE_EMPTY;
	*got = false;
	if (s->count > 0)
		return next_merged(s, record, got, e);
	if (!s->merging) {
		s->merging = true;
		sort_piece(s);
	}
	if (s->shown == s->at.len / sizeof(uint32_t))
		return RC_OK;
	*record = record_at(&s->piece, offset_of(s, s->shown++));
	*got = true;
	return RC_OK;
}
