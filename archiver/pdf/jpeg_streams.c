#include "archiver/pdf/jpeg_streams.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <jpeglib.h>

/* So many are looked at; a document has few, and each is compared with each picture of its size. */
#define STREAMS_MAX 1024

/* What decoding one may take. */
#define MEMORY_MAX (160L * 1024 * 1024)

/* Of a picture's side in pixels, to one of what is compared: what JPEG has as one mean. */
#define BLOCK 8

/*
 * How far colours are from each other on the average, of 255: below APART_NEAR it is the one, and
 * the nearest one below APART_FAR is, for poppler may turn one colour space into another.
 */
#define APART_NEAR 2
#define APART_FAR  12

struct stream {
	const guint8 *bytes;
	gsize len;
	guint width, height; /* 0 where it is no JPEG that can be compared */
	gboolean taken;	     /* some picture is this one */
};

struct jpeg_streams {
	const guint8 *map;
	gsize size;
	GArray *found;
};

/* ---- decoding -------------------------------------------------------------------------------- */

/* One file being decoded, and what comes of it. */
struct decoding {
	struct jpeg_error_mgr failing; /* first: libjpeg gives it back */
	jmp_buf out;
	struct jpeg_decompress_struct jpeg;
	struct stream *stream;
	cairo_surface_t *picture; /* to be compared with */
	guint8 *row;
	guint64 apart;
};

static void
give_up(j_common_ptr of)
{
	longjmp(((struct decoding *)of->err)->out, 1);
}

static void
say_nothing(j_common_ptr of, int level)
{
	(void)of;
	(void)level;
}

/* Up to its header, and then `step`; FALSE where libjpeg gives up. */
static gboolean
decode(struct decoding *d, void (*step)(struct decoding *d))
{
	d->jpeg.err = jpeg_std_error(&d->failing);
	d->failing.error_exit = give_up;
	d->failing.emit_message = say_nothing;
	if (setjmp(d->out) == 0) {
		jpeg_create_decompress(&d->jpeg);
		d->jpeg.mem->max_memory_to_use = MEMORY_MAX;
		jpeg_mem_src(&d->jpeg, d->stream->bytes, d->stream->len);
		(void)jpeg_read_header(&d->jpeg, TRUE);
		step(d);
		return TRUE;
	}
	return FALSE;
}

/* What is not grey or of three colours has other pixels here than poppler shows. */
static void
read_size(struct decoding *d)
{
	if (d->jpeg.num_components != 1 && d->jpeg.num_components != 3)
		return;
	d->stream->width = d->jpeg.image_width;
	d->stream->height = d->jpeg.image_height;
}

/* The sum of differences over a row of means; red, green and blue each. */
static guint64
compare_row(cairo_surface_t *picture, guint y, const guint8 *means, guint count)
{
	const guint8 *data = cairo_image_surface_get_data(picture);
	gsize stride = (gsize)cairo_image_surface_get_stride(picture);
	guint64 sum = 0;

	for (guint i = 0; i < count; i++) {
		guint colours[3] = {0, 0, 0};

		for (guint k = 0; k < BLOCK * BLOCK; k++) {
			const guint8 *at = data + stride * (y * BLOCK + k / BLOCK) +
				4 * ((gsize)i * BLOCK + k % BLOCK);
			guint32 pixel;

			memcpy(&pixel, at, sizeof pixel);
			colours[0] += pixel >> 16 & 0xFF;
			colours[1] += pixel >> 8 & 0xFF;
			colours[2] += pixel & 0xFF;
		}
		for (guint k = 0; k < 3; k++) {
			gint apart = (gint)(colours[k] / (BLOCK * BLOCK)) - (gint)means[3 * i + k];

			sum += (guint64)ABS(apart);
		}
	}
	return sum;
}

static void
compare_rows(struct decoding *d)
{
	guint columns = d->stream->width / BLOCK, rows = d->stream->height / BLOCK;

	d->jpeg.scale_num = 1;
	d->jpeg.scale_denom = BLOCK;
	d->jpeg.out_color_space = JCS_RGB;
	(void)jpeg_start_decompress(&d->jpeg);
	for (guint y = 0; y < rows && d->jpeg.output_scanline < d->jpeg.output_height; y++) {
		(void)jpeg_read_scanlines(&d->jpeg, &d->row, 1);
		d->apart += compare_row(d->picture, y, d->row, columns);
	}
}

/* How far they are apart, of 255; 255 where that cannot be told. They are of one size. */
static guint
compare(struct stream *s, cairo_surface_t *picture)
{
	struct decoding d = {.stream = s, .picture = picture};
	guint64 means = (guint64)3 * (s->width / BLOCK) * (s->height / BLOCK);
	gboolean whole;

	d.row = g_malloc(3 * ((gsize)s->width / BLOCK + 1));
	whole = means > 0 && decode(&d, compare_rows);
	g_free(d.row);
	jpeg_destroy_decompress(&d.jpeg);
	return whole ? (guint)(d.apart / means) : 255;
}

/* ---- finding --------------------------------------------------------------------------------- */

static const guint8 *
find_text(const guint8 *from, const guint8 *end, const char *text)
{
	return memmem(from, (gsize)(end - from), text, strlen(text));
}

/* Up to its end-of-image marker; what stands behind that is the PDF's. */
static gsize
length_of(const guint8 *at, const guint8 *end)
{
	while (end - at >= 2 && (end[-2] != 0xFF || end[-1] != 0xD9))
		end--;
	return (gsize)(end - at);
}

static void
find_streams(struct jpeg_streams *s)
{
	const guint8 *at = s->map, *end = s->map + s->size, *close;
	struct decoding d;

	while (s->found->len < STREAMS_MAX && (at = find_text(at, end, "stream")) != NULL) {
		struct stream found = {.bytes = at + strlen("stream")};

		if (found.bytes < end && *found.bytes == '\r')
			found.bytes++;
		if (found.bytes < end && *found.bytes == '\n')
			found.bytes++;
		at = found.bytes;
		if (end - at < 3 || memcmp(at, "\xFF\xD8\xFF", 3) != 0)
			continue;
		close = find_text(at, end, "endstream");
		if (close == NULL)
			return;
		found.len = length_of(at, close);
		d = (struct decoding){.stream = &found};
		(void)decode(&d, read_size);
		jpeg_destroy_decompress(&d.jpeg);
		if (found.width > 0)
			g_array_append_val(s->found, found);
		at = close + strlen("endstream");
	}
}

struct jpeg_streams *
jpeg_streams_new(int fd)
{
	struct jpeg_streams *s = g_new0(struct jpeg_streams, 1);
	struct stat st;
	void *map = MAP_FAILED;

	s->found = g_array_new(FALSE, FALSE, sizeof(struct stream));
	if (fstat(fd, &st) == 0 && st.st_size > 0)
		map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map != MAP_FAILED) {
		s->map = map;
		s->size = (gsize)st.st_size;
		find_streams(s);
	}
	return s;
}

void
jpeg_streams_free(struct jpeg_streams *s)
{
	if (s->map != NULL)
		munmap((void *)(guintptr)s->map, s->size);
	g_array_free(s->found, TRUE);
	g_free(s);
}

const guint8 *
jpeg_streams_find(struct jpeg_streams *s, cairo_surface_t *picture, gsize *len)
{
	guint width = (guint)cairo_image_surface_get_width(picture), best = APART_FAR;
	guint height = (guint)cairo_image_surface_get_height(picture);
	struct stream *nearest = NULL;

	for (guint i = 0; i < s->found->len && best > APART_NEAR; i++) {
		struct stream *one = &g_array_index(s->found, struct stream, i);
		guint apart = one->taken || one->width != width || one->height != height
			? 255
			: compare(one, picture);

		if (apart < best) {
			best = apart;
			nearest = one;
		}
	}
	if (nearest == NULL)
		return NULL;
	nearest->taken = TRUE;
	*len = nearest->len;
	return nearest->bytes;
}
