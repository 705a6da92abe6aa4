#include "archiver/gather/read/photo_exif.h"

#include "archiver/gather/read/photo_charset.h"
#include "archiver/gather/read/photo_directory.h"

#include <stdlib.h>

#define TAG_DESCRIPTION 0x010E
#define TAG_MAKE	0x010F
#define TAG_MODEL	0x0110
#define TAG_SOFTWARE	0x0131
#define TAG_ARTIST	0x013B
#define TAG_COPYRIGHT	0x8298
#define TAG_EXIF	0x8769
#define TAG_GPS		0x8825
#define TAG_ORIGINAL	0x9003
#define TAG_OFFSET	0x9011

#define GPS_NORTH 1 /* `N` or `S`; the latitude follows */
#define GPS_EAST  3

/* A text of at most PHOTO_CAPTION_MAX bytes; parts that a NUL divides have ", " between. */
static enum rc
read_text(const struct photo_directory *d, unsigned tag, struct bytes *out, struct err *e)
{
	struct bytes raw = BYTES_UP_TO(PHOTO_CAPTION_MAX);
	struct photo_entry x;
	struct slice rest;
	uint8_t *to;
	enum rc rc;

	bytes_clear(out);
	if (!photo_directory_find(d, tag, &x))
		return RC_OK;
	to = bytes_room(&raw, x.size < raw.max ? (size_t)x.size : raw.max);
	rc = to == NULL ? err_nomem(e) : source_read(d->s, x.at, to, raw.len, e);
	rest = bytes_slice(&raw);
	while (rc == RC_OK && rest.len > 0) {
		struct slice part = slice_first(rest, slice_find(rest, 0));
		size_t n = 0;

		while (n < part.len && part.p[n] == ' ')
			n++;
		if (n < part.len && out->len > 0)
			bytes_str(out, ", ");
		if (n < part.len)
			bytes_add(out, part);
		rest = slice_from(rest, part.len + 1);
	}
	bytes_release(&raw);
	return rc != RC_OK || out->failed == RC_OK ? rc : err_nomem(e);
}

static enum rc
add_text(const struct photo_directory *d, unsigned tag, enum photo_field field, const char *rule,
	struct photo *p, struct err *e)
{
	struct bytes raw = BYTES_UP_TO(2 * PHOTO_CAPTION_MAX);
	struct bytes text = BYTES_UP_TO(8 * PHOTO_CAPTION_MAX);
	struct photo_charset charset;
	enum rc rc = read_text(d, tag, &raw, e);

	if (rc == RC_OK && raw.len > 0)
		rc = photo_charset_guess(bytes_slice(&raw), false, p->normal, &charset, e);
	if (rc == RC_OK && raw.len > 0) {
		photo_charset_decode(&charset, bytes_slice(&raw), &text);
		photo_add(p,
			&(struct photo_value){.field = field,
				.block = PHOTO_EXIF,
				.rule = rule,
				.percent = charset.percent},
			bytes_slice(&text));
	}
	if (rc == RC_OK && text.failed == RC_NOMEM)
		rc = err_nomem(e);
	bytes_release(&raw);
	bytes_release(&text);
	return rc;
}

static enum rc
keep_text(const struct photo_directory *d, unsigned tag, struct photo *p, struct slice *out,
	struct err *e)
{
	struct bytes text = BYTES_UP_TO(2 * PHOTO_CAPTION_MAX);
	enum rc rc = read_text(d, tag, &text, e);

	if (rc == RC_OK)
		*out = arena_copy(&p->made, slice_first(bytes_slice(&text), 256));
	bytes_release(&text);
	return rc;
}

/* The first directory: the camera first, for its defaults are told by it. */
static enum rc
read_first(const struct photo_directory *d, struct photo *p, struct err *e)
{
	enum rc rc = keep_text(d, TAG_MAKE, p, &p->make, e);

	if (rc == RC_OK)
		rc = keep_text(d, TAG_MODEL, p, &p->model, e);
	if (rc == RC_OK)
		rc = keep_text(d, TAG_SOFTWARE, p, &p->software, e);
	if (rc == RC_OK)
		rc = add_text(d, TAG_DESCRIPTION, PHOTO_CAPTION, "EXIF ImageDescription", p, e);
	if (rc == RC_OK)
		rc = add_text(d, TAG_ARTIST, PHOTO_CREATOR, "EXIF Artist", p, e);
	if (rc == RC_OK)
		rc = add_text(d, TAG_COPYRIGHT, PHOTO_RIGHTS, "EXIF Copyright", p, e);
	return rc;
}

/* Its offset stands in a tag of its own since EXIF 2.31. */
static enum rc
read_moment(const struct photo_directory *d, struct photo *p, struct err *e)
{
	struct bytes date = BYTES_UP_TO(2 * PHOTO_CAPTION_MAX);
	struct bytes offset = BYTES_UP_TO(2 * PHOTO_CAPTION_MAX);
	enum rc rc = read_text(d, TAG_ORIGINAL, &date, e);

	if (rc == RC_OK)
		rc = read_text(d, TAG_OFFSET, &offset, e);
	if (rc == RC_OK && date.len > 0 && date.len <= 32) {
		bytes_add(&date, slice_first(bytes_slice(&offset), 8));
		photo_add(p,
			&(struct photo_value){.field = PHOTO_DATE,
				.block = PHOTO_EXIF,
				.rule = "EXIF DateTimeOriginal",
				.percent = 95},
			bytes_slice(&date));
	}
	if (rc == RC_OK && date.failed == RC_NOMEM)
		rc = err_nomem(e);
	bytes_release(&date);
	bytes_release(&offset);
	return rc;
}

#define MILLIONTHS 1000000
#define FINER	   1000 /* so that three parts rounded down do not add up to a millionth */

/* Millionths of a degree, from degrees, minutes and seconds as fractions; false where they are
 * none. */
static bool
read_angle(const struct photo_directory *d, unsigned tag, int64_t most, int64_t *out)
{
	static const int64_t parts[] = {1, 60, 3600};
	uint8_t side = 0;
	struct photo_entry ref, x;
	struct err e;
	int64_t sum = 0;

	if (!photo_directory_find(d, tag, &ref) || !photo_directory_find(d, tag + 1, &x) ||
		source_read(d->s, ref.at, &side, 1, &e) != RC_OK)
		return false;
	for (unsigned i = 0; i < 3; i++) {
		uint32_t ratio[2];

		if (!photo_directory_ratio(d, &x, i, ratio) || ratio[1] == 0) {
			if (i == 0)
				return false;
			break; /* degrees alone, or minutes with a fraction */
		}
		/* 2^32 times 10^9 is below 2^62. */
		sum += (int64_t)ratio[0] * MILLIONTHS * FINER / ratio[1] / parts[i];
	}
	sum = (sum + FINER / 2) / FINER;
	*out = side == 'S' || side == 'W' ? -sum : sum;
	return sum <= most * MILLIONTHS && strchr("NSEW", side) != NULL && side != 0;
}

static void
write_angle(int64_t v, struct bytes *out)
{
	bytes_fmt(out, "%s%d.%06d", v < 0 ? "-" : "", (int)(llabs(v) / MILLIONTHS),
		(int)(llabs(v) % MILLIONTHS));
}

static void
read_position(const struct photo_directory *d, struct photo *p)
{
	struct bytes text = BYTES_UP_TO(64);
	int64_t north = 0, east = 0;

	/* A receiver without a fix writes zeros. */
	if (!read_angle(d, GPS_NORTH, 90, &north) || !read_angle(d, GPS_EAST, 180, &east) ||
		(north == 0 && east == 0))
		return;
	write_angle(north, &text);
	bytes_str(&text, ", ");
	write_angle(east, &text);
	photo_add(p,
		&(struct photo_value){.field = PHOTO_POSITION,
			.block = PHOTO_EXIF,
			.rule = "EXIF GPS",
			.percent = 95},
		bytes_slice(&text));
	if (text.failed == RC_NOMEM)
		p->failed = RC_NOMEM;
	bytes_release(&text);
}

/* The directory that an entry of the first one leads to, in place of that one. */
static enum rc
enter(struct photo_directory *d, unsigned tag, bool *got, struct err *e)
{
	struct photo_entry x;
	uint32_t offset;
	bool first;
	enum rc rc = photo_directory_first(d, &first, e);

	*got = false;
	if (rc != RC_OK || !first || !photo_directory_find(d, tag, &x) ||
		!photo_directory_number(d, &x, &offset))
		return rc;
	return photo_directory_at(d, offset, got, e);
}

enum rc
photo_exif_read(const struct source *tiff, struct photo *p, struct err *e)
{
	struct photo_directory d = PHOTO_DIRECTORY_OF(tiff);
	bool got;
	enum rc rc = photo_directory_first(&d, &got, e);

	if (rc == RC_OK && !got)
		photo_warn(p, "its EXIF block is damaged");
	if (rc == RC_OK && got)
		rc = read_first(&d, p, e);
	if (rc == RC_OK && got)
		rc = enter(&d, TAG_EXIF, &got, e);
	if (rc == RC_OK && got)
		rc = read_moment(&d, p, e);
	if (rc == RC_OK)
		rc = enter(&d, TAG_GPS, &got, e);
	if (rc == RC_OK && got)
		read_position(&d, p);
	photo_directory_release(&d);
	return rc;
}
