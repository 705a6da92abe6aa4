/*
 * article.h -- an article's files, made from a report, and the memory in which
 * they are made.
 *
 * A worker holds one struct article and uses it for one report after another:
 * article_clear keeps the memory. Everything in it is valid until then.
 */
#ifndef ANNALS_ARCHIVER_GATHER_ARTICLE_H
#define ANNALS_ARCHIVER_GATHER_ARTICLE_H

#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/read/normal.h"
#include "archiver/gather/story.h"

/* Pictures larger than this are streamed; so are those after the first few MiB of an article. */
#define ARTICLE_PICTURE_HELD (1 * MIB)
#define ARTICLE_HELD_MAX     (8 * MIB)

struct article_member {
	struct slice name;     /* within the article's folder: `photos/1.jpg` */
	struct slice content;  /* where `path` is NULL */
	const char *path;      /* a file to be copied with report_file_copy */
	struct report_file is; /* that file */
	uint64_t size;
	bool hashed;
	struct digest digest; /* of the content, where it is `hashed` already */
	bool media;	      /* compressed as it is: for the media lane */
};

struct article {
	struct article_member *members; /* sorted by name */
	size_t member_count, member_room;
	size_t caption_count;	/* pictures that have one */
	struct slice published; /* RFC 3339, or empty */
	struct slice language;	/* BCP 47 */
	struct slice headline;	/* or empty */
	struct slice byline;	/* names with ", " between, or empty */
	struct slice source;	/* its own address or id where it came from, or empty */
	struct digest original; /* of the report as it came */
	struct report_file is;	/* its file */

	/* What the members are made in. */
	struct story story;
	struct normal normal;
	struct bytes raw; /* the report as it came, where it is read whole; else empty */
	struct bytes pictures;
	struct bytes text, captions, extraction, metadata;
};

void article_init(struct article *a);
void article_clear(struct article *a);
void article_release(struct article *a);

/* Adds a member; the caller sorts once all are there. */
MUST_USE enum rc article_add(struct article *a, const struct article_member *m, struct err *e);

void article_sort(struct article *a);

/* The member of that name, or NULL. */
const struct article_member *article_member_named(const struct article *a, const char *name);

#endif
