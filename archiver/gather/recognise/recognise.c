#include "archiver/gather/recognise/recognise.h"

#include "archiver/gather/recognise/agency.h"
#include "archiver/gather/recognise/byline.h"
#include "archiver/gather/recognise/caption.h"
#include "archiver/gather/recognise/entity.h"
#include "archiver/gather/recognise/language.h"
#include "archiver/gather/recognise/moment.h"
#include "archiver/gather/recognise/structure.h"

void
recognise_name(struct story *s, int zone)
{
	if (s->marked)
		return;
	structure_unwrap(s);
	moment_find(s, zone);
	structure_headline(s);
}

void
recognise_all(struct story *s, int zone, const struct lexicon *lexicon)
{
	recognise_name(s, zone);
	if (!s->marked)
		byline_find(s);
	agency_find(s);
	if (!s->marked) {
		caption_find(s);
		structure_body(s);
	}
	language_find(s);
	entity_find(s, lexicon);
}
