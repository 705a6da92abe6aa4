#include "format/bundle/seal.h"

#include "format/base/cursor.h"
#include "format/base/limits.h"
#include "format/bundle/rule.h"
#include "format/tar/ustar.h"

#include <stdio.h>

static const char *const NAMES[SEAL_FILES] = {
	"frames.tsv",
	"bundle.txt",
	"range.txt",
	"previous.txt",
	"consistency.txt",
	"bundle.tlog-proof",
};

/* Offsets of the two fields that seal_parse looks at (SPEC 4). */
#define NAME_FIELD 100
#define SIZE_AT	   124
#define SIZE_FIELD 11

const char *
seal_file_name(enum seal_file file)
{
	return NAMES[file];
}

enum rc
seal_write(const struct seal *seal, struct slice name, uint64_t created, struct bytes *out,
	struct err *e)
{
	for (size_t i = 0; i < SEAL_FILES; i++) {
		char path[LIMIT_PATH + 1];
		int len = snprintf(path, sizeof path, "%.*s/annals/%s", SLICE_FMT(name), NAMES[i]);
		uint8_t *header = bytes_room(out, USTAR_BLOCK);
		enum rc rc;

		if (header == NULL)
			break;
		rc = ustar_write(
			slice_of(path, (size_t)len), seal->files[i].len, created, header, e);
		if (rc != RC_OK)
			return rc;
		bytes_add(out, seal->files[i]);
		bytes_zero(out, ustar_padding(seal->files[i].len));
	}
	bytes_zero(out, 2 * USTAR_BLOCK);
	return bytes_check(out, "seal", e);
}

static bool
parse_size(struct slice digits, size_t *size)
{
	*size = 0;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.p[i] < '0' || digits.p[i] > '7')
			return false;
		*size = *size << 3 | (size_t)(digits.p[i] - '0');
	}
	return true;
}

/* The folder in front of "/annals/<file>" in a header's name field; empty where there is none. */
static struct slice
folder_of(struct slice header, const char *file)
{
	struct slice field = slice_first(header, NAME_FIELD);
	struct slice path = slice_first(field, slice_find(field, '\0'));
	char behind[64];
	size_t len = (size_t)snprintf(behind, sizeof behind, "/annals/%s", file);

	return slice_ends(path, behind) ? slice_first(path, path.len - len) : SLICE_EMPTY;
}

enum rc
seal_parse(struct slice stream, struct seal *out, struct slice *name, struct err *e)
{
	struct cursor c = cursor_over(stream);

	*name = SLICE_EMPTY;
	for (size_t i = 0; i < SEAL_FILES; i++) {
		struct slice header = cursor_take(&c, USTAR_BLOCK), folder;
		size_t size;

		if (!cursor_ok(&c))
			return rule_broken(e, "SEAL-3", "annals/%s is missing", NAMES[i]);
		folder = folder_of(header, NAMES[i]);
		if (folder.len == 0 || (i > 0 && !slice_equal(folder, *name)) ||
			!parse_size(slice_of(header.p + SIZE_AT, SIZE_FIELD), &size))
			return rule_broken(e, "SEAL-3", "annals/%s does not stand at byte %zu",
				NAMES[i], stream.len - c.left - USTAR_BLOCK);
		*name = folder;
		out->files[i] = cursor_take(&c, size);
		cursor_take(&c, ustar_padding(size));
		if (!cursor_ok(&c))
			return rule_broken(e, "SEAL-3", "annals/%s is cut short", NAMES[i]);
	}
	return RC_OK;
}

enum rc
seal_check(struct slice stream, const struct seal *seal, struct slice name, uint64_t created,
	struct err *e)
{
	struct bytes again = BYTES_UP_TO(LIMIT_SEAL);
	enum rc rc = seal_write(seal, name, created, &again, e);
	size_t at = 0;

	if (rc != RC_OK) {
		rc = rule_within(e, rc == RC_NOMEM ? rc : RC_BAD, "SEAL-2", "seal");
		goto out;
	}
	if (slice_equal(bytes_slice(&again), stream))
		goto out;
	while (at < again.len && at < stream.len && again.p[at] == stream.p[at])
		at++;
	rc = rule_broken(e, "SEAL-2",
		"seal: byte %zu of %zu is not what its content makes it (%zu)", at, stream.len,
		again.len);
out:
	bytes_release(&again);
	return rc;
}
