/*
 * pdf_lines.h -- what annals-pdf (archiver/pdf) tells of a PDF document: its pages, and on
 * each the lines of text in reading order and where pictures lie.
 *
 * The helper has read hostile bytes, so what it says is hostile, too. A record is a byte of
 * kind, four bytes of length, lowest first, and that many bytes:
 *
 *	T A C M	title, author, made and changed (ISO 8601): UTF-8
 *	N	a page begins: width, height
 *	I	a picture: left, top, right, bottom
 *	L	a line: the same four, size of its letters, 1 bold + 2 italic; UTF-8
 *	E	the end of the text: number of pages
 *	P	a picture's number; behind it its file, which pdf_parts.h takes away
 *	S	number of a picture, and of one before it with the same pixels
 *	O	number of a picture that is left out, and why (enum pdf_left_out)
 *	W	why no more pictures are taken: UTF-8
 *	F	the end of all
 *	X	the end: why it could not be read
 *
 * P, S, O and W are of pictures, which are numbered from 0 as they are told, and come behind
 * the text, but O. What ends between E and F has its text, and not all of its pictures.
 * Numbers are 32 bits, lowest byte first; lengths are tenths of a point, from the page's left
 * and top.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PDF_LINES_H
#define ANNALS_ARCHIVER_GATHER_READ_PDF_LINES_H

#include "format/base/err.h"
#include "format/base/slice.h"

#include <stdbool.h>

/* Pages of a document, and lines and pictures in all of it. */
#define PDF_LINES_PAGES_MAX    2000
#define PDF_LINES_MAX	       262144
#define PDF_LINES_PICTURES_MAX 4096

/* A page is at most some metres wide and high: tenths of a point. */
#define PDF_LINES_LENGTH_MAX 1000000

#define PDF_LINES_NO_FILE UINT32_MAX

/* Of a title, an author, a date, a reason. */
#define PDF_LINES_FACT_MAX 16384

struct pdf_box {
	uint32_t left, top, right, bottom;
};

struct pdf_line {
	struct slice text; /* borrowed; UTF-8 */
	struct pdf_box at;
	uint32_t size;
	uint32_t page; /* from 0 */
	bool bold, italic;
	bool dropped; /* for who lays them out */
};

enum pdf_left_out {
	PDF_TAKEN, /* or not told of */
	PDF_TOO_SMALL,
	PDF_NOT_TO_BE_HAD,
	PDF_BEYOND_LIMITS,
	PDF_BACKGROUND, /* what a scanned or coloured page lies on */
	PDF_REPEATED,	/* found by pdf_lines_drop_repeated */
	PDF_LEFT_OUT_COUNT
};

struct pdf_picture {
	struct pdf_box at;
	uint32_t page;
	uint32_t file;	      /* number of the picture whose file it has; PDF_LINES_NO_FILE */
	uint32_t pages, last; /* where its file is its own: on how many pages; the last, from 1 */
	enum pdf_left_out left_out;
};

struct pdf_page {
	uint32_t width, height;
	size_t line; /* its first */
};

struct pdf_lines {
	struct slice title, author, made, changed; /* or empty */
	struct pdf_line *at;
	size_t count, room;
	struct pdf_picture pictures[PDF_LINES_PICTURES_MAX];
	size_t picture_count;
	struct slice no_more; /* why no more pictures are taken, or empty */
	bool cut;	      /* it ended before it came to its last picture */
	struct pdf_page pages[PDF_LINES_PAGES_MAX];
	size_t page_count;
};

/*
 * Reads all that was told; it is borrowed. RC_BAD with the reason that is told, or where it
 * does not come to its end, as when the helper was ended; RC_LIMIT, RC_NOMEM. `*out` is to be
 * freed with pdf_lines_free, and is NULL on failure.
 */
MUST_USE enum rc pdf_lines_parse(struct slice told, struct pdf_lines **out, struct err *e);
void pdf_lines_free(struct pdf_lines *p);

/* Pictures that stand on PDF_LINES_REPEATED pages or more: of the paper, not of the report. */
#define PDF_LINES_REPEATED 3
void pdf_lines_drop_repeated(struct pdf_lines *p);

#endif
