#include "format/bundle/frame_members.h"

#include "format/base/limits.h"
#include "format/tar/ustar.h"

void
frame_members_init(struct frame_members *m)
{
	*m = (struct frame_members){.found = BYTES_UP_TO(LIMIT_FRAME_CONTENT / USTAR_BLOCK *
					    sizeof(struct frame_member)),
		.paths = BYTES_UP_TO(LIMIT_FRAME_CONTENT)};
}

void
frame_members_release(struct frame_members *m)
{
	bytes_release(&m->found);
	bytes_release(&m->paths);
}

void
frame_members_clear(struct frame_members *m)
{
	bytes_clear(&m->found);
	bytes_clear(&m->paths);
	m->walked_to = 0;
	m->broken.rc = RC_OK;
}

struct slice
frame_members_inside(const struct record *record, struct slice path)
{
	struct slice name = record->name;

	if (path.len <= name.len + 1 || path.p[name.len] != '/' ||
		memcmp(path.p, name.p, name.len) != 0)
		return SLICE_EMPTY;
	return slice_from(path, name.len + 1);
}

/* By the last part of the name alone; whether the path is an article's is found in order. */
static enum payload_kind
kind_of(struct slice path)
{
	const uint8_t *slash = memrchr(path.p, '/', path.len);
	uint64_t photo;

	if (slash == NULL)
		return PAYLOAD_UNKNOWN;
	return payload_path_kind(slice_from(path, (size_t)(slash - path.p) + 1), &photo);
}

static enum rc
add(struct frame_members *m, const struct record *record, const struct ustar_entry *entry,
	struct slice content, const struct bundle_tap *tap, struct err *e)
{
	struct slice path = frame_members_inside(record, ustar_path(entry));
	struct frame_member f = {.at = m->walked_to, .size = content.len};
	enum rc rc = path.len == 0 ? RC_OK : member_facts_take(kind_of(path), content, &f.facts, e);

	if (rc == RC_NOMEM)
		return rc;
	if (rc != RC_OK && m->broken.rc == RC_OK) {
		m->broken = *e;
		f.broken = true;
	}
	f.facts.digest = digest_of(content);
	/* Where `paths` lies is known only when all are there. */
	f.path = slice_of(NULL, path.len);
	f.path_at = m->paths.len;
	bytes_add(&m->paths, path);
	bytes_add(&m->found, slice_of(&f, sizeof f));
	rc = bytes_check(&m->paths, "paths", e);
	if (rc == RC_OK)
		rc = bytes_check(&m->found, "members", e);
	if (rc == RC_OK && tap != NULL && path.len > 0)
		rc = tap->whole(tap->ctx, path, content, e);
	return rc;
}

enum rc
frame_members_take(struct frame_members *m, const struct record *record, struct slice content,
	const struct bundle_tap *tap, struct err *e)
{
	static const uint8_t zeros[USTAR_BLOCK];
	struct err why;

	while (content.len - m->walked_to >= USTAR_BLOCK) {
		struct slice rest = slice_from(content, m->walked_to), data;
		struct ustar_entry entry;
		enum rc rc;

		if (ustar_is_end(rest.p) ||
			ustar_parse(rest.p, record->created, &entry, &why) != RC_OK ||
			ustar_member_size(entry.size) > rest.len)
			break;
		data = slice_of(rest.p + USTAR_BLOCK, (size_t)entry.size);
		if (memcmp(data.p + data.len, zeros, ustar_padding(entry.size)) != 0)
			break;
		rc = add(m, record, &entry, data, tap, e);
		if (rc != RC_OK)
			return rc;
		m->walked_to += (size_t)ustar_member_size(entry.size);
	}
	return RC_OK;
}

bool
frame_members_next(const struct frame_members *m, size_t *at, struct frame_member *out)
{
	if (*at >= m->found.len)
		return false;
	memcpy(out, m->found.p + *at, sizeof *out);
	*at += sizeof *out;
	if (out->path.len > 0)
		out->path.p = m->paths.p + out->path_at;
	return true;
}
