#include "archiver/gather/recognise/moment.h"

#include "archiver/gather/recognise/dateline.h"
#include "archiver/gather/recognise/moment_parse.h"

/* Stamps are looked for in so many blocks from the top, and from the end. */
#define TOP_BLOCKS 8
#define END_BLOCKS 3

static void
write_offset(struct bytes *out, int minutes)
{
	int size = minutes < 0 ? -minutes : minutes;

	bytes_fmt(out, "%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

void
moment_tell(
	struct story *s, size_t block, struct slice at, const struct moment *m, const char *rule)
{
	struct bytes normal = BYTES_UP_TO(64), assumed = BYTES_UP_TO(64);

	civil_write(&m->when, &normal);
	if (!m->timed)
		bytes_str(&assumed, "time 00:00:00");
	if (!m->zoned) {
		bytes_str(&assumed, assumed.len > 0 ? ", time zone " : "time zone ");
		write_offset(&assumed, m->when.offset);
	}
	if (normal.failed == RC_NOMEM || assumed.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	story_add_finding(s,
		&(struct story_finding){.field = m->updated ? "updated" : "published",
			.value = at,
			.normalised = arena_copy(&s->made, bytes_slice(&normal)),
			.at = at,
			.block = block,
			.rule = rule,
			.percent = m->percent,
			.assumed = arena_copy(&s->made, bytes_slice(&assumed))});
	bytes_release(&normal);
	bytes_release(&assumed);
}

/* A stamp, or a line of a place and a day. */
static bool
read_line(struct story *s, size_t block, int zone, struct moment *m)
{
	struct slice text = story_block_text(s, block), place = SLICE_EMPTY;
	const char *rule = "place and day";

	if (moment_parse(text, m))
		rule = m->timed ? "stamp line" : "stamp line without a time";
	else if (!dateline_line(text, &place, m))
		return false;
	if (!m->zoned)
		m->when.offset = zone;
	if (block >= TOP_BLOCKS)
		m->percent = m->percent * 4 / 5;
	moment_tell(s, block, text, m, rule);
	if (place.len > 0)
		story_add_finding(s,
			&(struct story_finding){.field = "located",
				.value = place,
				.at = place,
				.block = block,
				.rule = rule,
				.percent = m->percent});
	return true;
}

static unsigned
told_percent(const struct story *s)
{
	for (size_t i = 0; i < s->finding_count; i++)
		if (strcmp(s->findings[i].field, "published") == 0)
			return s->findings[i].percent;
	return 0;
}

void
moment_find(struct story *s, int zone)
{
	unsigned best = s->dated ? 2 * told_percent(s) : 0;

	for (size_t i = 0; i < s->block_count; i++) {
		struct moment m;
		unsigned worth;

		if (i == TOP_BLOCKS && s->block_count > TOP_BLOCKS + END_BLOCKS)
			i = s->block_count - END_BLOCKS;
		if (!read_line(s, i, zone, &m))
			continue;
		s->blocks[i].role = STORY_MOMENT;
		s->blocks[i].percent = (uint8_t)m.percent;
		worth = 2 * m.percent + m.timed - (m.updated ? 100 : 0);
		if (worth > best) {
			best = worth;
			s->published = m.when;
			s->dated = true;
		}
	}
}
