/*
 * document_styles.h -- the paragraph styles of a document, by their ids: what each makes
 * of a paragraph, with what it is based on.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_STYLES_H
#define ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_STYLES_H

#include "archiver/gather/read/document.h"

/* More are not known: Word itself stops at 4,079, LibreOffice makes one for each look. */
#define DOCUMENT_STYLES_MAX 65536

/* Styles based on others based on others. */
#define DOCUMENT_STYLES_CHAIN_MAX 16

struct document_style {
	struct slice id, based; /* in the table's memory */
	bool told;		/* it says what the paragraph is */
	enum document_kind kind;
	unsigned level;
	bool centred, italic, bold, hidden;
};

struct document_styles {
	struct document_style *at; /* by id, once settled */
	size_t count, room;
	bool reading; /* the last one is being read */
	struct arena made;
	enum rc failed;
};

void document_styles_init(struct document_styles *s);
void document_styles_release(struct document_styles *s);

/* The new style, valid until the next call; NULL where there is no room. */
struct document_style *document_styles_add(struct document_styles *s, struct slice id);

/* Once all are read, and again where more were: sorts them, and follows what they are based on.
 * RC_NOMEM, RC_LIMIT. */
MUST_USE enum rc document_styles_settle(struct document_styles *s, struct err *e);

/* NULL where there is none of this id. */
const struct document_style *document_styles_find(const struct document_styles *s, struct slice id);

#endif
