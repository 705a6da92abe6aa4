#include "format/bundle/record.h"

#include "format/base/cursor.h"
#include "format/base/limits.h"
#include "format/base/number.h"
#include "format/bundle/bundle_name.h"
#include "format/bundle/rule.h"
#include "format/checkpoint/checkpoint.h"

#include <inttypes.h>

/* What an article takes at the least: the headers of five files. */
#define ARTICLE_MIN (5 * 512)

static void
text_line(struct bytes *out, const char *label, struct slice value)
{
	bytes_str(out, label);
	bytes_u8(out, ' ');
	bytes_add(out, value);
	bytes_u8(out, '\n');
}

static void
number_line(struct bytes *out, const char *label, uint64_t value)
{
	bytes_str(out, label);
	bytes_u8(out, ' ');
	bytes_number(out, value);
	bytes_u8(out, '\n');
}

static void
pair_line(struct bytes *out, const char *label, uint64_t a, char between, uint64_t b)
{
	bytes_str(out, label);
	bytes_u8(out, ' ');
	bytes_number(out, a);
	bytes_u8(out, (uint8_t)between);
	bytes_number(out, b);
	bytes_u8(out, '\n');
}

static void
digest_line(struct bytes *out, const char *label, const struct digest *d)
{
	bytes_str(out, label);
	bytes_u8(out, ' ');
	digest_write(d, out);
	bytes_u8(out, '\n');
}

void
record_write(const struct record *r, struct bytes *out)
{
	bytes_str(out, RECORD_TYPE "\n");
	text_line(out, "name", r->name);
	text_line(out, "origin", r->origin);
	text_line(out, "period", r->period);
	number_line(out, "created", r->created);
	number_line(out, "articles", r->articles);
	number_line(out, "before", r->before);
	digest_line(out, "before-root", &r->before_root);
	pair_line(out, "payload-oxum", r->payload_bytes, '.', r->payload_files);
	number_line(out, "stream", r->stream);
	pair_line(out, "manifest", r->manifest.offset, ' ', r->manifest.length);
	pair_line(out, "index", r->index.offset, ' ', r->index.length);
	pair_line(out, "tree", r->tree.offset, ' ', r->tree.length);
	pair_line(out, "tagmanifest", r->tagmanifest.offset, ' ', r->tagmanifest.length);
	digest_line(out, "frames-sha256", &r->frames_digest);
	digest_line(out, "tagmanifest-sha256", &r->tagmanifest_digest);
	digest_line(out, "range-sha256", &r->range_digest);
	digest_line(out, "previous-sha256", &r->previous_digest);
}

/* The value of the next line, which must begin with `label` and a space. */
static struct slice
value_of(struct cursor *c, const char *label)
{
	struct slice line = cursor_line(c);
	size_t len = strlen(label);

	if (!slice_starts(line, label) || line.len <= len || line.p[len] != ' ') {
		c->failed = true;
		return SLICE_EMPTY;
	}
	return slice_from(line, len + 1);
}

static uint64_t
number_of(struct cursor *c, const char *label)
{
	uint64_t v = 0;

	if (!number_parse(value_of(c, label), INT64_MAX, &v))
		c->failed = true;
	return v;
}

static void
pair_of(struct cursor *c, const char *label, uint8_t between, uint64_t *a, uint64_t *b)
{
	struct slice value = value_of(c, label);
	size_t at = slice_find(value, between);

	if (!number_parse(slice_first(value, at), INT64_MAX, a) ||
		!number_parse(slice_from(value, at + 1), INT64_MAX, b))
		c->failed = true;
}

static struct record_range
range_of(struct cursor *c, const char *label)
{
	struct record_range r = {0, 0};

	pair_of(c, label, ' ', &r.offset, &r.length);
	return r;
}

static struct digest
digest_from(struct cursor *c, const char *label)
{
	struct digest d = {{0}};

	if (!digest_parse(value_of(c, label), &d))
		c->failed = true;
	return d;
}

/* Each tag file lies behind the one before it, and the last one within the stream. */
static enum rc
check_ranges(const struct record *r, struct err *e)
{
	const struct record_range *in_order[] = {
		&r->manifest, &r->index, &r->tree, &r->tagmanifest};
	static const char *const names[] = {"manifest", "index", "tree", "tagmanifest"};
	uint64_t end = 0;

	for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++) {
		/* No sum overflows: both terms are at most INT64_MAX. */
		if (in_order[i]->offset < end ||
			in_order[i]->offset + in_order[i]->length > r->stream)
			return rule_broken(e, "REC-2",
				"bundle record: %s lies at %" PRIu64 " + %" PRIu64
				", room from %" PRIu64 " to %" PRIu64,
				names[i], in_order[i]->offset, in_order[i]->length, end, r->stream);
		end = in_order[i]->offset + in_order[i]->length;
	}
	return RC_OK;
}

static enum rc
check_names(const struct record *r, struct err *e)
{
	struct bundle_name name;

	if (!bundle_name_parse(r->name, &name))
		return rule_broken(e, "REC-2", "bundle record: \"%.*s\" is not a bundle's name",
			SLICE_FMT(r->name));
	if (!slice_equal(name.period, r->period))
		return rule_broken(e, "REC-2", "bundle record: named %.*s, for the period %.*s",
			SLICE_FMT(r->name), SLICE_FMT(r->period));
	if (!checkpoint_origin_check(r->origin))
		return rule_broken(e, "REC-2", "bundle record: \"%.*s\" is not an origin",
			SLICE_FMT(r->origin));
	if (r->articles == 0 || r->articles > r->stream / ARTICLE_MIN)
		return rule_broken(e, "REC-2",
			"bundle record: %" PRIu64 " articles in %" PRIu64 " bytes of tar",
			r->articles, r->stream);
	return RC_OK;
}

enum rc
record_parse(struct slice text, struct record *out, struct err *e)
{
	struct cursor c = cursor_over(text);
	struct slice type = cursor_line(&c);
	enum rc rc;

	*out = (struct record){.name = SLICE_EMPTY};
	if (slice_starts(type, "annals/bundle@") && !slice_is(type, RECORD_TYPE))
		return err_set(e, RC_UNSUPPORTED,
			"REC-1: bundle record of type %.*s, this program knows %s", SLICE_FMT(type),
			RECORD_TYPE);
	if (!slice_is(type, RECORD_TYPE) || text.len > RECORD_MAX)
		return rule_broken(e, "REC-1", "not a bundle record");
	out->name = value_of(&c, "name");
	out->origin = value_of(&c, "origin");
	out->period = value_of(&c, "period");
	out->created = number_of(&c, "created");
	out->articles = number_of(&c, "articles");
	out->before = number_of(&c, "before");
	out->before_root = digest_from(&c, "before-root");
	pair_of(&c, "payload-oxum", '.', &out->payload_bytes, &out->payload_files);
	out->stream = number_of(&c, "stream");
	out->manifest = range_of(&c, "manifest");
	out->index = range_of(&c, "index");
	out->tree = range_of(&c, "tree");
	out->tagmanifest = range_of(&c, "tagmanifest");
	out->frames_digest = digest_from(&c, "frames-sha256");
	out->tagmanifest_digest = digest_from(&c, "tagmanifest-sha256");
	out->range_digest = digest_from(&c, "range-sha256");
	out->previous_digest = digest_from(&c, "previous-sha256");
	if (!cursor_ended(&c))
		return rule_broken(e, "REC-1",
			"bundle record: a line is missing, out of place or "
			"not in its one spelling, at byte %zu",
			text.len - c.left);
	rc = check_names(out, e);
	return rc != RC_OK ? rc : check_ranges(out, e);
}
