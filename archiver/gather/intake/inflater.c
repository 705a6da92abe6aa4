#include "archiver/gather/intake/inflater.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

/* Of the window, and what says which form it is (zlib.h, inflateInit2). */
#define WINDOW	    15
#define WINDOW_GZIP (WINDOW + 16)

struct inflater {
	z_stream z;
};

enum rc
inflater_new(enum inflater_form form, struct inflater **out, struct err *e)
{
	struct inflater *i = calloc(1, sizeof *i);
	int bits = form == INFLATER_GZIP ? WINDOW_GZIP : form == INFLATER_ZLIB ? WINDOW : -WINDOW;

	*out = NULL;
	if (i == NULL || inflateInit2(&i->z, bits) != Z_OK) {
		free(i);
		return err_nomem(e);
	}
	*out = i;
	return RC_OK;
}

void
inflater_free(struct inflater *i)
{
	if (i != NULL)
		inflateEnd(&i->z);
	free(i);
}

void
inflater_reset(struct inflater *i)
{
	inflateReset(&i->z);
}

enum decode_state
inflater_step(struct inflater *i, struct decode_step *step)
{
	uInt in = step->in.len < UINT_MAX ? (uInt)step->in.len : UINT_MAX;
	uInt room = step->room < UINT_MAX ? (uInt)step->room : UINT_MAX;
	int answer;

	/* zlib does not write through it; its header says so of ZLIB_CONST only. */
	i->z.next_in = (Bytef *)(uintptr_t)step->in.p;
	i->z.avail_in = in;
	i->z.next_out = step->out;
	i->z.avail_out = room;
	answer = inflate(&i->z, Z_NO_FLUSH);
	step->in = slice_from(step->in, in - i->z.avail_in);
	step->made = room - i->z.avail_out;
	switch (answer) {
	case Z_OK:
	case Z_BUF_ERROR:
		return DECODE_MORE;
	case Z_STREAM_END:
		return DECODE_END;
	case Z_MEM_ERROR:
		return DECODE_NOMEM;
	default:
		return DECODE_BAD;
	}
}

const char *
inflater_library(void)
{
	return "zlib " ZLIB_VERSION;
}
