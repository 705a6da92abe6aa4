/*
 * jpeg_streams.h -- the JPEG files in a PDF, as somebody put them in.
 *
 * poppler gives a picture's pixels only, which as PNG are many times as large as the JPEG they
 * came from, and have lost what that says of itself. But a stream is never within another
 * object (ISO 32000-1, 7.3.8 and 7.5.7), so one that is packed by DCTDecode alone stands in the
 * document as the whole JPEG file, between `stream` and `endstream`, unless it is encrypted.
 * Which of them a picture is its pixels tell: the same size, and nearly the same averages
 * of eight by eight.
 *
 * Under the GPL, version 2 or 3, as annals_pdf.c is, of which it is a part.
 */
#ifndef ANNALS_ARCHIVER_PDF_JPEG_STREAMS_H
#define ANNALS_ARCHIVER_PDF_JPEG_STREAMS_H

#include <cairo.h>
#include <glib.h>

struct jpeg_streams;

/* Of the document that is open as `fd`; of one that cannot be mapped into memory none are found. */
struct jpeg_streams *jpeg_streams_new(int fd);
void jpeg_streams_free(struct jpeg_streams *s);

/*
 * The file with a picture's pixels, 32 bits each as cairo has them; borrowed. NULL where there is
 * none, or only one in more than three colours. `*len` is its length.
 */
const guint8 *jpeg_streams_find(struct jpeg_streams *s, cairo_surface_t *picture, gsize *len);

#endif
