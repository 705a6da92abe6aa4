#include "format/frame/packer.h"

#include "format/frame/frame.h"

#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

_Static_assert(FRAME_PACKED_MAX == ZSTD_COMPRESSBOUND(LIMIT_FRAME_CONTENT), "frame.h says so");

struct packer {
	ZSTD_CCtx *context;
};

static enum rc
report(size_t result, struct err *e)
{
	if (!ZSTD_isError(result))
		return RC_OK;
	if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation)
		return err_nomem(e);
	return err_set(e, RC_IO, "libzstd: %s", ZSTD_getErrorName(result));
}

static enum rc
set(struct packer *p, ZSTD_cParameter which, int value, struct err *e)
{
	return report(ZSTD_CCtx_setParameter(p->context, which, value), e);
}

enum rc
packer_new(struct packer **out, struct err *e)
{
	struct packer *p = malloc(sizeof *p);
	enum rc rc;

	*out = NULL;
	if (p == NULL)
		return err_nomem(e);
	p->context = ZSTD_createCCtx();
	rc = p->context == NULL ? err_nomem(e) : set(p, ZSTD_c_contentSizeFlag, 1, e);
	if (rc == RC_OK)
		rc = set(p, ZSTD_c_checksumFlag, 1, e);
	if (rc == RC_OK)
		rc = set(p, ZSTD_c_dictIDFlag, 0, e);
	if (rc != RC_OK) {
		packer_free(p);
		return rc;
	}
	*out = p;
	return RC_OK;
}

void
packer_free(struct packer *p)
{
	if (p == NULL)
		return;
	ZSTD_freeCCtx(p->context);
	free(p);
}

/*
 * The window needs no setting: libzstd knows the content's length and cuts the
 * window to it, which is 8 MiB at most. That is looked at all the same.
 */
static enum rc
compress(struct packer *p, struct slice content, struct bytes *out, struct err *e)
{
	size_t before = out->len, room = ZSTD_compressBound(content.len), packed;
	uint8_t *to = bytes_room(out, room);
	enum rc rc = bytes_check(out, "frame", e);

	if (rc != RC_OK)
		return rc;
	packed = ZSTD_compress2(p->context, to, room, content.p, content.len);
	rc = report(packed, e);
	if (rc == RC_OK && frame_check_header(slice_of(to, packed), content.len, e) != RC_OK)
		rc = err_within(e, RC_UNSUPPORTED, "%s", frame_library().text);
	bytes_cut(out, rc == RC_OK ? before + packed : before);
	return rc;
}

enum rc
packer_pack(struct packer *p, struct slice content, int level, struct bytes *out, struct err *e)
{
	enum rc rc;

	if (level < PACKER_LEVEL_MIN || level > PACKER_LEVEL_MAX)
		return err_set(e, RC_USAGE, "compression level %d, not %d to %d", level,
			PACKER_LEVEL_MIN, PACKER_LEVEL_MAX);
	if (content.len < 1 || content.len > LIMIT_FRAME_CONTENT)
		return err_set(e, RC_USAGE, "%zu bytes for a frame, not 1 to %ju", content.len,
			(uintmax_t)LIMIT_FRAME_CONTENT);
	rc = set(p, ZSTD_c_compressionLevel, level, e);
	return rc == RC_OK ? compress(p, content, out, e) : rc;
}
