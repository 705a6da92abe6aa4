/*
 * page_captions.h -- which paragraphs of a page are captions, whose pictures they
 * are, and who took them.
 *
 * Captions are what stands in a <figcaption> or in an element whose name says so;
 * the cell or paragraph in a figure or a small table with the picture; a line in
 * italics or small print, centred, or with a credit in it, right behind the
 * picture. Only in the article, or between its headline and its first paragraph.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_CAPTIONS_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_CAPTIONS_H

#include "archiver/gather/read/html_body.h"

#define PAGE_CAPTIONS_MAX 1000

struct page_caption {
	size_t first, last;  /* blocks with its text: one after another */
	size_t image;	     /* of the blocks' images, or SIZE_MAX */
	struct slice credit; /* or empty: borrowed from the text of the blocks */
	const char *markup;
};

struct page_captions {
	struct page_caption *at;
	size_t count, room;
};

/* Marks blocks as captions, or as out where they only name who took a picture. */
MUST_USE enum rc page_captions_find(const struct html_page *p, struct html_blocks *b,
	const struct html_body *body, size_t headline, struct page_captions *out, struct err *e);
void page_captions_release(struct page_captions *c);

/*
 * Splits the credit off the end of a caption: `Ảnh: X`, `Photo: X`, `© X`. Gives
 * the caption without it; `credit` is empty where there is none.
 */
struct slice page_caption_cut(struct slice text, struct slice *credit);

/* The address of an image: where scripts would take it from, before what stands in its place. */
struct slice page_caption_source(const struct html_page *p, size_t image);

/* True for an image that says it is less than 100 pixels wide. */
bool page_caption_is_icon(const struct html_page *p, size_t image);

#endif
