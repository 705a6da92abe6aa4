#include "archiver/gather/read/photo_iim.h"

#include "archiver/gather/read/photo_charset.h"
#include "format/base/cursor.h"

#define MARKER 0x1C

#define RECORD_APPLICATION 2

#define NUMBER_DATE 55
#define NUMBER_TIME 60

/* What is looked at to tell the charset. */
#define SAMPLE_MAX ((size_t)64 * 1024)

/* IPTC Photo Metadata Standard 2022.1: the IIM mapping of each property. */
static const struct {
	unsigned number;
	enum photo_field field;
	const char *rule;
} KNOWN[] = {
	{5, PHOTO_TITLE, "IPTC 2:05"},
	{80, PHOTO_CREATOR, "IPTC 2:80"},
	{90, PHOTO_CITY, "IPTC 2:90"},
	{92, PHOTO_LOCATION, "IPTC 2:92"},
	{95, PHOTO_STATE, "IPTC 2:95"},
	{101, PHOTO_COUNTRY, "IPTC 2:101"},
	{105, PHOTO_HEADLINE, "IPTC 2:105"},
	{110, PHOTO_CREDIT, "IPTC 2:110"},
	{115, PHOTO_SOURCE, "IPTC 2:115"},
	{116, PHOTO_RIGHTS, "IPTC 2:116"},
	{120, PHOTO_CAPTION, "IPTC 2:120"},
};

struct dataset {
	unsigned record, number;
	struct slice data;
};

/* Lengths of 32 KiB and more have the number of their own bytes first (IIM 4.2, section 1.5). */
static bool
next_dataset(struct cursor *c, struct dataset *out)
{
	uint8_t marker = cursor_u8(c);
	unsigned record = cursor_u8(c), number = cursor_u8(c);
	size_t size = (size_t)cursor_u8(c) << 8;

	size |= cursor_u8(c);
	if ((size & 0x8000) != 0) {
		struct slice length = cursor_take(c, size & 0x7FFF);

		size = length.len > 4 ? SIZE_MAX : 0;
		for (size_t i = 0; size != SIZE_MAX && i < length.len; i++)
			size = size << 8 | length.p[i];
	}
	*out = (struct dataset){record, number, cursor_take(c, size)};
	return cursor_ok(c) && marker == MARKER;
}

static int
known(const struct dataset *d)
{
	for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
		if (d->record == RECORD_APPLICATION && d->number == KNOWN[i].number)
			return (int)i;
	return -1;
}

/* All texts together tell more of their charset than each alone; `*latin` where 1:90 says so. */
static bool
collect_sample(struct slice block, struct bytes *sample, bool *latin)
{
	struct cursor c = cursor_over(block);
	struct dataset d;

	*latin = false;
	while (c.left > 0 && c.p[0] == MARKER && next_dataset(&c, &d)) {
		if (d.record == 1 && d.number == 90)
			*latin = slice_is(d.data, "\x1B.A") || slice_is(d.data, "\x1B-A");
		if (known(&d) < 0)
			continue;
		bytes_add(sample, photo_charset_whole(slice_first(d.data, SAMPLE_MAX / 8)));
		bytes_u8(sample, '\n');
	}
	return sample->failed != RC_NOMEM;
}

static void
add_text(struct photo *p, const struct photo_charset *charset, const struct dataset *d, int which)
{
	struct bytes text = BYTES_UP_TO(4 * PHOTO_CAPTION_MAX);
	struct slice raw = slice_first(d->data, PHOTO_CAPTION_MAX);

	if (charset->web == NULL && charset->plain.family != CHARSET_LEGACY)
		raw = photo_charset_whole(raw);
	photo_charset_decode(charset, raw, &text);
	photo_add(p,
		&(struct photo_value){.field = KNOWN[which].field,
			.block = PHOTO_IIM,
			.rule = KNOWN[which].rule,
			.percent = charset->percent},
		bytes_slice(&text));
	if (text.failed == RC_NOMEM)
		p->failed = RC_NOMEM;
	bytes_release(&text);
}

static void
add_date(struct photo *p, struct slice date, struct slice time)
{
	struct bytes both = BYTES_UP_TO(64);

	bytes_add(&both, slice_first(date, 8));
	bytes_add(&both, slice_first(time, 16));
	photo_add(p,
		&(struct photo_value){.field = PHOTO_DATE,
			.block = PHOTO_IIM,
			.rule = time.len > 0 ? "IPTC 2:55, 2:60" : "IPTC 2:55",
			.percent = 95},
		bytes_slice(&both));
	if (both.failed == RC_NOMEM)
		p->failed = RC_NOMEM;
	bytes_release(&both);
}

static void
add_all(struct slice block, const struct photo_charset *charset, struct photo *p)
{
	struct cursor c = cursor_over(block);
	struct slice date = SLICE_EMPTY, time = SLICE_EMPTY;
	struct dataset d;

	while (c.left > 0 && c.p[0] == MARKER) {
		int which;

		if (!next_dataset(&c, &d)) {
			photo_warn(p, "its IPTC block is cut short");
			break;
		}
		which = known(&d);
		if (which >= 0)
			add_text(p, charset, &d, which);
		if (d.record == RECORD_APPLICATION && d.number == NUMBER_DATE && date.len == 0)
			date = d.data;
		if (d.record == RECORD_APPLICATION && d.number == NUMBER_TIME && time.len == 0)
			time = d.data;
	}
	if (date.len > 0)
		add_date(p, date, time);
}

enum rc
photo_iim_read(struct slice block, struct photo *p, struct err *e)
{
	struct bytes sample = BYTES_UP_TO(SAMPLE_MAX);
	struct photo_charset charset;
	bool latin;
	enum rc rc = collect_sample(block, &sample, &latin) ? RC_OK : err_nomem(e);

	if (rc == RC_OK)
		rc = photo_charset_guess(bytes_slice(&sample), latin, p->normal, &charset, e);
	if (rc == RC_OK)
		add_all(block, &charset, p);
	bytes_release(&sample);
	return rc;
}
