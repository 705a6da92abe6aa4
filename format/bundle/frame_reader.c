#include "format/bundle/frame_reader.h"

#include "format/bundle/rule.h"
#include "format/frame/frame.h"

#include <inttypes.h>

enum rc
frame_reader_init(struct frame_reader *r, const struct bundle *bundle, struct err *e)
{
	*r = (struct frame_reader){.bundle = bundle,
		.packed = BYTES_UP_TO(FRAME_PACKED_MAX),
		.content = BYTES_UP_TO(LIMIT_FRAME_CONTENT),
		.at = SIZE_MAX};
	return unpacker_new(&r->unpacker, e);
}

void
frame_reader_release(struct frame_reader *r)
{
	unpacker_free(r->unpacker);
	bytes_release(&r->packed);
	bytes_release(&r->content);
	*r = FRAME_READER_EMPTY;
}

enum rc
frame_reader_fetch(struct frame_reader *r, size_t i, struct slice *packed, struct err *e)
{
	const struct frame_entry *f = &r->bundle->frames.entries[i];
	struct digest found;
	uint8_t *to;
	enum rc rc;

	*packed = SLICE_EMPTY;
	if (f->packed > FRAME_PACKED_MAX)
		return rule_broken(e, "FRAME-2",
			"frame %zu at offset %" PRIu64 ": %u bytes, at most %llu", i, f->offset,
			f->packed, (unsigned long long)FRAME_PACKED_MAX);
	bytes_clear(&r->packed);
	to = bytes_room(&r->packed, f->packed);
	if (to == NULL)
		return err_nomem(e);
	rc = source_read(r->bundle->source, f->offset, to, f->packed, e);
	if (rc != RC_OK)
		return rc;
	found = digest_of(bytes_slice(&r->packed));
	if (!digest_equal(&found, &f->digest))
		return rule_broken(e, "FRAME-1",
			"frame %zu, bytes %" PRIu64 " to %" PRIu64
			": its SHA-256 is %s, signed is %s",
			i, f->offset, f->offset + f->packed - 1, digest_text(&found).text,
			digest_text(&f->digest).text);
	*packed = bytes_slice(&r->packed);
	return RC_OK;
}

enum rc
frame_reader_content(struct frame_reader *r, size_t i, struct slice *content, struct err *e)
{
	const struct frame_entry *f = &r->bundle->frames.entries[i];
	struct slice packed;
	enum rc rc;

	*content = SLICE_EMPTY;
	if (r->at != i) {
		r->at = SIZE_MAX;
		bytes_clear(&r->content);
		rc = frame_reader_fetch(r, i, &packed, e);
		if (rc != RC_OK)
			return rc;
		rc = unpacker_unpack(r->unpacker, packed, f->content, &r->content, e);
		if (rc != RC_OK)
			return rule_within(
				e, rc, "FRAME-2", "frame %zu at offset %" PRIu64, i, f->offset);
		r->at = i;
	}
	*content = bytes_slice(&r->content);
	return RC_OK;
}

enum rc
frame_reader_piece(
	struct frame_reader *r, uint64_t at, uint64_t most, struct slice *piece, struct err *e)
{
	const struct frame_list *list = &r->bundle->frames;
	struct slice content;
	size_t i;
	enum rc rc;

	*piece = SLICE_EMPTY;
	if (at >= list->content)
		return err_set(e, RC_BAD,
			"byte %" PRIu64 " of the tar stream is wanted, it has %" PRIu64, at,
			list->content);
	i = frame_list_find(list, at);
	rc = frame_reader_content(r, i, &content, e);
	if (rc != RC_OK)
		return rc;
	content = slice_from(content, (size_t)(at - list->entries[i].at));
	*piece = slice_first(content, most < content.len ? (size_t)most : content.len);
	return RC_OK;
}

enum rc
frame_reader_read(
	struct frame_reader *r, uint64_t at, uint64_t len, struct bytes *out, struct err *e)
{
	while (len > 0) {
		struct slice piece;
		enum rc rc = frame_reader_piece(r, at, len, &piece, e);

		if (rc != RC_OK)
			return rc;
		bytes_add(out, piece);
		rc = bytes_check(out, "part of the tar stream", e);
		if (rc != RC_OK)
			return rc;
		at += piece.len;
		len -= piece.len;
	}
	return RC_OK;
}
