#include "support/photo_maker.h"

#define ROOM (1 << 20)

static void
number(uint64_t v, unsigned n, bool big, struct bytes *out)
{
	for (unsigned i = 0; i < n; i++)
		bytes_u8(out, (uint8_t)(v >> 8 * (big ? n - 1 - i : i)));
}

void
photo_maker_dataset(unsigned record, unsigned which, struct slice data, struct bytes *out)
{
	bytes_u8(out, 0x1C);
	bytes_u8(out, (uint8_t)record);
	bytes_u8(out, (uint8_t)which);
	number(data.len, 2, true, out);
	bytes_add(out, data);
}

void
photo_maker_segment(unsigned marker, struct slice data, struct bytes *out)
{
	bytes_u8(out, 0xFF);
	bytes_u8(out, (uint8_t)marker);
	number(data.len + 2, 2, true, out);
	bytes_add(out, data);
}

void
photo_maker_xmp(const char *attributes, const char *properties, struct bytes *out)
{
	bytes_fmt(out,
		"<?xpacket begin='\xEF\xBB\xBF' id='W5M0MpCehiHzreSzNTczkc9d'?>"
		"<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
		"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
		"<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'"
		" xmlns:ps='http://ns.adobe.com/photoshop/1.0/'"
		" xmlns:core='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'"
		" xmlns:ext='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'"
		" xmlns:rights='http://ns.adobe.com/xap/1.0/rights/'"
		" xmlns:note='http://ns.adobe.com/xmp/note/' %s>%s</rdf:Description>"
		"</rdf:RDF></x:xmpmeta>   <?xpacket end='w'?>",
		attributes, properties);
}

/* ---- TIFF ------------------------------------------------------------------------------------ */

struct directory {
	bool big;
	unsigned count;
	size_t at; /* where it begins in the whole */
	struct bytes entries, values;
	unsigned room; /* entries it will have */
};

static void
entry(struct directory *d, unsigned tag, unsigned type, uint32_t count, struct slice data)
{
	size_t values = d->at + 2 + 12 * (size_t)d->room + 4;

	d->count++;
	number(tag, 2, d->big, &d->entries);
	number(type, 2, d->big, &d->entries);
	number(count, 4, d->big, &d->entries);
	if (data.len <= 4) {
		bytes_add(&d->entries, data);
		bytes_zero(&d->entries, 4 - data.len);
		return;
	}
	number(values + d->values.len, 4, d->big, &d->entries);
	bytes_add(&d->values, data);
	bytes_zero(&d->values, d->values.len % 2);
}

static void
text_entry(struct directory *d, unsigned tag, const char *text)
{
	if (text != NULL)
		entry(d, tag, 2, (uint32_t)strlen(text) + 1, slice_of(text, strlen(text) + 1));
}

static void
long_entry(struct directory *d, unsigned tag, size_t value)
{
	struct bytes data = BYTES_UP_TO(4);

	number(value, 4, d->big, &data);
	entry(d, tag, 4, 1, bytes_slice(&data));
	bytes_release(&data);
}

static void
angle_entry(struct directory *d, unsigned tag, const uint32_t parts[6])
{
	struct bytes data = BYTES_UP_TO(24);

	for (unsigned i = 0; i < 6; i++)
		number(parts[i], 4, d->big, &data);
	entry(d, tag, 5, 3, bytes_slice(&data));
	bytes_release(&data);
}

static struct directory
directory(bool big, unsigned room, size_t at)
{
	return (struct directory){.big = big,
		.at = at,
		.entries = BYTES_UP_TO(ROOM),
		.values = BYTES_UP_TO(ROOM),
		.room = room};
}

/* Entries that were promised and are not there are of no tag. */
static void
close_directory(struct directory *d, struct bytes *out)
{
	number(d->room, 2, d->big, out);
	bytes_add(out, bytes_slice(&d->entries));
	bytes_zero(out, 12 * (size_t)(d->room - d->count) + 4);
	bytes_add(out, bytes_slice(&d->values));
	bytes_release(&d->entries);
	bytes_release(&d->values);
}

static void
write_exif(const struct photo_maker_exif *x, struct slice xmp, struct slice iim,
	struct slice resources, struct bytes *out)
{
	static const uint32_t north[6] = {21, 1, 17, 10, 0, 1}, east[6] = {105, 1, 48, 1, 17, 1};
	static const struct photo_maker_exif none = {.description = NULL};
	struct directory d, more, place;

	x = x == NULL ? &none : x;
	bytes_add(out, x->big ? slice_of("MM\0*", 4) : slice_of("II*\0", 4));
	more = directory(x->big, 2, 8);
	text_entry(&more, 0x9003, x->original);
	text_entry(&more, 0x9011, x->offset);
	place = directory(x->big, 4, 8 + 2 + 24 + 4 + more.values.len);
	if (x->placed) {
		text_entry(&place, 1, "N");
		angle_entry(&place, 2, north);
		text_entry(&place, 3, "E");
		angle_entry(&place, 4, east);
	}
	d = directory(x->big, 11, place.at + 2 + 48 + 4 + place.values.len);
	number(d.at, 4, x->big, out);
	text_entry(&d, 0x010E, x->description);
	text_entry(&d, 0x010F, x->make);
	text_entry(&d, 0x0110, x->model);
	text_entry(&d, 0x0131, x->software);
	text_entry(&d, 0x013B, x->artist);
	text_entry(&d, 0x8298, x->copyright);
	long_entry(&d, 0x8769, more.at);
	long_entry(&d, 0x8825, place.at);
	if (xmp.len > 0)
		entry(&d, 700, 1, (uint32_t)xmp.len, xmp);
	if (iim.len > 0)
		entry(&d, 33723, 7, (uint32_t)iim.len, iim);
	if (resources.len > 0)
		entry(&d, 34377, 7, (uint32_t)resources.len, resources);
	close_directory(&more, out);
	close_directory(&place, out);
	close_directory(&d, out);
}

/* ---- Photoshop's resources ------------------------------------------------------------------- */

static void
resource(unsigned which, struct slice data, struct bytes *out)
{
	bytes_str(out, "8BIM");
	number(which, 2, true, out);
	number(0, 2, true, out);
	number(data.len, 4, true, out);
	bytes_add(out, data);
	bytes_zero(out, data.len % 2);
}

static void
write_resources(const struct photo_maker *m, struct bytes *out)
{
	resource(1005, slice_str("odd"), out);
	if (m->iim.len > 0 && m->kind != PHOTO_MAKER_TIFF)
		resource(1028, m->iim, out);
	if (m->digest != NULL)
		resource(1061, slice_of(m->digest, 16), out);
}

/* ---- the containers -------------------------------------------------------------------------- */

static void
named_segment(unsigned marker, struct slice name, struct slice data, struct bytes *out)
{
	struct bytes both = BYTES_UP_TO(ROOM);

	bytes_add(&both, name);
	bytes_add(&both, data);
	photo_maker_segment(marker, bytes_slice(&both), out);
	bytes_release(&both);
}

static void
write_jpeg(
	const struct photo_maker *m, struct slice exif, struct slice resources, struct bytes *out)
{
	bytes_add(out, slice_of("\xFF\xD8", 2));
	photo_maker_segment(0xE0, slice_of("JFIF\0\1\1\0\0\1\0\1\0\0", 14), out);
	if (m->exif != NULL)
		named_segment(0xE1, slice_of("Exif\0\0", 6), exif, out);
	if (m->xmp.len > 0)
		named_segment(0xE1, slice_of("http://ns.adobe.com/xap/1.0/\0", 29), m->xmp, out);
	if (resources.len > 0)
		named_segment(0xED, slice_of("Photoshop 3.0\0", 14), resources, out);
	bytes_add(out, slice_of("\xFF\xDA\0\2pixels\xFF\xD9", 12));
}

static void
chunk(const char *type, struct slice data, struct bytes *out)
{
	number(data.len, 4, true, out);
	bytes_str(out, type);
	bytes_add(out, data);
	number(0, 4, true, out);
}

static void
write_png(const struct photo_maker *m, struct slice exif, struct bytes *out)
{
	struct bytes text = BYTES_UP_TO(ROOM);

	bytes_add(out, slice_of("\x89PNG\r\n\x1A\n", 8));
	chunk("IHDR", slice_of("\0\0\0\1\0\0\0\1\10\2\0\0\0", 13), out);
	chunk("IDAT", slice_str("pixels"), out);
	if (m->exif != NULL)
		chunk("eXIf", exif, out);
	if (m->xmp.len > 0) {
		bytes_add(&text, slice_of("XML:com.adobe.xmp\0\0\0\0\0", 22));
		bytes_add(&text, m->xmp);
		chunk("iTXt", bytes_slice(&text), out);
	}
	chunk("IEND", SLICE_EMPTY, out);
	bytes_release(&text);
}

static void
riff(const char *type, struct slice data, struct bytes *out)
{
	bytes_str(out, type);
	bytes_u32le(out, (uint32_t)data.len);
	bytes_add(out, data);
	bytes_zero(out, data.len % 2);
}

static void
write_webp(const struct photo_maker *m, struct slice exif, struct bytes *out)
{
	struct bytes all = BYTES_UP_TO(ROOM);

	riff("VP8X", slice_of("\x0C\0\0\0\0\0\0\0\0\0", 10), &all);
	riff("VP8 ", slice_str("pixel"), &all);
	if (m->exif != NULL)
		riff("EXIF", exif, &all);
	if (m->xmp.len > 0)
		riff("XMP ", m->xmp, &all);
	bytes_str(out, "RIFF");
	bytes_u32le(out, (uint32_t)all.len + 4);
	bytes_str(out, "WEBP");
	bytes_add(out, bytes_slice(&all));
	bytes_release(&all);
}

void
photo_maker_write(const struct photo_maker *m, struct bytes *out)
{
	struct bytes exif = BYTES_UP_TO(ROOM), resources = BYTES_UP_TO(ROOM);
	bool tiff = m->kind == PHOTO_MAKER_TIFF;

	if (m->iim.len > 0 || m->digest != NULL)
		write_resources(m, &resources);
	write_exif(m->exif, tiff ? m->xmp : SLICE_EMPTY, tiff ? m->iim : SLICE_EMPTY,
		tiff ? bytes_slice(&resources) : SLICE_EMPTY, tiff ? out : &exif);
	if (m->kind == PHOTO_MAKER_JPEG)
		write_jpeg(m, bytes_slice(&exif), bytes_slice(&resources), out);
	else if (m->kind == PHOTO_MAKER_PNG)
		write_png(m, bytes_slice(&exif), out);
	else if (m->kind == PHOTO_MAKER_WEBP)
		write_webp(m, bytes_slice(&exif), out);
	bytes_release(&exif);
	bytes_release(&resources);
}
