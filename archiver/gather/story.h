/*
 * story.h -- a report as read, whatever it was read from: its text in blocks,
 * and what has been found in it.
 *
 * A reader fills in the text and the blocks; the recognisers then say what each
 * block is and append findings, each with its place, its rule and how sure it
 * is. Nothing is written about a value that has no finding. Appends remember
 * the first failure, and story_check asks once, as with struct bytes.
 *
 * Slices of findings and pictures borrow from the story's own memory: its text,
 * or `made`. The text does not move once the reader is done.
 */
#ifndef ANNALS_ARCHIVER_GATHER_STORY_H
#define ANNALS_ARCHIVER_GATHER_STORY_H

#include "archiver/gather/arena.h"
#include "format/base/bytes.h"
#include "format/base/civil.h"
#include "format/base/limits.h"

/* The text of a report as it arrives; ten times the longest that was ever printed. */
#define STORY_RAW_MAX (16 * MIB)

/* The same in UTF-8: an 8-bit letter takes up to three bytes, and NFC at most three times more. */
#define STORY_TEXT_MAX (64 * MIB)

#define STORY_BLOCKS_MAX   262144
#define STORY_FINDINGS_MAX 65536
#define STORY_WARNINGS_MAX 64
#define STORY_MADE_MAX	   (16 * MIB)

/* No block. */
#define STORY_NONE SIZE_MAX

/* Values surer than this enter metadata.json; all stand in extraction.json. */
#define STORY_SURE 50

enum story_role {
	STORY_BODY,
	STORY_HEADLINE,
	STORY_MOMENT,
	STORY_AGENCY,
	STORY_LEAD,
	STORY_HEADING, /* a subhead between paragraphs */
	STORY_CAPTION,
	STORY_BYLINE,
	STORY_SOURCE, /* a line that names whose report it was first */
	STORY_NOTE,   /* a line about the report, such as a credit or "see also" */
	STORY_OTHER
};

struct story_block {
	uint32_t start, end;	     /* in the story's text, without white space around it */
	uint32_t raw_start, raw_end; /* the line it stood in, in the original */
	enum story_role role;
	uint8_t percent;  /* how sure the role is */
	bool verbatim;	  /* its bytes stand in the original as they are, from raw_start on */
	bool apart;	  /* an empty line stood before it */
	const char *file; /* of the article, in which it was written; NULL where in none */
	uint32_t written; /* where in that file */
};

struct story_finding {
	const char *field;	 /* "headline", "byline" … */
	struct slice value;	 /* as it stands in the report */
	struct slice normalised; /* in its standard form, or empty */
	struct slice of;	 /* whose value it is: of an office its holder; or empty */
	struct slice at;	 /* the stretch of the story's text it was read from, or empty */
	size_t block;		 /* which block that is, or STORY_NONE */
	struct slice markup;	 /* what it stood in, where the report is marked up */
	const char *rule;
	unsigned percent;
	struct slice assumed; /* what the report does not say and was taken for granted */
};

/* What a picture's own file says. Each may be empty; none is an answer to what the report says. */
struct story_own {
	struct slice caption; /* lines with LF between; counts where the report has none */
	struct slice headline;
	struct slice creator; /* who took it, or is to be credited */
	struct slice created; /* RFC 3339 */
	struct slice located;
	struct slice credit, source; /* who provides it; whose it was first */
	struct slice copyright, usage_terms;
};

struct story_picture {
	const char *path;    /* of its file, the report's own; NULL where only a caption came */
	bool original;	     /* its file is the report itself, and `path` is NULL */
	struct slice type;   /* media type: `image/jpeg` */
	struct slice ending; /* `jpg` */
	size_t caption;	     /* block, or STORY_NONE */
	struct slice credit; /* photographer, or empty */
	struct story_own own;
};

/* What a report's own markup says, or that it says there is none. Bits. */
enum story_told {
	STORY_TOLD_HEADLINE = 1,
	STORY_TOLD_MOMENT = 2,
	STORY_TOLD_BYLINE = 4,
	STORY_TOLD_CAPTIONS = 8,  /* blocks with that role; each is tied to its picture */
	STORY_TOLD_BODY = 16,	  /* lead, subheads and body have their roles */
	STORY_TOLD_PICTURES = 32, /* the story's pictures have the report's addresses as paths */
	STORY_TOLD_ALL = 63
};

struct story {
	struct bytes text; /* UTF-8, NFC, LF */
	struct story_block *blocks;
	size_t block_count, block_room;
	struct story_finding *findings;
	size_t finding_count, finding_room;
	struct story_picture *pictures;
	size_t picture_count, picture_room;
	struct slice warnings[STORY_WARNINGS_MAX];
	size_t warning_count;
	struct arena made; /* values that stand nowhere in the text */
	enum rc failed;

	unsigned told;	 /* enum story_told: what the reader knows, so that nobody guesses it */
	size_t headline; /* block, or STORY_NONE */
	bool dated;
	struct civil published;
	const char *language; /* BCP 47, `und` where it is not known */
};

void story_init(struct story *s);

/* Empties it, keeps the memory. */
void story_clear(struct story *s);
void story_release(struct story *s);

void story_add_block(struct story *s, const struct story_block *b);
void story_add_finding(struct story *s, const struct story_finding *f);
void story_add_picture(struct story *s, const struct story_picture *p);

/* Adds a warning, a sentence without a stop; beyond STORY_WARNINGS_MAX they are dropped. */
void story_warn(struct story *s, const char *fmt, ...) PRINTF_LIKE(2, 3);

static inline struct slice
story_block_text(const struct story *s, size_t block)
{
	const struct story_block *b = &s->blocks[block];

	return slice_of(s->text.p + b->start, b->end - b->start);
}

/* The surest finding of a field, the first among equals; NULL where there is none. */
const struct story_finding *story_surest(const struct story *s, const char *field);

MUST_USE enum rc story_check(const struct story *s, struct err *e);

#endif
