#include "format/bundle/bundle.h"

#include "format/bundle/bundle_tail.h"
#include "format/bundle/rule.h"
#include "format/bundle/seal_open.h"
#include "format/frame/frame.h"
#include "format/frame/raw_frame.h"
#include "format/frame/seek_table.h"

#include <inttypes.h>

#define SEAL_FRAMES_MAX (LIMIT_SEAL / LIMIT_FRAME_CONTENT)

void
bundle_release(struct bundle *b)
{
	bytes_release(&b->stream);
	tlog_proof_release(&b->proof);
	frame_list_release(&b->frames);
	*b = BUNDLE_EMPTY;
}

/* ---- where the seal lies, by the seek table ---------------------------------------- */

static enum rc
read_seek_table(const struct source *src, struct seek_table *table, struct err *e)
{
	uint8_t footer[SEEK_TABLE_FOOTER];
	struct bytes hold = BYTES_UP_TO(seek_table_size(LIMIT_FRAMES));
	size_t len, frames;
	uint8_t *to;
	enum rc rc;

	if (src->size < sizeof footer)
		return rule_broken(e, "FILE-1", "%" PRIu64 " bytes are no bundle", src->size);
	rc = source_read(src, src->size - sizeof footer, footer, sizeof footer, e);
	if (rc != RC_OK)
		return rc;
	rc = seek_table_size_from_footer(footer, &len, &frames, e);
	if (rc != RC_OK)
		return rule_within(e, rc, "FILE-1", "end of the file");
	if (len > src->size)
		return rule_broken(e, "FILE-1",
			"end of the file: a seek table of %zu bytes in %" PRIu64, len, src->size);
	to = bytes_room(&hold, len);
	rc = to == NULL ? err_nomem(e) : source_read(src, src->size - len, to, len, e);
	if (rc == RC_OK) {
		rc = seek_table_parse(bytes_slice(&hold), table, e);
		if (rc != RC_OK)
			rule_within(e, rc, "FILE-1", "seek table");
	}
	bytes_release(&hold);
	return rc;
}

/* Frames and table cover the file, as far as the table says. */
static enum rc
check_cover(const struct source *src, const struct seek_table *table, struct err *e)
{
	/* At most LIMIT_FRAMES numbers of 32 bits: no overflow. */
	uint64_t sum = seek_table_size(table->frames);

	for (size_t i = 0; i < table->frames; i++)
		sum += table->entries[i].packed;
	if (sum != src->size)
		return rule_broken(e, "FILE-2",
			"seek table and the frames it lists take %" PRIu64
			" bytes, the file has %" PRIu64,
			sum, src->size);
	return RC_OK;
}

/* From the last frame backwards while frames are raw: how many, and where the first begins. */
static enum rc
find_seal(const struct source *src, const struct seek_table *table, size_t *frames, uint64_t *at,
	struct err *e)
{
	*frames = 0;
	*at = src->size - seek_table_size(table->frames);
	while (*frames < table->frames) {
		const struct seek_table_entry *f = &table->entries[table->frames - 1 - *frames];
		uint8_t mark[RAW_FRAME_MARK];
		enum rc rc;

		if (f->packed < sizeof mark)
			break;
		rc = source_read(src, *at - f->packed, mark, sizeof mark, e);
		if (rc != RC_OK)
			return rc;
		if (!raw_frame_is(slice_of(mark, sizeof mark)))
			break;
		if (*frames == SEAL_FRAMES_MAX)
			return rule_broken(e, "SEAL-1", "the seal has more than %llu frames",
				(unsigned long long)SEAL_FRAMES_MAX);
		*at -= f->packed;
		++*frames;
	}
	if (*frames == 0)
		return rule_broken(e, "SEAL-1", "the last frame is not a seal's");
	return RC_OK;
}

static enum rc
read_seal(const struct source *src, const struct seek_table *table, struct bytes *stream,
	struct err *e)
{
	struct bytes packed = BYTES_UP_TO(FRAME_PACKED_MAX);
	size_t frames;
	uint64_t at;
	enum rc rc = find_seal(src, table, &frames, &at, e);

	for (size_t i = table->frames - frames; i < table->frames && rc == RC_OK; i++) {
		size_t len = table->entries[i].packed;
		uint8_t *to;

		bytes_clear(&packed);
		to = bytes_room(&packed, len);
		rc = to == NULL ? err_nomem(e) : source_read(src, at, to, len, e);
		if (rc != RC_OK)
			break;
		rc = raw_frame_parse(bytes_slice(&packed), stream, e);
		if (rc != RC_OK)
			rule_within(e, rc, "SEAL-1", "frame %zu at offset %" PRIu64, i, at);
		at += len;
	}
	bytes_release(&packed);
	return rc;
}

/* The seal's headers and padding are what the record, which is signed, makes them. */
static enum rc
check_seal_stream(const struct bundle *b, struct slice name, struct err *e)
{
	if (!slice_equal(name, b->record.name))
		return rule_broken(e, "REC-2", "the bag is called \"%.*s\", its record %.*s",
			SLICE_FMT(name), SLICE_FMT(b->record.name));
	return seal_check(bytes_slice(&b->stream), &b->seal, name, b->record.created, e);
}

/* The end of the file, from the seal on, is what frame list and seal make it. */
static enum rc
check_tail(const struct source *src, const struct bundle *b, struct err *e)
{
	struct bytes want = BYTES_UP_TO(BUNDLE_TAIL_MAX), have = BYTES_UP_TO(BUNDLE_TAIL_MAX);
	uint64_t from = b->frames.packed;
	size_t at = 0;
	uint8_t *to;
	enum rc rc = bundle_tail_write(&b->frames, bytes_slice(&b->stream), &want, e);

	if (rc != RC_OK)
		goto out;
	if (from > src->size || src->size - from != want.len) {
		rc = rule_broken(e, "FILE-2",
			"the signed frames take %" PRIu64
			" bytes and the rest %zu, the file has %" PRIu64,
			from, want.len, src->size);
		goto out;
	}
	to = bytes_room(&have, want.len);
	rc = to == NULL ? err_nomem(e) : source_read(src, from, to, want.len, e);
	if (rc != RC_OK || slice_equal(bytes_slice(&have), bytes_slice(&want)))
		goto out;
	while (have.p[at] == want.p[at])
		at++;
	rc = rule_broken(e, "FILE-3",
		"byte %" PRIu64 " is 0x%02x; the signed frame list and seal make it 0x%02x",
		from + at, have.p[at], want.p[at]);
out:
	bytes_release(&want);
	bytes_release(&have);
	return rc;
}

static enum rc
open_checked(
	const struct source *source, const struct trust *trust, struct bundle *b, struct err *e)
{
	struct seek_table table = SEEK_TABLE_EMPTY;
	enum rc rc = read_seek_table(source, &table, e), opened;
	struct err untrusted;
	struct slice name;

	if (rc == RC_OK)
		rc = check_cover(source, &table, e);
	if (rc == RC_OK)
		rc = read_seal(source, &table, &b->stream, e);
	seek_table_release(&table);
	if (rc == RC_OK)
		rc = seal_parse(bytes_slice(&b->stream), &b->seal, &name, e);
	if (rc != RC_OK)
		return rc;
	opened = seal_open(b, trust, e);
	if (opened != RC_OK && opened != RC_UNTRUSTED)
		return opened;
	untrusted = *e;
	rc = check_seal_stream(b, name, e);
	if (rc == RC_OK)
		rc = check_tail(source, b, e);
	if (rc != RC_OK)
		return rc;
	*e = untrusted;
	return opened;
}

enum rc
bundle_open(
	const struct source *source, const struct trust *trust, struct bundle *out, struct err *e)
{
	enum rc rc;

	*out = BUNDLE_EMPTY;
	out->source = source;
	*e = ERR_NONE;
	rc = open_checked(source, trust, out, e);
	if (rc != RC_OK && rc != RC_UNTRUSTED)
		bundle_release(out);
	return rc;
}
