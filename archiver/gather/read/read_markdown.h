/*
 * read_markdown.h -- a report that came as Markdown (CommonMark), with front matter in YAML
 * or without: title, date, authors, language and address are the front matter's, or the
 * first headline's; a picture's caption is its title, else its alternative text. The rows of a
 * table, as GitHub's dialect has them, are paragraphs.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READ_MARKDOWN_H
#define ANNALS_ARCHIVER_GATHER_READ_READ_MARKDOWN_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/read/normal.h"
#include "archiver/gather/story.h"

/* Longer ones are read as plain text: the library is not linear on all that anybody writes. */
#define READ_MARKDOWN_MAX ((size_t)1024 * 1024)

/* Fills an empty story. What is not UTF-8 or too long is read as plain text, and so is all
 * where this build has no library for Markdown. As read_text otherwise. */
MUST_USE enum rc read_markdown(struct slice raw, int zone, const struct intake_report *report,
	struct normal *n, struct story *s, struct err *e);

/* The libraries and their versions. */
const char *read_markdown_library(void);

#endif
