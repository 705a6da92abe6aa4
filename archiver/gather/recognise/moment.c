#include "archiver/gather/recognise/moment.h"

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

static void
tell(struct story *s, size_t block, const struct moment *m)
{
	struct bytes normal = BYTES_UP_TO(64), assumed = BYTES_UP_TO(64);
	struct slice text = story_block_text(s, block);

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
			.value = text,
			.normalised = arena_copy(&s->made, bytes_slice(&normal)),
			.at = text,
			.block = block,
			.rule = m->timed ? "stamp line" : "stamp line without a time",
			.percent = m->percent,
			.assumed = arena_copy(&s->made, bytes_slice(&assumed))});
	bytes_release(&normal);
	bytes_release(&assumed);
}

void
moment_find(struct story *s, int zone)
{
	unsigned best = 0;

	for (size_t i = 0; i < s->block_count; i++) {
		struct moment m;
		unsigned worth;

		if (i == TOP_BLOCKS && s->block_count > TOP_BLOCKS + END_BLOCKS)
			i = s->block_count - END_BLOCKS;
		if (!moment_parse(story_block_text(s, i), &m))
			continue;
		if (!m.zoned)
			m.when.offset = zone;
		if (i >= TOP_BLOCKS)
			m.percent = m.percent * 4 / 5;
		s->blocks[i].role = STORY_MOMENT;
		s->blocks[i].percent = (uint8_t)m.percent;
		tell(s, i, &m);
		worth = 2 * m.percent + m.timed - (m.updated ? 100 : 0);
		if (worth > best) {
			best = worth;
			s->published = m.when;
			s->dated = true;
		}
	}
}
