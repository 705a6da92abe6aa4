/*
 * annals_pdf.c -- annals-pdf: the lines of a PDF document, by poppler.
 *
 * Copyright (c) 2026 the annals maintainers. Poppler is under the GNU General Public License,
 * version 2 or 3, and so is this program, which is linked with it: you may pass it on and
 * change it under either. annals itself is not linked with it, is not derived from it, and
 * stays under the BSD 2-Clause licence; it only runs it and reads what it writes.
 *
 * The document is standard input, a file. What is told goes to standard output, in the form
 * that archiver/gather/read/pdf_lines.h reads. Nothing else is read or written: the program
 * confines itself before it looks at a byte of the document.
 */
#include "archiver/sandbox.h"

#include <poppler.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Encodings of East Asian fonts, and what the C library loads its character sets from. */
#define POPPLER_DATA "/usr/share/poppler"
#define MODULES	     "/usr/lib"

/* A newspaper's issue has a hundred pages; a line has at most so many bytes. */
#define PAGES_MAX      2000
#define LINE_MAX_BYTES 16384

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

/* Address space, of which shared libraries take a good part. Sanitizers want all of it. */
#if defined(SANITIZED)
#define MEMORY_MAX RLIM_INFINITY
#else
#define MEMORY_MAX ((rlim_t)768 * 1024 * 1024)
#endif

/* Of a processor. */
#define SECONDS_MAX 60

/* ---- records --------------------------------------------------------------------------------- */

static void
put_u32(guint32 v)
{
	const guint32 little = GUINT32_TO_LE(v);

	fwrite(&little, sizeof little, 1, stdout);
}

static void
put_head(char kind, size_t len)
{
	putchar(kind);
	put_u32((guint32)len);
}

static void
put_text(char kind, const char *text)
{
	size_t len = text == NULL ? 0 : strlen(text);

	if (len == 0 || len > LINE_MAX_BYTES)
		return;
	put_head(kind, len);
	fwrite(text, len, 1, stdout);
}

/* In tenths of a point; what lies outside any page is at its edge. */
static void
put_length(double points)
{
	double tenths = points * 10;

	put_u32(tenths > 0 && tenths < 1e6 ? (guint32)tenths : tenths > 0 ? 1000000 : 0);
}

static void
put_rectangle(const PopplerRectangle *r)
{
	put_length(r->x1);
	put_length(r->y1);
	put_length(r->x2);
	put_length(r->y2);
}

/* Why it cannot be read; the last record. */
static int
give_up(const char *why)
{
	put_text('X', why);
	fflush(stdout);
	return 1;
}

/* ---- pages ----------------------------------------------------------------------------------- */

struct page {
	PopplerPage *page;
	char *text;
	PopplerRectangle *places; /* one a character */
	guint count;
	GList *looks;
	const GList *look; /* the one at hand */
};

/* Characters are asked about in their order, as the looks are in theirs. */
static const PopplerTextAttributes *
look_at(struct page *p, guint character)
{
	for (; p->look != NULL; p->look = p->look->next) {
		const PopplerTextAttributes *look = p->look->data;

		if (character <= (guint)look->end_index)
			return (guint)look->start_index <= character ? look : NULL;
	}
	return NULL;
}

static gboolean
names(const PopplerTextAttributes *look, const char *what)
{
	return look != NULL && look->font_name != NULL && strstr(look->font_name, what) != NULL;
}

/* A line of `count` characters from `first` on. */
static void
put_line(struct page *p, const char *text, size_t len, guint first, guint count)
{
	const PopplerTextAttributes *look = look_at(p, first);
	PopplerRectangle all;
	guint32 flags;

	if (count == 0 || len == 0 || len > LINE_MAX_BYTES || first + count > p->count)
		return;
	all = p->places[first];
	for (guint i = first + 1; i < first + count; i++) {
		const PopplerRectangle *r = &p->places[i];

		all.x1 = MIN(all.x1, r->x1);
		all.y1 = MIN(all.y1, r->y1);
		all.x2 = MAX(all.x2, r->x2);
		all.y2 = MAX(all.y2, r->y2);
	}
	flags = (names(look, "Bold") ? 1U : 0U) |
		(names(look, "Italic") || names(look, "Oblique") ? 2U : 0U);
	put_head('L', 4 * 6 + len);
	put_rectangle(&all);
	put_length(look == NULL ? all.y2 - all.y1 : look->font_size);
	put_u32(flags);
	fwrite(text, len, 1, stdout);
}

static void
put_lines(struct page *p)
{
	const char *start = p->text, *at = p->text;
	guint first = 0, character = 0;

	for (; *at != '\0'; at++) {
		/* Of a character of several bytes the first counts. */
		character += (*at & 0xC0) != 0x80;
		if (*at != '\n')
			continue;
		put_line(p, start, (size_t)(at - start), first, character - 1 - first);
		start = at + 1;
		first = character;
	}
	put_line(p, start, (size_t)(at - start), first, character - first);
}

static void
put_images(const struct page *p)
{
	GList *images = poppler_page_get_image_mapping(p->page);

	for (const GList *l = images; l != NULL; l = l->next) {
		const PopplerImageMapping *image = l->data;

		put_head('I', 4 * 4);
		put_rectangle(&image->area);
	}
	poppler_page_free_image_mapping(images);
}

static void
put_page(PopplerPage *page)
{
	struct page p = {.page = page};
	double width, height;

	poppler_page_get_size(page, &width, &height);
	put_head('N', 4 * 2);
	put_length(width);
	put_length(height);
	put_images(&p);
	p.text = poppler_page_get_text(page);
	if (p.text != NULL && g_utf8_validate(p.text, -1, NULL) &&
		poppler_page_get_text_layout(page, &p.places, &p.count)) {
		p.look = p.looks = poppler_page_get_text_attributes(page);
		put_lines(&p);
	}
	poppler_page_free_text_attributes(p.looks);
	g_free(p.places);
	g_free(p.text);
}

/* ---- the document ---------------------------------------------------------------------------- */

static void
put_day(char kind, GDateTime *day)
{
	char *text = day == NULL ? NULL : g_date_time_format_iso8601(day);

	put_text(kind, text);
	g_free(text);
	if (day != NULL)
		g_date_time_unref(day);
}

static void
put_facts(PopplerDocument *d)
{
	char *title = poppler_document_get_title(d), *author = poppler_document_get_author(d);

	put_text('T', title);
	put_text('A', author);
	put_day('C', poppler_document_get_creation_date_time(d));
	put_day('M', poppler_document_get_modification_date_time(d));
	g_free(title);
	g_free(author);
}

static int
put_document(PopplerDocument *d)
{
	int pages = poppler_document_get_n_pages(d);

	if (pages > PAGES_MAX)
		return give_up("more than 2000 pages");
	put_facts(d);
	for (int i = 0; i < pages; i++) {
		PopplerPage *page = poppler_document_get_page(d, i);

		if (page == NULL)
			continue;
		put_page(page);
		g_object_unref(page);
		if (ferror(stdout))
			return 1;
	}
	put_head('E', 4);
	put_u32((guint32)pages);
	return fflush(stdout) == 0 ? 0 : 1;
}

/* ---- confinement ----------------------------------------------------------------------------- */

static gboolean
limit(__rlimit_resource_t what, rlim_t most)
{
	const struct rlimit l = {most, most};

	return setrlimit(what, &l) == 0;
}

/* From here on: the descriptors at hand, two folders that anyone may read, and no more. */
static enum rc
confine(struct err *e)
{
	struct sandbox box = SANDBOX_EMPTY;
	enum rc rc = sandbox_init(&box, e);

	if (!limit(RLIMIT_AS, MEMORY_MAX) || !limit(RLIMIT_CPU, SECONDS_MAX) ||
		!limit(RLIMIT_FSIZE, 0) || !limit(RLIMIT_CORE, 0) || !limit(RLIMIT_NOFILE, 32))
		rc = err_set(e, RC_IO, "cannot limit this process");
	if (rc == RC_OK)
		rc = sandbox_read(&box, POPPLER_DATA, e);
	if (rc == RC_OK)
		rc = sandbox_read(&box, MODULES, e);
	if (rc == RC_OK)
		rc = sandbox_enter(&box, e);
	sandbox_release(&box);
	return rc;
}

int
main(int argc, char **argv)
{
	PopplerDocument *d;
	GError *failed = NULL;
	struct err e;
	int status;

	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("annals-pdf %s, poppler %s\n", ANNALS_VERSION, poppler_get_version());
		return 0;
	}
	if (confine(&e) != RC_OK)
		return give_up(e.text);
	d = poppler_document_new_from_fd(STDIN_FILENO, NULL, &failed);
	if (d == NULL && g_error_matches(failed, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
		return give_up("encrypted with a password");
	if (d == NULL)
		return give_up("damaged, or no PDF");
	status = put_document(d);
	g_object_unref(d);
	return status;
}
