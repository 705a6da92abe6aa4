/*
 * wire.h -- what the formats of news agencies have in common: how what they mark comes
 * into a story.
 *
 * Who reads such a format hands over one marked thing after another and need not look at
 * failures: the first is kept, what comes after it is passed over, and wire_end gives it.
 * The headline and the description are told before the text, as they stand before it.
 *
 * Fields told are those of the recognisers, and of what only the wire has: "urgency",
 * "subject", "genre", "keyword", "slugline", "status", "embargoed", "editorial note",
 * "expires", "provider", "language declared", "description", "related".
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_WIRE_H
#define ANNALS_ARCHIVER_GATHER_READ_WIRE_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/read/story_writer.h"

struct wire {
	struct story_writer w;
	const struct intake_report *report; /* borrowed; NULL where nothing came with it */
	const char *format;		    /* "ninjs": the rule of all that is found */
	int zone;			    /* minutes east of UTC, for stamps that name none */
	struct bytes address;		    /* of the best file of a picture so far */
	uint64_t size;			    /* that file's rank */
	size_t absent;			    /* films and sounds, which are not read */
	enum rc rc;			    /* the first failure */
	struct err e;
};

void wire_init(struct wire *x, const char *format, int zone, const struct intake_report *report,
	struct normal *n, struct story *s);
void wire_release(struct wire *x);

/* Records a failure, unless there was one. */
void wire_fail(struct wire *x, enum rc rc, const struct err *e);

/* A value of a field; `markup` is what it stood in. */
void wire_tell(struct wire *x, const char *field, struct slice text, const char *markup);

/* The headline; what comes second is a subhead. */
void wire_headline(struct wire *x, struct slice text, const char *markup);

/* Who wrote it: "By A and B" gives two names. */
void wire_byline(struct wire *x, struct slice text, const char *markup);

/* When it was published, as ISO 8601 has it in its forms; the first that can be read counts. */
void wire_moment(struct wire *x, struct slice text, const char *markup);

/* The language as marked: what the story's is unless its words tell another. */
void wire_language(struct wire *x, struct slice tag, const char *markup);

/* `usable`, `withheld`, `canceled` or how else it is called; may begin with a scheme: `stat:`. */
void wire_status(struct wire *x, struct slice status, const char *markup);

/* Not to be published before: that is said. */
void wire_embargo(struct wire *x, struct slice until, const char *markup);

/* A paragraph. One that repeats the headline before any other is passed over. */
void wire_paragraph(struct wire *x, struct slice text, enum story_role role);

/* Lines that are paragraphs. */
void wire_lines(struct wire *x, struct slice text, enum story_role role);

/*
 * A piece of HTML that is all article: its paragraphs, subheads and, with `pictures`, its
 * figures. False, and nothing is told, where this build reads no HTML.
 */
bool wire_html(struct wire *x, struct slice html, bool pictures);

/*
 * One of the files of a picture; of several the one that came with the report counts, else
 * the largest. `type` may be empty.
 */
void wire_rendition(struct wire *x, struct slice address, struct slice type, uint64_t size);

/* The picture whose files were told since the last. */
void wire_picture(struct wire *x, struct slice caption, struct slice credit, const char *markup);

/* What the story remembered, or the first failure; RC_BAD where there is no text. */
MUST_USE enum rc wire_end(struct wire *x, struct err *e);

#endif
