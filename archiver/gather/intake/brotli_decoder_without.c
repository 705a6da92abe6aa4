/*
 * What stands for brotli_decoder.c where libbrotlidec was missing when this program was
 * built (the Makefile chooses): what is packed by it is refused, and says why.
 */
#include "archiver/gather/intake/brotli_decoder.h"

enum rc
brotli_decoder_new(struct brotli_decoder **out, struct err *e)
{
	*out = NULL;
	return err_set(e, RC_UNSUPPORTED, "packed by brotli, which this build does not unpack");
}

void
brotli_decoder_free(struct brotli_decoder *d)
{
	(void)d;
}

enum decode_state
brotli_decoder_step(struct brotli_decoder *d, struct decode_step *step)
{
	(void)d;
	(void)step;
	return DECODE_BAD;
}

const char *
brotli_decoder_library(void)
{
	return "libbrotlidec: not in this build";
}
