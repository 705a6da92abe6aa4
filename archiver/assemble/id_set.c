#include "archiver/assemble/id_set.h"

#include "format/base/digest.h"

#include <stdlib.h>

void
id_set_release(struct id_set *s)
{
	free(s->places);
	*s = ID_SET_EMPTY;
}

/* Never 0, which stands for a free place. */
static uint64_t
short_hash(struct slice id)
{
	struct digest d = digest_of(id);
	uint64_t v;

	memcpy(&v, d.b, sizeof v);
	return v == 0 ? 1 : v;
}

/* Where the hash stands, or the free place where it would. The table is never full. */
static size_t
place_of(const struct id_set *s, uint64_t hash)
{
	size_t at = (size_t)hash & (s->room - 1);

	while (s->places[at] != 0 && s->places[at] != hash)
		at = (at + 1) & (s->room - 1);
	return at;
}

bool
id_set_has(const struct id_set *s, struct slice id)
{
	uint64_t hash = short_hash(id);

	return s->room > 0 && s->places[place_of(s, hash)] == hash;
}

static enum rc
grow(struct id_set *s, struct err *e)
{
	struct id_set larger = {.room = s->room == 0 ? 1024 : 2 * s->room, .count = s->count};

	larger.places = calloc(larger.room, sizeof *larger.places);
	if (larger.places == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < s->room; i++) {
		if (s->places[i] != 0)
			larger.places[place_of(&larger, s->places[i])] = s->places[i];
	}
	free(s->places);
	*s = larger;
	return RC_OK;
}

enum rc
id_set_add(struct id_set *s, struct slice id, struct err *e)
{
	uint64_t hash = short_hash(id);
	size_t at;

	/* At most five eighths full. */
	if (s->count * 8 >= s->room * 5) {
		enum rc rc = grow(s, e);

		if (rc != RC_OK)
			return rc;
	}
	at = place_of(s, hash);
	if (s->places[at] == 0) {
		s->places[at] = hash;
		s->count++;
	}
	return RC_OK;
}
