/*
 * article_id.h -- how an article is called: `YYYY/MM/DD/<slug>` after the day it
 * was published, or `undated/<slug>` (SPEC 5); and its URI.
 *
 * An id is unique in the whole log: the second article of a day with the same
 * slug gets `-2` behind it, the next `-3`.
 */
#ifndef ANNALS_FORMAT_ARTICLE_ARTICLE_ID_H
#define ANNALS_FORMAT_ARTICLE_ARTICLE_ID_H

#include "format/article/slug.h"
#include "format/base/civil.h"

#define ARTICLE_ID_MAX (sizeof "YYYY/MM/DD/" - 1 + SLUG_MAX)

/* The day must exist in the calendar; what follows it passes slug_check. */
bool article_id_check(struct slice id);

/* Bytes that the n-th article's slug may have, so that its suffix fits; n from 1 to 10^9. */
size_t article_id_slug_room(uint64_t n);

/* Appends the id; `day` is NULL where none is known, and only its date is used. */
void article_id_write(const struct civil *day, struct slice slug, uint64_t n, struct bytes *out);

/*
 * Appends the article's URI, of the tag scheme (RFC 4151). The origin's host is
 * the authority that names, 2026 the year from which it does, and what follows
 * the host comes before the id: `example.org/annals` gives
 *
 *	tag:example.org,2026:annals/2023/07/28/slug
 *
 * Origin and id are checked already; both have characters of a URI only.
 */
void article_id_uri_write(struct slice origin, struct slice id, struct bytes *out);

#endif
