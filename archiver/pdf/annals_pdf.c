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
#include "archiver/pdf/jpeg_streams.h"
#include "archiver/sandbox.h"

#include <poppler.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
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

/* Of a processor; and of that so much until no more pictures are begun. */
#define SECONDS_MAX	    60
#define SECONDS_OF_PICTURES 30

/*
 * Pictures as pdf_lines.h counts them: of at least a centimetre on the page and 64 pixels in
 * the file, below four fifths of the page. A picture has at most so many pixels, all of them
 * together four times as many.
 */
#define PICTURES_MAX	   4096
#define PICTURE_LENGTH_MIN 28.3
#define PICTURE_PIXELS_MIN 64
#define PICTURE_PIXELS_MAX ((guint64)64 * 1000 * 1000)
#define PIXELS_MAX	   (4 * PICTURE_PIXELS_MAX)
#define PICTURE_BYTES_MAX  ((guint)256 * 1024 * 1024)

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

/* A picture that is worth to be taken out, once all text is told. */
struct candidate {
	int page, image;
	guint32 number;
};

struct pictures {
	GArray *candidates;
	struct jpeg_streams *jpegs;
	GHashTable *known; /* digest of the pixels: number of the picture that had them first */
	guint32 count;	   /* all, those too small among them */
	guint64 pixels;
};

/* Why a picture is not taken out; pdf_lines.h has the same. */
enum left_out { TOO_SMALL = 1, NOT_TO_BE_HAD = 2, BEYOND_LIMITS = 3, BACKGROUND = 4 };

static void
put_left_out(guint32 number, enum left_out why)
{
	put_head('O', 4 * 2);
	put_u32(number);
	put_u32(why);
}

static void
put_image(struct pictures *all, PopplerPage *page, const PopplerImageMapping *image)
{
	double width, height, w = image->area.x2 - image->area.x1,
			      h = image->area.y2 - image->area.y1;
	struct candidate c = {poppler_page_get_index(page), image->image_id, all->count++};

	put_head('I', 4 * 4);
	put_rectangle(&image->area);
	poppler_page_get_size(page, &width, &height);
	if (w < PICTURE_LENGTH_MIN || h < PICTURE_LENGTH_MIN)
		put_left_out(c.number, TOO_SMALL);
	else if (w * h * 10 >= width * height * 8)
		put_left_out(c.number, BACKGROUND);
	else
		g_array_append_val(all->candidates, c);
}

static void
put_images(struct pictures *all, PopplerPage *page)
{
	GList *images = poppler_page_get_image_mapping(page);

	for (const GList *l = images; l != NULL && all->count < PICTURES_MAX; l = l->next)
		put_image(all, page, l->data);
	poppler_page_free_image_mapping(images);
}

static void
put_page(struct pictures *all, PopplerPage *page)
{
	struct page p = {.page = page};
	double width, height;

	poppler_page_get_size(page, &width, &height);
	put_head('N', 4 * 2);
	put_length(width);
	put_length(height);
	put_images(all, page);
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

/* ---- pictures -------------------------------------------------------------------------------- */

static cairo_status_t
add_bytes(void *ctx, const unsigned char *bytes, unsigned count)
{
	GByteArray *out = ctx;

	if (count > PICTURE_BYTES_MAX - out->len)
		return CAIRO_STATUS_WRITE_ERROR;
	g_byte_array_append(out, bytes, count);
	return CAIRO_STATUS_SUCCESS;
}

/* Of a picture's pixels and size, whatever it is called; to be freed. */
static char *
digest_of(cairo_surface_t *s)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	const guchar *row = cairo_image_surface_get_data(s);
	const int size[] = {cairo_image_surface_get_width(s), cairo_image_surface_get_height(s)};
	char *digest;

	g_checksum_update(sum, (const guchar *)size, sizeof size);
	for (int y = 0; y < size[1]; y++) {
		g_checksum_update(sum, row, 4 * (gssize)size[0]);
		row += cairo_image_surface_get_stride(s);
	}
	digest = g_strdup(g_checksum_get_string(sum));
	g_checksum_free(sum);
	return digest;
}

static void
put_file(guint32 number, const guint8 *bytes, gsize len)
{
	put_head('P', 4 + len);
	put_u32(number);
	fwrite(bytes, len, 1, stdout);
}

static void
put_png(guint32 number, cairo_surface_t *s)
{
	GByteArray *png = g_byte_array_new();

	if (cairo_surface_write_to_png_stream(s, add_bytes, png) == CAIRO_STATUS_SUCCESS)
		put_file(number, png->data, png->len);
	else
		put_left_out(number, NOT_TO_BE_HAD);
	g_byte_array_unref(png);
}

/* What was met before is not sent again; a JPEG goes as it stands in the document. */
static void
put_once(struct pictures *all, guint32 number, cairo_surface_t *s)
{
	char *digest = digest_of(s);
	const guint8 *jpeg;
	gpointer first;
	gsize len;

	if (g_hash_table_lookup_extended(all->known, digest, NULL, &first)) {
		put_head('S', 4 * 2);
		put_u32(number);
		put_u32(GPOINTER_TO_UINT(first));
		g_free(digest);
		return;
	}
	g_hash_table_insert(all->known, digest, GUINT_TO_POINTER(number));
	jpeg = jpeg_streams_find(all->jpegs, s, &len);
	if (jpeg != NULL)
		put_file(number, jpeg, len);
	else
		put_png(number, s);
}

static gboolean
is_whole(cairo_surface_t *s)
{
	cairo_format_t format;

	if (s == NULL || cairo_surface_status(s) != CAIRO_STATUS_SUCCESS ||
		cairo_surface_get_type(s) != CAIRO_SURFACE_TYPE_IMAGE)
		return FALSE;
	cairo_surface_flush(s);
	format = cairo_image_surface_get_format(s);
	return (format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24) &&
		cairo_image_surface_get_data(s) != NULL;
}

static void
put_picture(struct pictures *all, PopplerPage *page, const struct candidate *c)
{
	cairo_surface_t *s = poppler_page_get_image(page, c->image);
	int width, height;
	guint64 pixels;

	if (!is_whole(s)) {
		put_left_out(c->number, NOT_TO_BE_HAD);
	} else {
		width = cairo_image_surface_get_width(s);
		height = cairo_image_surface_get_height(s);
		pixels = (guint64)width * (guint64)height;
		if (width < PICTURE_PIXELS_MIN || height < PICTURE_PIXELS_MIN)
			put_left_out(c->number, TOO_SMALL);
		else if (pixels > PICTURE_PIXELS_MAX || pixels > PIXELS_MAX - all->pixels)
			put_left_out(c->number, BEYOND_LIMITS);
		else
			put_once(all, c->number, s);
		all->pixels += MIN(pixels, PIXELS_MAX - all->pixels);
	}
	if (s != NULL)
		cairo_surface_destroy(s);
}

static gboolean
is_late(void)
{
	return clock() / CLOCKS_PER_SEC >= SECONDS_OF_PICTURES;
}

/* They come last: whatever becomes of them, the text has been told. */
static gboolean
put_pictures(struct pictures *all, PopplerDocument *d)
{
	for (guint i = 0; i < all->candidates->len && !ferror(stdout); i++) {
		const struct candidate *c = &g_array_index(all->candidates, struct candidate, i);
		PopplerPage *page = is_late() ? NULL : poppler_document_get_page(d, c->page);

		if (page == NULL) {
			put_left_out(c->number, BEYOND_LIMITS);
			continue;
		}
		put_picture(all, page, c);
		g_object_unref(page);
	}
	put_head('F', 0);
	return fflush(stdout) == 0;
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

/* One page after another, in their order; false where nobody listens any more. */
static gboolean
put_pages(struct pictures *all, PopplerDocument *d, int pages)
{
	for (int i = 0; i < pages; i++) {
		PopplerPage *page = poppler_document_get_page(d, i);

		if (page == NULL)
			continue;
		put_page(all, page);
		g_object_unref(page);
		if (ferror(stdout))
			return FALSE;
	}
	put_head('E', 4);
	put_u32((guint32)pages);
	return fflush(stdout) == 0;
}

static int
put_document(PopplerDocument *d)
{
	int pages = poppler_document_get_n_pages(d);
	struct pictures all = {g_array_new(FALSE, FALSE, sizeof(struct candidate)), NULL,
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), 0, 0};
	gboolean told;

	if (pages > PAGES_MAX)
		return give_up("more than 2000 pages");
	put_facts(d);
	told = put_pages(&all, d, pages);
	if (told && all.candidates->len > 0) {
		all.jpegs = jpeg_streams_new(STDIN_FILENO);
		told = put_pictures(&all, d);
		jpeg_streams_free(all.jpegs);
	} else if (told) {
		told = put_pictures(&all, d);
	}
	g_array_free(all.candidates, TRUE);
	g_hash_table_destroy(all.known);
	return told ? 0 : 1;
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
