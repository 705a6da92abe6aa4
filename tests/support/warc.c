#include "support/warc.h"

#include "support/test.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

void
warc_add(const struct warc_record *r, struct bytes *out)
{
	struct slice block = r->block == NULL ? r->bytes : slice_str(r->block);

	bytes_fmt(out, "WARC/1.0\r\nWARC-Type: %s\r\n", r->type);
	if (r->url != NULL)
		bytes_fmt(out, "WARC-Target-URI: %s\r\n", r->url);
	if (r->date != NULL)
		bytes_fmt(out, "WARC-Date: %s\r\n", r->date);
	if (r->fields != NULL)
		bytes_str(out, r->fields);
	bytes_fmt(out, "Content-Length: %ld\r\n\r\n", (long)block.len + r->length_off);
	bytes_add(out, block);
	bytes_str(out, "\r\n\r\n");
	assert_int_equal(out->failed, RC_OK);
}

void
warc_gzip(struct slice s, struct bytes *out)
{
	z_stream z = {.next_in = (Bytef *)(uintptr_t)s.p, .avail_in = (uInt)s.len};
	size_t room = s.len + 1024;
	uint8_t *to = bytes_room(out, room);

	assert_non_null(to);
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_out = to;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	bytes_cut(out, out->len - z.avail_out);
	deflateEnd(&z);
}

void
warc_zstd(struct slice s, struct bytes *out)
{
	size_t room = ZSTD_compressBound(s.len), len;
	uint8_t *to = bytes_room(out, room);
	ZSTD_CCtx *context = ZSTD_createCCtx();

	assert_non_null(to);
	assert_non_null(context);
	assert_false(ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)));
	len = ZSTD_compress2(context, to, room, s.p, s.len);
	assert_false(ZSTD_isError(len));
	bytes_cut(out, out->len - room + len);
	ZSTD_freeCCtx(context);
}

void
warc_save(const char *path, struct slice content)
{
	FILE *f = fopen(path, "we");

	assert_non_null(f);
	assert_int_equal(fwrite(content.p, 1, content.len, f), content.len);
	assert_int_equal(fclose(f), 0);
}
