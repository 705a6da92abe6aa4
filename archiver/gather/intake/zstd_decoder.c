#include "archiver/gather/intake/zstd_decoder.h"

#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

struct zstd_decoder {
	ZSTD_DCtx *context;
};

enum rc
zstd_decoder_new(enum zstd_decoder_window window, struct zstd_decoder **out, struct err *e)
{
	struct zstd_decoder *d = calloc(1, sizeof *d);

	*out = d;
	if (d != NULL)
		d->context = ZSTD_createDCtx();
	if (d != NULL && d->context != NULL &&
		!ZSTD_isError(ZSTD_DCtx_setParameter(d->context, ZSTD_d_windowLogMax, (int)window)))
		return RC_OK;
	zstd_decoder_free(d);
	*out = NULL;
	return err_nomem(e);
}

void
zstd_decoder_free(struct zstd_decoder *d)
{
	if (d != NULL)
		ZSTD_freeDCtx(d->context);
	free(d);
}

void
zstd_decoder_reset(struct zstd_decoder *d)
{
	ZSTD_DCtx_reset(d->context, ZSTD_reset_session_only);
}

enum decode_state
zstd_decoder_step(struct zstd_decoder *d, struct decode_step *step)
{
	ZSTD_inBuffer in = {step->in.p, step->in.len, 0};
	ZSTD_outBuffer out = {step->out, step->room, 0};
	size_t answer = ZSTD_decompressStream(d->context, &out, &in);

	step->in = slice_from(step->in, in.pos);
	step->made = out.pos;
	if (ZSTD_isError(answer))
		return ZSTD_getErrorCode(answer) == ZSTD_error_memory_allocation ? DECODE_NOMEM
										 : DECODE_BAD;
	return answer == 0 ? DECODE_END : DECODE_MORE;
}
