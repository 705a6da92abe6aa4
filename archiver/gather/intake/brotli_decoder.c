#include "archiver/gather/intake/brotli_decoder.h"

#include <brotli/decode.h>
#include <stdio.h>
#include <stdlib.h>

struct brotli_decoder {
	BrotliDecoderState *state;
};

enum rc
brotli_decoder_new(struct brotli_decoder **out, struct err *e)
{
	struct brotli_decoder *d = calloc(1, sizeof *d);

	*out = d;
	if (d != NULL)
		d->state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	if (d != NULL && d->state != NULL)
		return RC_OK;
	free(d);
	*out = NULL;
	return err_nomem(e);
}

void
brotli_decoder_free(struct brotli_decoder *d)
{
	if (d != NULL)
		BrotliDecoderDestroyInstance(d->state);
	free(d);
}

static bool
is_nomem(const struct brotli_decoder *d)
{
	BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(d->state);

	return code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES &&
		code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
}

enum decode_state
brotli_decoder_step(struct brotli_decoder *d, struct decode_step *step)
{
	size_t in = step->in.len, room = step->room;
	const uint8_t *next = step->in.p;
	uint8_t *out = step->out;
	BrotliDecoderResult answer =
		BrotliDecoderDecompressStream(d->state, &in, &next, &room, &out, NULL);

	step->made = step->room - room;
	step->in = slice_from(step->in, step->in.len - in);
	switch (answer) {
	case BROTLI_DECODER_RESULT_SUCCESS:
		return DECODE_END;
	case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
	case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
		return DECODE_MORE;
	case BROTLI_DECODER_RESULT_ERROR:
	default:
		return is_nomem(d) ? DECODE_NOMEM : DECODE_BAD;
	}
}

const char *
brotli_decoder_library(void)
{
	static char text[40];
	uint32_t v = BrotliDecoderVersion();

	snprintf(text, sizeof text, "libbrotlidec %u.%u.%u", v >> 24, v >> 12 & 0xFFF, v & 0xFFF);
	return text;
}
