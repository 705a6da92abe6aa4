#include "archiver/gather/recognise/entity.h"

#include "archiver/gather/recognise/body.h"
#include "archiver/gather/recognise/date.h"
#include "archiver/gather/recognise/legal.h"
#include "archiver/gather/recognise/passage.h"
#include "archiver/gather/recognise/person.h"
#include "archiver/gather/recognise/place.h"
#include "archiver/gather/recognise/quoted.h"

#include <stdlib.h>

/* What is held while one report is read. */
struct reading {
	struct passage passage;
	struct passage_told told;
	struct person_list people;
	struct date_anchor anchor;
};

static void
read_block(struct reading *r, size_t block)
{
	struct passage *p = &r->passage;

	passage_start(p, block);
	while (passage_next(p)) {
		legal_find(p);
		date_find(p, &r->anchor);
		quoted_find(p);
		/* Where all is in capitals, they tell no name. */
		if (passage_shouts(p))
			continue;
		body_find(p);
		person_find(p, &r->people);
		place_find(p);
	}
}

static bool
is_read(enum story_role role)
{
	return role == STORY_HEADLINE || role == STORY_LEAD || role == STORY_BODY ||
		role == STORY_HEADING || role == STORY_CAPTION || role == STORY_OTHER;
}

void
entity_find(struct story *s, const struct lexicon *lexicon)
{
	struct reading *r;

	if (strcmp(s->language, "vi") != 0)
		return;
	r = malloc(sizeof *r);
	if (r == NULL) {
		s->failed = RC_NOMEM;
		return;
	}
	r->passage.story = s;
	r->passage.lexicon = lexicon;
	r->passage.told = &r->told;
	memset(&r->told, 0, sizeof r->told);
	r->people.count = 0;
	memset(r->people.slots, 0, sizeof r->people.slots);
	r->anchor = date_anchor_of(s);
	for (size_t i = 0; i < s->block_count && s->failed == RC_OK; i++)
		if (is_read(s->blocks[i].role))
			read_block(r, i);
	person_tell(s, &r->people);
	free(r);
}
