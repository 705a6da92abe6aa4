#include "format/frame/unpacker.h"

#include "format/frame/frame.h"

#include <stdlib.h>
#include <zstd.h>

struct unpacker {
	ZSTD_DCtx *context;
};

enum rc
unpacker_new(struct unpacker **out, struct err *e)
{
	struct unpacker *u = malloc(sizeof *u);

	*out = NULL;
	if (u == NULL)
		return err_nomem(e);
	u->context = ZSTD_createDCtx();
	if (u->context == NULL) {
		unpacker_free(u);
		return err_nomem(e);
	}
	*out = u;
	return RC_OK;
}

void
unpacker_free(struct unpacker *u)
{
	if (u == NULL)
		return;
	ZSTD_freeDCtx(u->context);
	free(u);
}

static enum rc
check_extent(struct slice frame, struct err *e)
{
	size_t end;

	if (frame.len > FRAME_PACKED_MAX)
		return err_set(e, RC_BAD, "frame of %zu bytes, none has more than %ju", frame.len,
			(uintmax_t)FRAME_PACKED_MAX);
	end = ZSTD_findFrameCompressedSize(frame.p, frame.len);
	if (ZSTD_isError(end))
		return err_set(e, RC_BAD, "frame of %zu bytes does not end within them: %s",
			frame.len, ZSTD_getErrorName(end));
	if (end != frame.len)
		return err_set(e, RC_BAD, "frame ends after %zu bytes of %zu", end, frame.len);
	return RC_OK;
}

/*
 * Decompressing in one go needs no window buffer and allocates nothing, so all
 * that libzstd can complain of is the frame.
 */
static enum rc
decompress(struct unpacker *u, struct slice frame, size_t content_len, struct bytes *out,
	struct err *e)
{
	size_t before = out->len, got;
	uint8_t *to = bytes_room(out, content_len);
	enum rc rc = bytes_check(out, "content of a frame", e);

	if (rc != RC_OK)
		return rc;
	got = ZSTD_decompressDCtx(u->context, to, content_len, frame.p, frame.len);
	if (ZSTD_isError(got))
		rc = err_set(e, RC_BAD, "frame does not decompress: %s", ZSTD_getErrorName(got));
	else if (got != content_len)
		rc = err_set(e, RC_BAD, "frame holds %zu bytes, not %zu", got, content_len);
	if (rc != RC_OK)
		bytes_cut(out, before);
	return rc;
}

enum rc
unpacker_unpack(struct unpacker *u, struct slice frame, size_t content_len, struct bytes *out,
	struct err *e)
{
	enum rc rc = frame_check_header(frame, content_len, e);

	if (rc == RC_OK)
		rc = check_extent(frame, e);
	if (rc == RC_OK)
		rc = decompress(u, frame, content_len, out, e);
	return rc;
}
