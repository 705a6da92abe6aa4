/*
 * docx_links.h -- which member of a DOCX document an id stands for: the relationships of
 * its main part, `word/_rels/document.xml.rels` (ECMA-376 part 2, 9).
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DOCX_LINKS_H
#define ANNALS_ARCHIVER_GATHER_READ_DOCX_LINKS_H

#include "archiver/gather/arena.h"
#include "archiver/gather/read/xml_walk.h"

/* Every link in a text is one, too. */
#define DOCX_LINKS_MAX 65536

struct docx_link {
	struct slice id, member; /* the member is empty where it lies elsewhere */
};

struct docx_links {
	struct docx_link *at; /* by id, once settled */
	size_t count, room;
	struct arena made;
	enum rc failed;
};

void docx_links_init(struct docx_links *l);
void docx_links_release(struct docx_links *l);

struct xml_walk_listener docx_links_listener(struct docx_links *l);

/* Once all are read. RC_NOMEM, RC_LIMIT. */
MUST_USE enum rc docx_links_settle(struct docx_links *l, struct err *e);

/* The member's name, `word/media/image1.png`; empty where there is none. */
struct slice docx_links_find(const struct docx_links *l, struct slice id);

#endif
