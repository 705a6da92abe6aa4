/*
 * gather.h -- from a report as it arrives to an article's files.
 *
 * gather_plan reads what is needed to name the article. Once it has its id,
 * gather_complete goes on from there and makes its files; gather_article reads
 * the report anew, where too many were planned to keep them all. Nothing else is
 * kept between calls; threads share the settings and have a struct article each.
 * The same report, settings and id, and the same reports learnt from, give the same bytes.
 *
 * RC_NOMEM is the program's own failure. Every other failure is a reason to
 * leave this one report out, and e->text says it without the report's name.
 */
#ifndef ANNALS_ARCHIVER_GATHER_GATHER_H
#define ANNALS_ARCHIVER_GATHER_GATHER_H

#include "archiver/gather/article.h"
#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/read/pdf_launcher.h"
#include "archiver/gather/recognise/caption_houses.h"
#include "archiver/gather/tables/lexicon.h"
#include "format/base/json.h"

struct gather_settings {
	int zone;			/* minutes east of UTC, for stamps that name none */
	struct digest tables;		/* of the word lists */
	struct lexicon *lexicon;	/* owned; shared by all threads, which only read it */
	struct caption_houses *houses;	/* owned; gather_learn fills it, gather_article reads it */
	struct bytes own;		/* tables of a user, from which the lexicon borrows */
	const struct pdf_launcher *pdf; /* not owned; NULL after init: PDFs are refused */
};

#define GATHER_SETTINGS_EMPTY ((struct gather_settings){0})

MUST_USE enum rc gather_settings_init(struct gather_settings *s, int zone, struct err *e);
/* Adds the tables in a folder of the user's; once, and before anything is gathered. */
MUST_USE enum rc gather_settings_add(struct gather_settings *s, const char *folder, struct err *e);
void gather_settings_release(struct gather_settings *s);

/* A headline gives a slug; so much of it is enough for any. */
#define GATHER_HEADLINE_MAX 1024

/* An address or id of where a report came from is at most so long, or is none. */
#define GATHER_SOURCE_MAX 2048

struct gather_plan {
	bool passed_over; /* it failed for it is no article, and nobody said that it was one */
	struct digest original;
	bool told;	    /* it has a text */
	struct digest text; /* of article.txt as it would be, were nothing known of its house */
	struct caption_sample captions;
	size_t source_len;
	uint8_t source[GATHER_SOURCE_MAX]; /* its own address or id, as in article.h */
	uint64_t size;			   /* of the report, without pictures */
	bool dated;
	struct civil day; /* its date, on the clock of its stamp */
	size_t headline_len;
	uint8_t headline[GATHER_HEADLINE_MAX]; /* UTF-8, cut at a character; may be empty */
};

static inline struct slice
gather_headline(const struct gather_plan *p)
{
	return slice_of(p->headline, p->headline_len);
}

static inline struct slice
gather_source(const struct gather_plan *p)
{
	return slice_of(p->source, p->source_len);
}

/*
 * A page out of a web archive that is no article is RC_UNSUPPORTED, with `passed_over`.
 * `work` is cleared and used; on success it may be given to gather_complete, once.
 */
MUST_USE enum rc gather_plan(const struct gather_settings *s, const struct intake_report *r,
	struct article *work, struct gather_plan *out, struct err *e);

/*
 * Lets all later calls of gather_article know how that report's house writes its captions.
 * By one thread, and not beside gather_article: all reports are planned and learnt from,
 * then articles are made.
 */
void gather_learn(const struct gather_settings *s, const struct gather_plan *plan);

/*
 * Makes the same of `a`, as gather_plan left it for this report, as gather_article would
 * where nothing has been learnt.
 */
MUST_USE enum rc gather_complete(const struct gather_settings *s, const struct intake_report *r,
	struct slice origin, struct slice id, struct article *a, struct err *e);

/*
 * Clears `out` and fills it with all files of the article: article.txt,
 * captions.txt, extraction.json, metadata.json, original.<ext>, photos/1.<ext> …
 * `id` is that of the article in the log `origin`. Paths of members are the
 * report's own strings: `r` must outlive their use.
 */
MUST_USE enum rc gather_article(const struct gather_settings *s, const struct intake_report *r,
	struct slice origin, struct slice id, struct article *out, struct err *e);

/*
 * Writes what an article is, on one line: an object with `source`, `id`,
 * `article`, `captions`, `metadata`, `extraction` and `warnings`.
 */
void gather_show(
	const struct intake_report *r, struct slice id, const struct article *a, struct json *j);

#endif
