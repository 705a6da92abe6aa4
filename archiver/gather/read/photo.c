#include "archiver/gather/read/photo.h"

#include "archiver/gather/read/photo_date.h"
#include "archiver/gather/read/photo_default.h"
#include "archiver/gather/read/photo_exif.h"
#include "archiver/gather/read/photo_iim.h"
#include "archiver/gather/read/photo_jpeg.h"
#include "archiver/gather/read/photo_png.h"
#include "archiver/gather/read/photo_tiff.h"
#include "archiver/gather/read/photo_webp.h"
#include "archiver/gather/read/photo_xmp.h"
#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

const char *
photo_field_name(enum photo_field field)
{
	static const char *const names[PHOTO_FIELDS] = {
		[PHOTO_CAPTION] = "photo caption",
		[PHOTO_HEADLINE] = "photo headline",
		[PHOTO_TITLE] = "photo title",
		[PHOTO_CREATOR] = "photo creator",
		[PHOTO_LOCATION] = "photo location",
		[PHOTO_CITY] = "photo city",
		[PHOTO_STATE] = "photo state",
		[PHOTO_COUNTRY] = "photo country",
		[PHOTO_DATE] = "photo date",
		[PHOTO_CREDIT] = "photo credit",
		[PHOTO_SOURCE] = "photo source",
		[PHOTO_RIGHTS] = "photo rights",
		[PHOTO_USAGE] = "photo usage",
		[PHOTO_POSITION] = "photo position",
	};

	return names[field];
}

void
photo_init(struct photo *p)
{
	*p = (struct photo){.made = ARENA_UP_TO(PHOTO_MADE_MAX)};
}

void
photo_release(struct photo *p)
{
	arena_release(&p->made);
	photo_init(p);
}

void
photo_warn(struct photo *p, const char *text)
{
	for (size_t i = 0; i < p->warning_count; i++)
		if (strcmp(p->warnings[i], text) == 0)
			return;
	if (p->warning_count < COUNT(p->warnings))
		p->warnings[p->warning_count++] = text;
}

/* ---- values ---------------------------------------------------------------------------------- */

static size_t
room_of(enum photo_field field)
{
	return field == PHOTO_CAPTION ? PHOTO_CAPTION_MAX : PHOTO_TEXT_MAX;
}

/* Any break of lines is LF, controls go, what is not UTF-8 is U+FFFD; cut at a character. */
static void
clean(struct slice s, size_t most, struct bytes *out)
{
	uint32_t point;

	while (s.len > 0 && out->len + 4 <= most) {
		size_t n = text_point(s, &point);
		uint8_t four[4];

		s = slice_from(s, n > 0 ? n : 1);
		if (n == 0)
			point = 0xFFFD;
		if (point == '\r' && s.len > 0 && s.p[0] == '\n')
			continue;
		if (point == '\r' || point == 0x85 || point == 0x2028 || point == 0x2029)
			point = '\n';
		if (point == '\t' || point == 0xA0)
			point = ' ';
		if ((point < 0x20 && point != '\n') || (point >= 0x7F && point <= 0x9F) ||
			point == 0xFEFF)
			continue;
		/* A single break of lines, no blanks before it. */
		while (point == '\n' && out->len > 0 && out->p[out->len - 1] == ' ')
			bytes_cut(out, out->len - 1);
		if (point == '\n' && out->len > 0 && out->p[out->len - 1] == '\n')
			continue;
		bytes_add(out, slice_of(four, text_put(point, four)));
	}
}

/* The text as a value has it, in the photo's own memory; empty where nothing is left of it. */
static struct slice
made_text(struct photo *p, enum photo_field field, struct slice raw)
{
	struct bytes plain = BYTES_UP_TO(PHOTO_CAPTION_MAX);
	struct bytes composed = BYTES_UP_TO(4 * PHOTO_CAPTION_MAX);
	struct err ignored = ERR_NONE;
	struct slice text;
	enum rc rc;

	clean(raw, room_of(field), &plain);
	rc = normal_compose(p->normal, line_trim(bytes_slice(&plain)), &composed, &ignored);
	if (rc == RC_NOMEM || plain.failed == RC_NOMEM || composed.failed == RC_NOMEM)
		p->failed = RC_NOMEM;
	text = rc == RC_OK && composed.failed == RC_OK ? line_trim(bytes_slice(&composed))
						       : SLICE_EMPTY;
	text = arena_copy(&p->made, text);
	bytes_release(&plain);
	bytes_release(&composed);
	return text;
}

static bool
is_default(const struct photo *p, enum photo_field field, struct slice text)
{
	switch (field) {
	case PHOTO_CAPTION:
	case PHOTO_HEADLINE:
	case PHOTO_TITLE:
		return photo_default_is(p, text);
	case PHOTO_CREATOR:
	case PHOTO_RIGHTS:
	case PHOTO_CREDIT:
	case PHOTO_SOURCE:
		return photo_default_is_camera(p, text);
	default:
		return false;
	}
}

/* Sets the standard form of a date, and what it leaves open; false where it is none. */
static bool
set_date(struct photo *p, struct photo_value *v)
{
	struct bytes text = BYTES_UP_TO(64);
	struct photo_date d;

	if (!photo_date_parse(v->text, p->zone, &d))
		return false;
	photo_date_write(&d, &text);
	v->normalised = arena_copy(&p->made, bytes_slice(&text));
	bytes_clear(&text);
	if (d.time && !d.zone) {
		bytes_fmt(&text, "time zone %c%02d:%02d", p->zone < 0 ? '-' : '+',
			(p->zone < 0 ? -p->zone : p->zone) / 60,
			(p->zone < 0 ? -p->zone : p->zone) % 60);
		v->assumed = arena_copy(&p->made, bytes_slice(&text));
	}
	if (text.failed == RC_NOMEM)
		p->failed = RC_NOMEM;
	bytes_release(&text);
	return true;
}

static struct photo_value *
same_before(struct photo *p, const struct photo_value *v)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->values[i].field == v->field && p->values[i].block == v->block &&
			p->values[i].rule == v->rule &&
			slice_equal(p->values[i].language, v->language))
			return &p->values[i];
	return NULL;
}

/* Creators of one block are one value, in their order. */
static void
join(struct photo *p, struct photo_value *before, struct slice text)
{
	struct bytes both = BYTES_UP_TO(PHOTO_TEXT_MAX);

	bytes_add(&both, before->text);
	bytes_str(&both, ", ");
	bytes_add(&both, text);
	if (both.failed == RC_OK)
		before->text = arena_copy(&p->made, bytes_slice(&both));
	if (both.failed == RC_NOMEM)
		p->failed = RC_NOMEM;
	bytes_release(&both);
}

void
photo_add(struct photo *p, const struct photo_value *v, struct slice text)
{
	struct photo_value made = *v, *before = same_before(p, v);

	/* What is left is not looked at either: a million creators cost no more than their length.
	 */
	if (p->count == PHOTO_VALUES_MAX || p->made.failed != RC_OK ||
		(before != NULL &&
			(v->field != PHOTO_CREATOR ||
				before->text.len + text.len > PHOTO_TEXT_MAX / 2)))
		return;
	made.text = made_text(p, v->field, text);
	if (made.text.len == 0 || is_default(p, v->field, made.text))
		return;
	if (v->field == PHOTO_DATE && !set_date(p, &made))
		return;
	if (before != NULL) {
		join(p, before, made.text);
		return;
	}
	made.language = arena_copy(&p->made, v->language);
	p->values[p->count++] = made;
}

/* ---- reading --------------------------------------------------------------------------------- */

static enum rc
read_blocks(const struct source *s, struct photo_blocks *b, struct err *e)
{
	uint8_t first[12];
	struct slice head = slice_of(first, sizeof first);
	enum rc rc;

	if (s->size < sizeof first)
		return RC_OK;
	rc = source_read(s, 0, first, sizeof first, e);
	if (rc != RC_OK)
		return rc;
	if (slice_starts(head, "\xFF\xD8\xFF"))
		return photo_jpeg_read(s, b, e);
	if (slice_starts(head, "\x89PNG\r\n\x1A\n"))
		return photo_png_read(s, b, e);
	if (slice_starts(head, "RIFF") && slice_ends(head, "WEBP"))
		return photo_webp_read(s, b, e);
	if (slice_starts(head, "II*") || slice_starts(head, "MM"))
		return photo_tiff_read(s, b, e);
	return RC_OK;
}

static enum rc
read_exif(const struct source *s, const struct photo_blocks *b, struct photo *p, struct err *e)
{
	struct slice block = bytes_slice(&b->exif);
	struct source memory = source_memory(&block);

	if (b->is_tiff)
		return photo_exif_read(s, p, e);
	return block.len > 0 ? photo_exif_read(&memory, p, e) : RC_OK;
}

static enum rc
read_xmp(const struct photo_blocks *b, struct photo *p, struct err *e)
{
	enum rc rc = RC_OK;

	if (b->xmp.len > 0)
		rc = photo_xmp_read(bytes_slice(&b->xmp), p, e);
	if (rc == RC_OK && b->extended.len > 0)
		rc = photo_xmp_read(bytes_slice(&b->extended), p, e);
	return rc;
}

static enum rc
read_iim(const struct photo_blocks *b, struct photo *p, struct err *e)
{
	uint8_t digest[DIGEST_MD5_SIZE];

	if (b->iim.len == 0)
		return RC_OK;
	digest_md5(bytes_slice(&b->iim), digest);
	p->iim_changed = b->has_digest && memcmp(digest, b->digest, sizeof digest) != 0;
	return photo_iim_read(bytes_slice(&b->iim), p, e);
}

/* The texts of a PNG, as photo_blocks.h has them. */
static void
read_texts(const struct photo_blocks *b, struct photo *p)
{
	static const struct {
		const char *keyword;
		enum photo_field field;
		const char *rule;
	} known[] = {{"Title", PHOTO_TITLE, "PNG Title"}, {"Author", PHOTO_CREATOR, "PNG Author"},
		{"Description", PHOTO_CAPTION, "PNG Description"},
		{"Copyright", PHOTO_RIGHTS, "PNG Copyright"}};
	struct slice rest = bytes_slice(&b->texts);

	while (rest.len > 0) {
		struct slice keyword = slice_first(rest, slice_find(rest, 0)), text;

		rest = slice_from(rest, keyword.len + 1);
		text = slice_first(rest, slice_find(rest, 0));
		rest = slice_from(rest, text.len + 1);
		for (size_t i = 0; i < COUNT(known); i++)
			if (slice_is(keyword, known[i].keyword))
				photo_add(p,
					&(struct photo_value){.field = known[i].field,
						.block = PHOTO_TEXTS,
						.rule = known[i].rule,
						.percent = 90},
					text);
	}
}

static bool
is_out_of_memory(const struct photo *p, const struct photo_blocks *b)
{
	return p->failed == RC_NOMEM || p->made.failed == RC_NOMEM || b->iim.failed == RC_NOMEM ||
		b->xmp.failed == RC_NOMEM || b->texts.failed == RC_NOMEM;
}

enum rc
photo_read(const struct source *s, struct normal *n, int zone, struct photo *p, struct err *e)
{
	struct photo_blocks b;
	enum rc rc;

	photo_blocks_init(&b);
	p->normal = n;
	p->zone = zone;
	rc = read_blocks(s, &b, e);
	if (rc == RC_OK)
		rc = read_exif(s, &b, p, e);
	if (rc == RC_OK)
		rc = read_xmp(&b, p, e);
	if (rc == RC_OK)
		rc = read_iim(&b, p, e);
	if (rc == RC_OK)
		read_texts(&b, p);
	for (size_t i = 0; i < b.warning_count; i++)
		photo_warn(p, b.warnings[i]);
	if (rc == RC_OK && is_out_of_memory(p, &b))
		rc = err_nomem(e);
	photo_blocks_release(&b);
	return rc;
}
