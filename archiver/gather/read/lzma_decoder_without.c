/* Where liblzma was missing when this program was built: xz and 7z are refused. */
#include "archiver/gather/read/lzma_decoder.h"

static enum rc
refuse(struct err *e)
{
	return err_set(e, RC_UNSUPPORTED, "packed by LZMA, and this build has no liblzma");
}

enum rc
lzma_decoder_new(int fd, struct lzma_decoder **out, struct err *e)
{
	(void)fd;
	*out = NULL;
	return refuse(e);
}

void
lzma_decoder_free(struct lzma_decoder *d)
{
	(void)d;
}

enum rc
lzma_decoder_read(struct lzma_decoder *d, struct slice *out, struct err *e)
{
	(void)d;
	*out = SLICE_EMPTY;
	return refuse(e);
}

enum rc
lzma_decoder_all(const struct lzma_decoder_raw *raw, size_t size, struct bytes *out, struct err *e)
{
	(void)raw;
	(void)size;
	(void)out;
	return refuse(e);
}

const char *
lzma_decoder_library(void)
{
	return "liblzma: not in this build; xz and 7z are refused";
}
