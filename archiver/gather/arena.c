#include "archiver/gather/arena.h"

#include <stdalign.h>
#include <stdlib.h>

#define CHUNK_SIZE ((size_t)64 * 1024)

struct arena_chunk {
	struct arena_chunk *older;
	size_t size, used;
	alignas(max_align_t) uint8_t room[];
};

static void
free_chunks(struct arena_chunk *c)
{
	while (c != NULL) {
		struct arena_chunk *older = c->older;

		free(c);
		c = older;
	}
}

void
arena_release(struct arena *a)
{
	free_chunks(a->chunk);
	*a = ARENA_UP_TO(a->max);
}

/* What is kept is of the common size, so that one large article does not cost memory for good. */
void
arena_clear(struct arena *a)
{
	struct arena_chunk *keep = NULL, *c;

	while ((c = a->chunk) != NULL) {
		a->chunk = c->older;
		if (keep == NULL && c->size == CHUNK_SIZE)
			keep = c;
		else
			free(c);
	}
	*a = ARENA_UP_TO(a->max);
	if (keep != NULL) {
		keep->older = NULL;
		keep->used = 0;
		a->chunk = keep;
	}
}

static struct arena_chunk *
chunk_for(struct arena *a, size_t n)
{
	size_t size = n > CHUNK_SIZE ? n : CHUNK_SIZE;
	struct arena_chunk *c = a->chunk;

	if (c != NULL && n <= c->size - c->used)
		return c;
	c = malloc(sizeof *c + size);
	if (c == NULL)
		return NULL;
	*c = (struct arena_chunk){.older = a->chunk, .size = size};
	a->chunk = c;
	return c;
}

void *
arena_take(struct arena *a, size_t n)
{
	const size_t align = alignof(max_align_t);
	struct arena_chunk *c;
	void *at;

	if (a->failed != RC_OK)
		return NULL;
	if (n > a->max - a->taken || a->max - a->taken - n < align) {
		a->failed = RC_LIMIT;
		return NULL;
	}
	n = (n + align - 1) / align * align;
	c = chunk_for(a, n);
	if (c == NULL) {
		a->failed = RC_NOMEM;
		return NULL;
	}
	at = c->room + c->used;
	c->used += n;
	a->taken += n;
	return at;
}

struct slice
arena_copy(struct arena *a, struct slice s)
{
	void *at = arena_take(a, s.len);

	if (at == NULL || s.len == 0)
		return SLICE_EMPTY;
	memcpy(at, s.p, s.len);
	return slice_of(at, s.len);
}

enum rc
arena_check(const struct arena *a, const char *what, struct err *e)
{
	if (a->failed == RC_LIMIT)
		return err_set(e, RC_LIMIT, "%s: more than %zu bytes", what, a->max);
	return a->failed == RC_OK ? RC_OK : err_nomem(e);
}
