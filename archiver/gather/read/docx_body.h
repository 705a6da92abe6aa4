/*
 * docx_body.h -- the text of a DOCX document, `word/document.xml` and its notes
 * (WordprocessingML, ECMA-376 part 1, 17), as paragraphs.
 *
 * Runs are joined; of changes that are tracked, what was inserted counts and what was
 * deleted does not; of fields only what they show; what is hidden, a placeholder or a
 * table of contents is left out; of two renderings of one thing (part 3, 10) the first is
 * taken. Text boxes are paragraphs before the one they hang on. Notes come at the end.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DOCX_BODY_H
#define ANNALS_ARCHIVER_GATHER_READ_DOCX_BODY_H

#include "archiver/gather/read/document_styles.h"
#include "archiver/gather/read/docx_links.h"
#include "archiver/gather/read/xml_walk.h"

/* Tables in tables, fields in fields, renderings in renderings: deeper ones are left out. */
#define DOCX_BODY_TABLES_MAX	 64
#define DOCX_BODY_FIELDS_MAX	 64
#define DOCX_BODY_RENDERINGS_MAX 64

/* As much of a field's instruction as tells what it is. */
#define DOCX_BODY_FIELD_TEXT 16

struct docx_body {
	struct document *document; /* borrowed, as are the next two */
	const struct document_styles *styles;
	const struct docx_links *links;
	bool notes; /* what is read are the notes */

	unsigned skipped; /* elements open within what is left out, that one among them */
	bool in_text, in_instruction, in_run, in_run_properties, in_paragraph_properties;
	bool hidden;   /* the run */
	unsigned look; /* of the run */
	bool held;     /* a paragraph whose end was deleted: the next one goes on in it */

	unsigned fields;
	uint64_t instructing; /* a bit a field: what it shows has not begun */
	size_t field_len;
	uint8_t field[DOCX_BODY_FIELD_TEXT];

	unsigned renderings;
	uint64_t taken; /* a bit each: one of them was */

	unsigned tables;
	struct {
		uint32_t row, cell;
	} outer[DOCX_BODY_TABLES_MAX];
	uint32_t table, row, cell; /* at hand */
	uint32_t rows, cells;	   /* so far */

	struct slice alternative; /* of the drawing at hand; in the document's memory */
	bool floating, tiny;
};

struct xml_walk_listener docx_body_listener(struct docx_body *b);

#endif
