/*
 * page_author_poll.h -- who wrote a page, put to the vote of all that says so.
 *
 * A vote is a set of names and where it comes from. Its points depend on where
 * on the page its first name is to be seen, as measured on pages with hand-made
 * gold (tests/eval/README.md): of the authors that markup names and the page
 * shows beside its headline 87 of 100 are right, of those it shows nowhere 29.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_AUTHOR_POLL_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_AUTHOR_POLL_H

#include "archiver/gather/read/html_body.h"
#include "archiver/gather/recognise/page_byline.h"

#define PAGE_AUTHOR_POLL_VOTES_MAX 32

enum page_author_source {
	PAGE_AUTHOR_SURE, /* markup that says so of the article, such as JSON-LD of a person */
	PAGE_AUTHOR_META, /* what says it of the page */
	PAGE_AUTHOR_WEAK,
	PAGE_AUTHOR_TOLD,      /* rel or itemprop */
	PAGE_AUTHOR_LINK,      /* to somebody's page */
	PAGE_AUTHOR_ELEMENT,   /* named so */
	PAGE_AUTHOR_LINE,      /* named so */
	PAGE_AUTHOR_OPENING,   /* a line that begins with `By` */
	PAGE_AUTHOR_END_NAMED, /* a line at the end, named so */
	PAGE_AUTHOR_END_RIGHT, /* to the right */
	PAGE_AUTHOR_END_BOLD,
	PAGE_AUTHOR_END_OPENING
};

struct page_author_vote {
	struct page_names names;
	bool house; /* the names are the site's */
	const char *markup;
	enum page_author_source source;
	unsigned points;
};

struct page_author_poll {
	const struct html_blocks *blocks;
	const struct page_facts *facts;
	size_t near_from, near_to;   /* blocks around the headline */
	size_t end_from, end_to;     /* blocks around the last of the article */
	struct bytes near, end, all; /* their texts in small letters, a line a block */
	struct page_author_vote votes[PAGE_AUTHOR_POLL_VOTES_MAX];
	size_t count;
};

/* Borrows what it is given. RC_NOMEM. */
MUST_USE enum rc page_author_poll_init(struct page_author_poll *p, const struct html_blocks *b,
	const struct html_body *body, size_t headline, const struct page_facts *facts,
	struct err *e);
void page_author_poll_release(struct page_author_poll *p);

/* `later`: sources of the same kind have voted for others before. */
void page_author_poll_vote(struct page_author_poll *p, const struct page_names *names,
	enum page_author_source source, const char *markup, bool later);

/* Less sure than STORY_SURE where the points are few; nobody where there are none. */
void page_author_poll_elect(const struct page_author_poll *p, struct page_byline *out);

#endif
