/*
 * document.h -- what a reader of office documents finds, before it becomes a story:
 * paragraphs in their order with what they look like, pictures with where they stand,
 * and the properties of the document.
 *
 * A reader opens a paragraph, adds text and pictures to it, says what it is, and closes
 * it; one may be opened within another, as text boxes are, and comes before it. Appends
 * remember the first failure, and document_check asks once.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_H
#define ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_H

#include "archiver/gather/arena.h"
#include "archiver/gather/story.h"
#include "format/base/bytes.h"

/* Text boxes in text boxes, notes in them: what is deeper is left out. */
#define DOCUMENT_OPEN_MAX 16

/* Pictures of one document; an article has at most 1,000 (intake_report.h). */
#define DOCUMENT_PICTURES_MAX 1000

/* Longer texts in a picture's place are none. */
#define DOCUMENT_ALTERNATIVE_MAX 1024

#define DOCUMENT_NONE SIZE_MAX

enum document_kind {
	DOCUMENT_TEXT,
	DOCUMENT_TITLE,
	DOCUMENT_SUBTITLE,
	DOCUMENT_HEADING,
	DOCUMENT_CAPTION,
	DOCUMENT_BYLINE,
	DOCUMENT_LETTERHEAD, /* about the document, not of its text: an office's head and foot */
	DOCUMENT_FOOTNOTE,
	DOCUMENT_LEFT_OUT /* table of contents */
};

struct document_paragraph {
	size_t start, len; /* in the document's text */
	size_t picture;	   /* the first that stands in it, or DOCUMENT_NONE */
	uint32_t row;	   /* of a table, counted through the document from 1; 0: in none */
	uint32_t cell;	   /* likewise */
	uint32_t table;	   /* the outermost, likewise */
	enum document_kind kind;
	unsigned level; /* of a heading, 1 to 9 */
	bool centred;
	bool italic, bold;  /* all of its letters */
	bool floating;	    /* its pictures stand beside the text, not in its place */
	bool pictures_lead; /* they stand before its text */
	bool joins;	    /* its end was deleted: for the reader */
};

struct document_picture {
	struct slice address;	  /* its member's name; empty where it is not in the document */
	struct slice alternative; /* text for who cannot see it, or empty */
	size_t paragraph;	  /* in which it stands */
	size_t caption;		  /* paragraph, or DOCUMENT_NONE */
};

/* What the document says of itself; empty where it says nothing. */
struct document_facts {
	struct slice title, creator, language;
	struct slice created, modified; /* ISO 8601 */
};

enum document_look { DOCUMENT_PLAIN = 0, DOCUMENT_ITALIC = 1, DOCUMENT_BOLD = 2 };

struct document_open {
	struct bytes text;
	struct document_paragraph is;
	size_t first_picture;
	size_t letters, italic, bold; /* bytes */
};

struct document {
	struct bytes text; /* UTF-8 as it came; paragraphs apart */
	struct document_paragraph *at;
	size_t count, room;
	struct document_picture pictures[DOCUMENT_PICTURES_MAX];
	size_t picture_count, pictures_left_out;
	struct document_open open[DOCUMENT_OPEN_MAX];
	unsigned depth; /* open paragraphs, those among them that are left out too */
	struct document_facts facts;
	struct arena made;
	enum rc failed;
};

/* Owned by the caller; NULL where memory ran out. */
struct document *document_new(void);
void document_free(struct document *d);

void document_begin(struct document *d);

/* The innermost open paragraph, for what it is; NULL where none is open or it is left out. */
struct document_paragraph *document_now(struct document *d);

/* Goes to the innermost open paragraph, or nowhere. `look`: enum document_look. */
void document_text(struct document *d, struct slice text, unsigned look);
void document_picture(struct document *d, struct slice address, struct slice alternative);

/* Closes the innermost; one without text and pictures is dropped. */
void document_end(struct document *d);

/* Those that are open come to nothing: of a document that ends within one. */
void document_abandon(struct document *d);

/* RC_LIMIT or RC_NOMEM. */
MUST_USE enum rc document_check(const struct document *d, struct err *e);

static inline struct slice
document_paragraph_text(const struct document *d, size_t i)
{
	return slice_of(d->text.p + d->at[i].start, d->at[i].len);
}

#endif
