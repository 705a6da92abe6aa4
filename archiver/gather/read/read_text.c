#include "archiver/gather/read/read_text.h"

#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

#include <assert.h>

/* ---- lines of the original ------------------------------------------------------------- */

/* Walks over lines in units of one or two bytes; LF and CR are looked for once each. */
struct lines {
	struct slice raw;
	size_t at;
	size_t lf, cr; /* where the next one stands, or the end */
	size_t unit;
	bool big; /* the more significant byte of a unit comes first */
};

static size_t
find_unit(const struct lines *l, size_t from, uint8_t c)
{
	if (l->unit == 1)
		return from + slice_find(slice_from(l->raw, from), c);
	for (; l->raw.len - from >= 2; from += 2)
		if (l->raw.p[from + l->big] == c && l->raw.p[from + !l->big] == 0)
			return from;
	return l->raw.len;
}

static struct lines
lines_over(struct slice raw, const struct charset *c)
{
	struct lines l = {.raw = raw, .at = c->mark, .unit = 1};

	if (c->family == CHARSET_UTF16LE || c->family == CHARSET_UTF16BE)
		l.unit = 2;
	l.big = c->family == CHARSET_UTF16BE;
	l.lf = find_unit(&l, l.at, '\n');
	l.cr = find_unit(&l, l.at, '\r');
	return l;
}

/* The next line, from `start` to `end` of the original; false after the last. */
static bool
next_line(struct lines *l, size_t *start, size_t *end)
{
	if (l->at >= l->raw.len)
		return false;
	*start = l->at;
	*end = l->lf < l->cr ? l->lf : l->cr;
	l->at = *end + l->unit;
	if (l->lf < l->raw.len && l->cr + l->unit == l->lf && *end == l->cr)
		l->at += l->unit;
	if (l->lf < l->at && l->lf < l->raw.len)
		l->lf = find_unit(l, l->at, '\n');
	if (l->cr < l->at && l->cr < l->raw.len)
		l->cr = find_unit(l, l->at, '\r');
	return true;
}

/* ---- one line ---------------------------------------------------------------------------- */

struct reading {
	struct charset charset;
	struct normal *normal;
	struct story *story;
	struct bytes decoded, clean; /* of the line at hand, where it needs it */
	size_t dropped, replaced;    /* over the whole text */
	bool apart;
};

static bool
is_separator(uint32_t point)
{
	return point == 0x2028 || point == 0x2029 || point == 0x85;
}

/* What may stay in a text, in form C; counts what may not, and what was not readable. */
static enum rc
clean_line(struct reading *r, struct slice line, struct err *e)
{
	struct bytes *kept = &r->clean;
	uint32_t point;
	size_t n;

	bytes_clear(kept);
	for (; (n = text_point(line, &point)) > 0; line = slice_from(line, n)) {
		if (is_separator(point))
			bytes_u8(kept, ' ');
		else if ((point >= 0x20 && point != 0x7F) || point == '\t')
			bytes_add(kept, slice_first(line, n));
		else
			r->dropped++;
		r->replaced += point == 0xFFFD;
	}
	if (line.len > 0)
		return err_set(e, RC_BAD, "not UTF-8");
	return bytes_check(kept, "a line of the report", e);
}

static void
add_block(struct reading *r, size_t start, struct story_block *b)
{
	struct story *s = r->story;

	b->start = (uint32_t)start;
	b->end = (uint32_t)s->text.len;
	b->apart = r->apart;
	r->apart = false;
	bytes_u8(&s->text, '\n');
	story_add_block(s, b);
}

/* A line that is not in the story's form yet. */
static enum rc
put_changed(struct reading *r, struct slice raw, struct story_block *b, struct err *e)
{
	struct bytes *text = &r->story->text;
	size_t start = text->len;
	struct slice line;
	enum rc rc;

	bytes_clear(&r->decoded);
	charset_decode(&r->charset, raw, &r->decoded);
	rc = bytes_check(&r->decoded, "a line of the report", e);
	if (rc == RC_OK)
		rc = clean_line(r, bytes_slice(&r->decoded), e);
	if (rc != RC_OK)
		return rc;
	line = line_trim(bytes_slice(&r->clean));
	if (line.len == 0) {
		r->apart = true;
		return RC_OK;
	}
	rc = normal_compose(r->normal, line, text, e);
	if (rc != RC_OK)
		return rc;
	add_block(r, start, b);
	return RC_OK;
}

static enum rc
put_line(struct reading *r, struct slice raw, size_t start, size_t end, struct err *e)
{
	struct slice line = slice_of(raw.p + start, end - start);
	struct story_block b = {.raw_start = (uint32_t)start, .raw_end = (uint32_t)end};
	struct slice trimmed = line_trim(line);

	if (r->charset.family != CHARSET_UTF8 || !normal_is_plain(trimmed))
		return put_changed(r, line, &b, e);
	if (trimmed.len == 0) {
		r->apart = true;
		return RC_OK;
	}
	b.raw_start = (uint32_t)(trimmed.p - raw.p);
	b.raw_end = (uint32_t)(b.raw_start + trimmed.len);
	b.verbatim = true;
	start = r->story->text.len;
	bytes_add(&r->story->text, trimmed);
	add_block(r, start, &b);
	return RC_OK;
}

/* ---- the whole --------------------------------------------------------------------------- */

static enum rc
put_lines(struct reading *r, struct slice raw, struct err *e)
{
	struct lines l = lines_over(raw, &r->charset);
	size_t start, end;
	enum rc rc = RC_OK;

	bytes_reserve(&r->story->text, raw.len + 1);
	while (rc == RC_OK && next_line(&l, &start, &end))
		rc = put_line(r, raw, start, end, e);
	return rc == RC_OK ? story_check(r->story, e) : rc;
}

static void
tell(const struct reading *r)
{
	struct story *s = r->story;
	const char *name = charset_name(&r->charset);

	if (r->charset.family != CHARSET_UTF8)
		story_add_finding(s,
			&(struct story_finding){.field = "encoding",
				.value = slice_str(name),
				.block = STORY_NONE,
				.rule = r->charset.rule,
				.percent = r->charset.percent});
	if (r->charset.family == CHARSET_LEGACY)
		story_warn(s, "taken for %s: %u of 100 words with marks are spelt as Vietnamese",
			name, r->charset.percent);
	if (r->dropped > 0)
		story_warn(s, "%zu control characters are left out of the text", r->dropped);
	if (r->replaced > 0)
		story_warn(s, "%zu characters could not be read, or are U+FFFD", r->replaced);
}

enum rc
read_text(struct slice raw, struct normal *n, struct story *s, struct err *e)
{
	struct reading r = {.charset = charset_by_mark(raw),
		.normal = n,
		.story = s,
		.decoded = BYTES_UP_TO(STORY_TEXT_MAX),
		.clean = BYTES_UP_TO(STORY_TEXT_MAX)};
	enum rc rc;

	assert(raw.len <= STORY_RAW_MAX);
	rc = put_lines(&r, raw, e);
	if (rc == RC_BAD) {
		rc = charset_guess(raw, n, &r.charset, e);
		story_clear(s);
		r.dropped = r.replaced = 0;
		r.apart = false;
		if (rc == RC_OK)
			rc = put_lines(&r, raw, e);
	}
	if (rc == RC_OK && s->block_count == 0)
		rc = err_set(e, RC_BAD, "no text in it");
	if (rc == RC_OK)
		tell(&r);
	bytes_release(&r.decoded);
	bytes_release(&r.clean);
	return rc;
}
