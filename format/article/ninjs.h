/*
 * ninjs.h -- metadata.json: one article as an item of IPTC ninjs 3.1, in one
 * spelling (SPEC 5).
 *
 *	{
 *	"uri":"tag:example.org,2026:2023/07/28/slug",
 *	"standard":{"name":"ninjs",…},
 *	…
 *	"bodies":[{"contentType":"text/plain","charCount":5,…}]
 *	}
 *
 * One top-level property a line, in the order of enum ninjs_property, so that
 * line-based tools can read it. The first eight are the head: a function of
 * what the bundle's index says of the article, so that a verifier can write it
 * again from there and compare. "bodies" always stands behind it, so each of
 * the head's lines ends in a comma.
 */
#ifndef ANNALS_FORMAT_ARTICLE_NINJS_H
#define ANNALS_FORMAT_ARTICLE_NINJS_H

#include "format/base/bytes.h"

/* All properties of ninjs 3.1 that an article may have, so that later ones need no new format. */
enum ninjs_property {
	NINJS_URI,
	NINJS_STANDARD,
	NINJS_TYPE,
	NINJS_LANGUAGE,
	NINJS_VERSION_CREATED,
	NINJS_HEADLINES,
	NINJS_BY,
	NINJS_ALT_IDS,
	NINJS_HEAD_END, /* the eight before are the head */
	NINJS_VERSION = NINJS_HEAD_END,
	NINJS_FIRST_CREATED,
	NINJS_CONTENT_CREATED,
	NINJS_EMBARGOED_UNTIL,
	NINJS_EXPIRES,
	NINJS_PUB_STATUS,
	NINJS_URGENCY,
	NINJS_ED_NOTE,
	NINJS_SLUGLINE,
	NINJS_TITLE,
	NINJS_GENRES,
	NINJS_LOCATED,
	NINJS_INFO_SOURCES,
	NINJS_COPYRIGHT_HOLDER,
	NINJS_COPYRIGHT_NOTICE,
	NINJS_USAGE_TERMS,
	NINJS_RIGHTS_INFO,
	NINJS_DIGITAL_SOURCE_TYPE,
	NINJS_TRUST_INDICATORS,
	NINJS_PEOPLE,
	NINJS_ORGANISATIONS,
	NINJS_PLACES,
	NINJS_EVENTS,
	NINJS_SUBJECTS,
	NINJS_OBJECTS,
	NINJS_DESCRIPTIONS,
	NINJS_BODIES,
	NINJS_ASSOCIATIONS,
	NINJS_PROPERTIES
};

struct ninjs_head {
	struct slice origin;	/* of the log, checked */
	struct slice id;	/* of the article, checked */
	struct slice language;	/* BCP 47; never empty: `und` where it is not known */
	struct slice published; /* RFC 3339, or empty */
	struct slice headline;	/* or empty */
	struct slice byline;	/* or empty */
	struct slice source;	/* the report's own address or id where it came from, or empty */
};

/* What an article mentions; `rel` and `literal` may be empty. */
struct ninjs_mention {
	struct slice name, rel, literal;
};

struct ninjs_mentions {
	const struct ninjs_mention *at;
	size_t count;
};

/* A picture: with the file that came with the report, or only its caption. */
struct ninjs_picture {
	struct slice caption;	   /* or empty */
	struct slice photographer; /* or empty */
	struct slice file;	   /* `photos/1.jpg` in the article's folder, or empty */
	struct slice media_type;   /* of the file: `image/jpeg` */
	uint64_t size;		   /* of the file, bytes */

	/* What the file says of itself; each may be empty. */
	struct slice headline;
	struct slice created; /* RFC 3339 */
	struct slice located;
	struct slice credit; /* to be named with it; source: whose it was first */
	struct slice source;
	struct slice copyright, usage_terms;
};

/* Everything is borrowed, UTF-8, and left out where it is empty. */
struct ninjs_item {
	struct ninjs_head head;
	struct slice version; /* of what stands at that address: "2" */
	struct slice located;
	struct ninjs_mentions info_sources; /* `literal` is an absolute URI here */
	struct slice copyright, usage_terms;
	struct slice rights; /* absolute URI of a licence */
	struct ninjs_mentions people;
	struct ninjs_mentions organisations;
	struct ninjs_mentions places;
	struct ninjs_mentions events;
	struct ninjs_mentions subjects;
	struct ninjs_mentions objects;
	struct slice body; /* without captions; written even if empty */
	const struct ninjs_picture *pictures;
	size_t picture_count;
};

/* Appends the first line and those of the head. */
void ninjs_head_write(const struct ninjs_head *head, struct bytes *out);

/* Appends all of metadata.json; the same item gives the same bytes. */
void ninjs_write(const struct ninjs_item *item, struct bytes *out);

/*
 * The bytes of `metadata` that ninjs_head_write has to give; borrowed. RC_BAD
 * where the head does not stand as it should. What comes after it is ninjs_check's business.
 */
MUST_USE enum rc ninjs_head_cut(struct slice metadata, struct slice *head, struct err *e);

/*
 * RC_OK where the lines are those of one item: UTF-8, the known properties in
 * their order, each at most once, those that every item has, commas between
 * them and nothing after the last line; else RC_BAD. Values are not looked
 * into: their meaning is the stock schema's business.
 */
MUST_USE enum rc ninjs_check(struct slice metadata, struct err *e);

#endif
