/*
 * odt_body.h -- the text of an ODT document, `content.xml` (OpenDocument 1.3 part 3, 3.4
 * and 5), as paragraphs.
 *
 * What was deleted under tracking, comments, indexes and what is hidden are left out; of
 * ruby only the text. Text boxes are paragraphs before the one they hang on, notes likewise.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_ODT_BODY_H
#define ANNALS_ARCHIVER_GATHER_READ_ODT_BODY_H

#include "archiver/gather/read/odt_styles.h"

/* Tables in tables, runs in runs: deeper ones are left out. */
#define ODT_BODY_TABLES_MAX 64
#define ODT_BODY_SPANS_MAX  64

struct odt_body {
	struct document *document; /* borrowed, as is the next */
	struct document_styles *styles;
	enum rc failed; /* of the styles */
	struct err err;

	bool in_body;
	unsigned skipped; /* elements open within what is left out, that one among them */
	unsigned notes;	  /* open */
	unsigned frames;

	unsigned spans;
	unsigned look[ODT_BODY_SPANS_MAX + 1];
	unsigned hidden[ODT_BODY_SPANS_MAX + 1];

	unsigned tables;
	struct {
		uint32_t row, cell;
	} outer[ODT_BODY_TABLES_MAX];
	uint32_t table, row, cell; /* at hand */
	uint32_t rows, cells;	   /* so far */

	bool pending; /* a picture whose text for the blind may follow */
	bool describing;
};

struct xml_walk_listener odt_body_listener(struct odt_body *b);

#endif
