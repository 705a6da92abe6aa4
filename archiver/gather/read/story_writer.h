/*
 * story_writer.h -- what a reader of marked-up reports does with a text it found:
 * makes it fit for a story, and puts it there as a block or a finding.
 *
 * Fit is UTF-8 in form C, each run of white space one blank, none around it, and no
 * control character; what is not UTF-8 becomes U+FFFD. Blocks move in memory while more
 * are added: findings that are whole blocks get their bytes in story_writer_end.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_STORY_WRITER_H
#define ANNALS_ARCHIVER_GATHER_READ_STORY_WRITER_H

#include "archiver/gather/read/normal.h"
#include "archiver/gather/story.h"

/* Longer values of findings are cut: no name, no address, no licence is. */
#define STORY_WRITER_VALUE_MAX 4096

struct story_writer {
	struct story *story;	/* not owned */
	struct normal *normal;	/* not owned */
	struct bytes fit, work; /* owned */
	size_t dropped;		/* control characters */
};

void story_writer_init(struct story_writer *w, struct story *s, struct normal *n);
void story_writer_release(struct story_writer *w);

/* Where a value comes from. */
struct story_writer_source {
	const char *markup; /* "<hl1>", "Subject"; NULL where it stood in none */
	const char *rule;
	unsigned percent;
};

/* A paragraph; `*block` is STORY_NONE where nothing of the text is left. RC_LIMIT, RC_NOMEM. */
MUST_USE enum rc story_writer_block(struct story_writer *w, struct slice text, enum story_role role,
	size_t *block, struct err *e);

/* The same as the headline, with its finding; an earlier one becomes a subhead. */
MUST_USE enum rc story_writer_headline(struct story_writer *w, struct slice text,
	const struct story_writer_source *from, struct err *e);

/*
 * A picture with its caption and credit, each of which may be empty. `address` is how the
 * report calls its file, or empty.
 */
MUST_USE enum rc
story_writer_picture(struct story_writer *w, struct slice address, struct slice caption,
	struct slice credit, const struct story_writer_source *from, struct err *e);

/* A finding whose value is `text`; none where it is empty. RC_LIMIT, RC_NOMEM. */
MUST_USE enum rc story_writer_tell(struct story_writer *w, const char *field, struct slice text,
	const struct story_writer_source *from, struct err *e);

/*
 * When it was published; `text` is how the report says so. Where it names no zone, `when` has
 * the one that was taken for granted.
 */
MUST_USE enum rc story_writer_moment(struct story_writer *w, const struct civil *when, bool zoned,
	struct slice text, const struct story_writer_source *from, struct err *e);

/* When all has been put: RC_BAD where there is no text, and what the story remembered. */
MUST_USE enum rc story_writer_end(struct story_writer *w, struct err *e);

#endif
