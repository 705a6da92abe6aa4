#include "archiver/gather/read/lzma_decoder.h"

#include "format/base/limits.h"

#include <errno.h>
#include <inttypes.h>
#include <lzma.h>
#include <stdlib.h>
#include <unistd.h>

#define STEP ((size_t)64 * 1024)

struct lzma_decoder {
	lzma_stream stream;
	int fd;
	bool ended; /* of the file */
	bool done;  /* nothing more comes out */
	uint8_t in[STEP], out[STEP];
};

static enum rc
too_much(uint64_t need, struct err *e)
{
	return err_set(e, RC_LIMIT,
		"to unpack it takes %" PRIu64 " bytes of memory, room for %" PRIu64, need,
		(uint64_t)LIMIT_DECODER);
}

/* ---- xz -------------------------------------------------------------------------------------- */

enum rc
lzma_decoder_new(int fd, struct lzma_decoder **out, struct err *e)
{
	struct lzma_decoder *d = malloc(sizeof *d);

	*out = NULL;
	if (d == NULL)
		return err_nomem(e);
	d->stream = (lzma_stream)LZMA_STREAM_INIT;
	d->fd = fd;
	d->ended = d->done = false;
	if (lzma_stream_decoder(&d->stream, LIMIT_DECODER, LZMA_CONCATENATED) != LZMA_OK) {
		free(d);
		return err_nomem(e);
	}
	*out = d;
	return RC_OK;
}

void
lzma_decoder_free(struct lzma_decoder *d)
{
	if (d != NULL)
		lzma_end(&d->stream);
	free(d);
}

static enum rc
refill(struct lzma_decoder *d, struct err *e)
{
	ssize_t got;

	do {
		got = read(d->fd, d->in, STEP);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return err_sys(e, errno, "cannot read it");
	d->ended = got == 0;
	d->stream.next_in = d->in;
	d->stream.avail_in = (size_t)got;
	return RC_OK;
}

static enum rc
answer(struct lzma_decoder *d, lzma_ret said, struct err *e)
{
	switch (said) {
	case LZMA_OK:
		return RC_OK;
	case LZMA_STREAM_END:
		d->done = true;
		return RC_OK;
	case LZMA_MEM_ERROR:
		return err_nomem(e);
	case LZMA_MEMLIMIT_ERROR:
		return too_much(lzma_memusage(&d->stream), e);
	case LZMA_OPTIONS_ERROR:
		return err_set(e, RC_BAD, "packed by xz in a way that is not known");
	case LZMA_BUF_ERROR:
		return err_set(e, RC_BAD, "the xz file is cut short");
	default:
		return err_set(e, RC_BAD, "the xz file is damaged");
	}
}

enum rc
lzma_decoder_read(struct lzma_decoder *d, struct slice *out, struct err *e)
{
	enum rc rc = RC_OK;

	d->stream.next_out = d->out;
	d->stream.avail_out = STEP;
	while (rc == RC_OK && !d->done && d->stream.avail_out > 0) {
		if (d->stream.avail_in == 0 && !d->ended)
			rc = refill(d, e);
		if (rc == RC_OK)
			rc = answer(d, lzma_code(&d->stream, d->ended ? LZMA_FINISH : LZMA_RUN), e);
	}
	*out = rc == RC_OK ? slice_of(d->out, STEP - d->stream.avail_out) : SLICE_EMPTY;
	return rc;
}

/* ---- raw ------------------------------------------------------------------------------------- */

/* As the decoder stops after `size` bytes, an end of its own is not asked for. */
static enum rc
decode_raw(lzma_stream *s, size_t size, struct bytes *out, struct err *e)
{
	lzma_ret said = LZMA_OK;
	uint8_t step[4096];

	while (size > 0 && said == LZMA_OK) {
		size_t room = size < sizeof step ? size : sizeof step;

		s->next_out = step;
		s->avail_out = room;
		said = lzma_code(s, LZMA_RUN);
		bytes_add(out, slice_of(step, room - s->avail_out));
		size -= room - s->avail_out;
	}
	if (size == 0)
		return bytes_check(out, "what is packed by LZMA", e);
	return said == LZMA_MEM_ERROR ? err_nomem(e)
				      : err_set(e, RC_BAD, "what is packed by LZMA is damaged");
}

enum rc
lzma_decoder_all(const struct lzma_decoder_raw *raw, size_t size, struct bytes *out, struct err *e)
{
	lzma_filter chain[] = {{raw->second ? LZMA_FILTER_LZMA2 : LZMA_FILTER_LZMA1, NULL},
		{LZMA_VLI_UNKNOWN, NULL}};
	lzma_stream s = LZMA_STREAM_INIT;
	uint64_t need;
	enum rc rc = RC_OK;

	if (lzma_properties_decode(chain, NULL, raw->properties.p, raw->properties.len) != LZMA_OK)
		return err_set(e, RC_BAD, "properties of LZMA that are none");
	need = lzma_raw_decoder_memusage(chain);
	if (need > LIMIT_DECODER)
		rc = too_much(need, e);
	else if (lzma_raw_decoder(&s, chain) != LZMA_OK)
		rc = err_nomem(e);
	s.next_in = raw->packed.p;
	s.avail_in = raw->packed.len;
	if (rc == RC_OK)
		rc = decode_raw(&s, size, out, e);
	lzma_end(&s);
	free(chain[0].options);
	return rc;
}

const char *
lzma_decoder_library(void)
{
	return "liblzma " LZMA_VERSION_STRING;
}
