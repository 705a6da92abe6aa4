#include "format/bundle/manifest_cursor.h"

#include "format/bag/manifest.h"
#include "format/base/cursor.h"
#include "format/base/limits.h"
#include "format/bundle/rule.h"

/* A digest, two spaces, a path. */
#define LINE_MAX_LENGTH MANIFEST_LINE_SIZE(LIMIT_PATH)

enum rc
manifest_cursor_init(struct manifest_cursor *c, const struct bundle *bundle, enum payload_lane lane,
	enum rc (*seen)(
		void *ctx, const struct manifest_line *line, struct slice raw, struct err *e),
	void *ctx, struct err *e)
{
	enum rc rc;

	*c = MANIFEST_CURSOR_EMPTY;
	c->lane = lane;
	c->seen = seen;
	c->ctx = ctx;
	c->id = BYTES_UP_TO(LIMIT_PATH);
	rc = frame_reader_init(&c->frames, bundle, e);
	if (rc != RC_OK)
		return rc;
	line_reader_init(&c->lines, &c->frames, &bundle->record.manifest, LINE_MAX_LENGTH);
	return manifest_cursor_next(c, e);
}

void
manifest_cursor_release(struct manifest_cursor *c)
{
	line_reader_release(&c->lines);
	frame_reader_release(&c->frames);
	bytes_release(&c->id);
}

static enum rc
take_apart(struct manifest_cursor *c, struct slice raw, struct err *e)
{
	struct manifest_line *line = &c->next;
	/* The line end is there: line_reader_next found it. */
	struct cursor in = cursor_over(slice_of(raw.p, raw.len + 1));
	enum rc rc = manifest_line_parse(&in, &line->digest, &line->path, e);

	if (rc != RC_OK)
		return rule_within(e, rc, "BAG-2", "manifest-sha256.txt");
	/* Mostly a line is about the same article as the one before. */
	if (c->id.len == 0 || !payload_path_within(line->path, bytes_slice(&c->id), &line->parts)) {
		rc = payload_path_parse(line->path, &line->parts, e);
		if (rc != RC_OK)
			return rc;
		bytes_clear(&c->id);
		bytes_add(&c->id, line->parts.id);
		rc = bytes_check(&c->id, "id", e);
		if (rc != RC_OK)
			return rc;
		c->articles++;
	}
	line->article = c->articles - 1;
	return RC_OK;
}

enum rc
manifest_cursor_next(struct manifest_cursor *c, struct err *e)
{
	for (;;) {
		struct slice raw;
		bool got;
		enum rc rc = line_reader_next(&c->lines, &raw, &got, e);

		c->have = false;
		if (rc != RC_OK)
			return rule_within(e, rc, "BAG-2", "manifest-sha256.txt");
		if (!got)
			return RC_OK;
		rc = take_apart(c, raw, e);
		if (rc == RC_OK && c->seen != NULL)
			rc = c->seen(c->ctx, &c->next, raw, e);
		if (rc != RC_OK)
			return rc;
		if (c->next.parts.lane == c->lane) {
			c->have = true;
			return RC_OK;
		}
	}
}
