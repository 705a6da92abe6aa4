#include "archiver/gather/intake/digest_set.h"

#include <stdlib.h>

#define KEPT	    (DIGEST_SIZE / 2)
#define FIRST_SLOTS 64

void
digest_set_release(struct digest_set *s)
{
	free(s->slots);
	*s = DIGEST_SET_EMPTY;
}

/* Where it is, or would be. A digest of zeros is as free as it is unlikely. */
static uint8_t *
find(const struct digest_set *s, const uint8_t key[KEPT])
{
	static const uint8_t none[KEPT];
	size_t at;

	memcpy(&at, key, sizeof at);
	for (at &= s->room - 1;; at = (at + 1) & (s->room - 1))
		if (memcmp(s->slots[at], key, KEPT) == 0 || memcmp(s->slots[at], none, KEPT) == 0)
			return s->slots[at];
}

/* At most two of three slots are taken, so that a free one is always found. */
static enum rc
grow(struct digest_set *s, struct err *e)
{
	struct digest_set more = {.room = s->room == 0 ? FIRST_SLOTS : 2 * s->room};
	static const uint8_t none[KEPT];

	if (s->count < s->room / 3 * 2)
		return RC_OK;
	more.slots = calloc(more.room, sizeof *more.slots);
	if (more.slots == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < s->room; i++)
		if (memcmp(s->slots[i], none, KEPT) != 0)
			memcpy(find(&more, s->slots[i]), s->slots[i], KEPT);
	more.count = s->count;
	free(s->slots);
	*s = more;
	return RC_OK;
}

enum rc
digest_set_add(struct digest_set *s, struct slice thing, bool *fresh, struct err *e)
{
	struct digest digest = digest_of(thing);
	enum rc rc = grow(s, e);
	uint8_t *slot;

	*fresh = false;
	if (rc != RC_OK)
		return rc;
	slot = find(s, digest.b);
	if (memcmp(slot, digest.b, KEPT) == 0)
		return RC_OK;
	memcpy(slot, digest.b, KEPT);
	s->count++;
	*fresh = true;
	return RC_OK;
}
