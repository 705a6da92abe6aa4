#include "format/checkpoint/tlog_proof.h"

#include "format/base/cursor.h"
#include "format/base/number.h"
#include "format/merkle/merkle_hash.h"

#include <inttypes.h>

/* The version follows. */
#define FORMAT "c2sp.org/tlog-proof@v"

void
tlog_proof_release(struct tlog_proof *proof)
{
	bytes_release(&proof->hold);
	*proof = TLOG_PROOF_EMPTY;
}

void
tlog_proof_write(const struct tlog_proof *proof, struct bytes *out)
{
	bytes_str(out, FORMAT "1\n");
	if (proof->extra.len > 0) {
		bytes_str(out, "extra ");
		encode_base64(proof->extra, out);
		bytes_u8(out, '\n');
	}
	bytes_str(out, "index ");
	bytes_number(out, proof->index);
	bytes_u8(out, '\n');
	range_text_write(&proof->path, out);
	bytes_u8(out, '\n');
	bytes_add(out, proof->checkpoint);
}

static enum rc
parse_format(struct cursor *c, struct err *e)
{
	struct slice line = cursor_line(c);
	uint64_t version;

	if (slice_is(line, FORMAT "1"))
		return RC_OK;
	if (slice_starts(line, FORMAT) &&
		number_parse(slice_from(line, sizeof FORMAT - 1), UINT64_MAX, &version))
		return err_set(e, RC_UNSUPPORTED, "version %" PRIu64 ", only 1 is known", version);
	return err_set(e, RC_BAD, "does not begin with \"%s\"", FORMAT "1");
}

static enum rc
parse_extra(struct slice text, struct tlog_proof *proof, struct err *e)
{
	uint8_t *to;
	size_t size;
	enum rc rc;

	if (!encode_base64_size(text, &size) || size == 0)
		return err_set(e, RC_BAD, "the extra line holds no base64");
	if (size > LIMIT_LEAF)
		return err_set(
			e, RC_BAD, "an extra line of %zu bytes, the most is %d", size, LIMIT_LEAF);
	to = bytes_room(&proof->hold, size);
	rc = bytes_check(&proof->hold, "extra line", e);
	if (rc != RC_OK || to == NULL)
		return rc;
	if (!encode_base64_parse(text, to, size))
		return err_set(e, RC_BAD, "the extra line is not canonical base64");
	proof->extra = bytes_slice(&proof->hold);
	return RC_OK;
}

/* The lines up to the empty one, which is passed over. */
static struct slice
take_hashes(struct cursor *c)
{
	struct slice all = {c->p, 0};
	struct slice line = cursor_line(c);

	for (; line.len > 0; line = cursor_line(c))
		all.len += line.len + 1;
	return all;
}

static enum rc
parse_path(struct cursor *c, struct merkle_path *path, struct err *e)
{
	struct slice hashes = take_hashes(c);
	enum rc rc;

	if (!cursor_ok(c))
		return err_set(e, RC_BAD, "no empty line before the checkpoint");
	rc = range_text_parse(hashes, path, e);
	if (rc != RC_OK)
		return err_within(e, rc, "hashes");
	if (path->count > TLOG_PROOF_HASHES_MAX)
		return err_set(
			e, RC_BAD, "%u hashes, the most is %d", path->count, TLOG_PROOF_HASHES_MAX);
	return RC_OK;
}

static enum rc
parse_index(struct slice line, uint64_t *index, struct err *e)
{
	static const char name[] = "index ";

	if (!slice_starts(line, name) ||
		!number_parse(slice_from(line, sizeof name - 1), MERKLE_SIZE_MAX - 1, index))
		return err_set(e, RC_BAD, "\"%.*s\" is no index line", SLICE_FMT(line));
	return RC_OK;
}

static enum rc
parse_lines(struct cursor *c, struct tlog_proof *proof, struct err *e)
{
	static const char name[] = "extra ";
	struct slice line;
	enum rc rc = parse_format(c, e);

	if (rc != RC_OK)
		return rc;
	line = cursor_line(c);
	if (slice_starts(line, name)) {
		rc = parse_extra(slice_from(line, sizeof name - 1), proof, e);
		if (rc != RC_OK)
			return rc;
		line = cursor_line(c);
	}
	rc = parse_index(line, &proof->index, e);
	return rc == RC_OK ? parse_path(c, &proof->path, e) : rc;
}

enum rc
tlog_proof_parse(struct slice text, struct tlog_proof *proof, struct err *e)
{
	struct cursor c = cursor_over(text);
	enum rc rc;

	tlog_proof_release(proof);
	rc = parse_lines(&c, proof, e);
	if (rc == RC_OK && (c.left == 0 || c.left > CHECKPOINT_SIGNED_MAX))
		rc = err_set(e, RC_BAD, "a checkpoint of %zu bytes, the most is %d", c.left,
			CHECKPOINT_SIGNED_MAX);
	if (rc != RC_OK) {
		tlog_proof_release(proof);
		return rc;
	}
	proof->checkpoint = cursor_rest(&c);
	return RC_OK;
}
