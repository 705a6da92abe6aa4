#include "archiver/gather/recognise/recognise.h"

#include "archiver/gather/recognise/agency.h"
#include "archiver/gather/recognise/byline.h"
#include "archiver/gather/recognise/caption.h"
#include "archiver/gather/recognise/dateline.h"
#include "archiver/gather/recognise/entity.h"
#include "archiver/gather/recognise/language.h"
#include "archiver/gather/recognise/moment.h"
#include "archiver/gather/recognise/structure.h"

void
recognise_name(struct story *s, int zone)
{
	if ((s->told & STORY_TOLD_BODY) == 0)
		structure_unwrap(s);
	if ((s->told & STORY_TOLD_MOMENT) == 0)
		moment_find(s, zone);
	if ((s->told & STORY_TOLD_HEADLINE) == 0)
		structure_headline(s);
	if ((s->told & STORY_TOLD_MOMENT) == 0 && !s->dated)
		dateline_find(s, zone);
}

void
recognise_text(struct story *s, int zone, const struct lexicon *lexicon,
	const struct caption_houses *houses)
{
	recognise_name(s, zone);
	if ((s->told & STORY_TOLD_BYLINE) == 0)
		byline_find(s, lexicon);
	agency_find(s, lexicon);
	language_find(s);
	if ((s->told & STORY_TOLD_CAPTIONS) == 0)
		caption_find(s, houses);
	if ((s->told & STORY_TOLD_BODY) == 0)
		structure_body(s);
}

void
recognise_rest(struct story *s, const struct lexicon *lexicon)
{
	entity_find(s, lexicon);
}

void
recognise_all(struct story *s, int zone, const struct lexicon *lexicon,
	const struct caption_houses *houses)
{
	recognise_text(s, zone, lexicon, houses);
	recognise_rest(s, lexicon);
}
