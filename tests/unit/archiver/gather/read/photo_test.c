#include "support/test.h"

#include "archiver/gather/read/photo_choice.h"
#include "format/base/text.h"
#include "support/photo_maker.h"

#include <stdio.h>

#define ROOM (1 << 20)

#define CAPTION	 "Các đại biểu xem cây giống tại vườn ươm"
#define LI(text) "<rdf:li>" text "</rdf:li>"

#define ALT(name, items)   "<" name "><rdf:Alt>" items "</rdf:Alt></" name ">"
#define IN(language, text) "<rdf:li xml:lang='" language "'>" text "</rdf:li>"

/* ---- a stage --------------------------------------------------------------------------------- */

struct stage {
	struct photo photo;
	struct normal normal;
	struct err e;
};

static void
open_stage(struct stage *s)
{
	photo_init(&s->photo);
	normal_init(&s->normal);
}

static void
close_stage(struct stage *s)
{
	photo_release(&s->photo);
	photo_release(&s->photo);
	normal_release(&s->normal);
}

static void
read_bytes(struct stage *s, struct slice file)
{
	struct source source = source_memory(&file);

	open_stage(s);
	assert_rc(RC_OK, photo_read(&source, &s->normal, 420, &s->photo, &s->e), &s->e);
}

static void
read_made(struct stage *s, const struct photo_maker *m)
{
	struct bytes file = BYTES_UP_TO(ROOM);

	photo_maker_write(m, &file);
	read_bytes(s, bytes_slice(&file));
	bytes_release(&file);
}

static void
assert_text(const struct photo_value *v, const char *text)
{
	if (v == NULL)
		fail_msg("nothing, expected %s", text);
	else if (!slice_is(v->text, text))
		fail_msg("%.*s, expected %s", SLICE_FMT(v->text), text);
}

static const struct photo_value *
chosen(const struct stage *s, enum photo_field field)
{
	return photo_choice_of(&s->photo, field, SLICE_EMPTY);
}

static void
warned(const struct stage *s, const char *warning)
{
	for (size_t i = 0; i < s->photo.warning_count; i++)
		if (strcmp(s->photo.warnings[i], warning) == 0)
			return;
	fail_msg("no warning: %s", warning);
}

/* ---- each property --------------------------------------------------------------------------- */

#define NONE \
	{ \
		.description = NULL \
	}

struct property_row {
	const char *rule;
	enum photo_field field;
	unsigned dataset;	      /* of IIM, or 0 */
	const char *attributes, *xmp; /* or NULL */
	struct photo_maker_exif exif;
	const char *value, *read;
};

static const struct property_row PROPERTIES[] = {
	{"IPTC 2:05", PHOTO_TITLE, 5, NULL, NULL, NONE, "Một tên", "Một tên"},
	{"IPTC 2:80", PHOTO_CREATOR, 80, NULL, NULL, NONE, "Lan Anh", "Lan Anh"},
	{"IPTC 2:90", PHOTO_CITY, 90, NULL, NULL, NONE, "Huế", "Huế"},
	{"IPTC 2:92", PHOTO_LOCATION, 92, NULL, NULL, NONE, "Đại Nội", "Đại Nội"},
	{"IPTC 2:95", PHOTO_STATE, 95, NULL, NULL, NONE, "Yên Bái", "Yên Bái"},
	{"IPTC 2:101", PHOTO_COUNTRY, 101, NULL, NULL, NONE, "Việt Nam", "Việt Nam"},
	{"IPTC 2:105", PHOTO_HEADLINE, 105, NULL, NULL, NONE, "Mùa lũ", "Mùa lũ"},
	{"IPTC 2:110", PHOTO_CREDIT, 110, NULL, NULL, NONE, "TTX", "TTX"},
	{"IPTC 2:115", PHOTO_SOURCE, 115, NULL, NULL, NONE, "Báo A", "Báo A"},
	{"IPTC 2:116", PHOTO_RIGHTS, 116, NULL, NULL, NONE, "© A", "© A"},
	{"IPTC 2:120", PHOTO_CAPTION, 120, NULL, NULL, NONE, CAPTION, CAPTION},
	{"IPTC 2:55", PHOTO_DATE, 55, NULL, NULL, NONE, "20230728", "20230728"},
	{"XMP dc:description", PHOTO_CAPTION, 0, "",
		ALT("dc:description", IN("x-default", CAPTION)), NONE, NULL, CAPTION},
	{"XMP dc:title", PHOTO_TITLE, 0, "", ALT("dc:title", IN("vi", "Một tên")), NONE, NULL,
		"Một tên"},
	{"XMP dc:creator", PHOTO_CREATOR, 0, "",
		"<dc:creator><rdf:Seq>" LI("Lan") LI("An") "</rdf:Seq></dc:creator>", NONE, NULL,
		"Lan, An"},
	{"XMP dc:rights", PHOTO_RIGHTS, 0, "", ALT("dc:rights", IN("x-default", "© A")), NONE, NULL,
		"© A"},
	{"XMP photoshop:Headline", PHOTO_HEADLINE, 0, "ps:Headline='Mùa lũ'", "", NONE, NULL,
		"Mùa lũ"},
	{"XMP photoshop:City", PHOTO_CITY, 0, "", "<ps:City>Huế</ps:City>", NONE, NULL, "Huế"},
	{"XMP photoshop:State", PHOTO_STATE, 0, "ps:State='Yên Bái'", "", NONE, NULL, "Yên Bái"},
	{"XMP photoshop:Country", PHOTO_COUNTRY, 0, "ps:Country='Việt Nam'", "", NONE, NULL,
		"Việt Nam"},
	{"XMP photoshop:Credit", PHOTO_CREDIT, 0, "ps:Credit='TTX'", "", NONE, NULL, "TTX"},
	{"XMP photoshop:Source", PHOTO_SOURCE, 0, "ps:Source='A&amp;B'", "", NONE, NULL, "A&B"},
	{"XMP photoshop:DateCreated", PHOTO_DATE, 0, "ps:DateCreated='2023-07-28'", "", NONE, NULL,
		"2023-07-28"},
	{"XMP Iptc4xmpCore:Location", PHOTO_LOCATION, 0, "core:Location='Đại Nội'", "", NONE, NULL,
		"Đại Nội"},
	{"XMP xmpRights:UsageTerms", PHOTO_USAGE, 0, "",
		ALT("rights:UsageTerms", IN("x-default", "free")), NONE, NULL, "free"},
	{"XMP Iptc4xmpExt:LocationShown/City", PHOTO_CITY, 0, "ps:City='Hà Nội'",
		"<ext:LocationShown><rdf:Bag><rdf:li ext:City='Huế'/><rdf:li ext:City='Vinh'/>"
		"</rdf:Bag></ext:LocationShown>",
		NONE, NULL, "Huế"},
	{"XMP Iptc4xmpExt:LocationShown/CountryName", PHOTO_COUNTRY, 0, "",
		"<ext:LocationShown><rdf:Bag><rdf:li rdf:parseType='Resource'>"
		"<ext:CountryName>Việt Nam</ext:CountryName></rdf:li></rdf:Bag>"
		"</ext:LocationShown>",
		NONE, NULL, "Việt Nam"},
	{"EXIF ImageDescription", PHOTO_CAPTION, 0, NULL, NULL, {.description = CAPTION}, NULL,
		CAPTION},
	{"EXIF Artist", PHOTO_CREATOR, 0, NULL, NULL, {.artist = "Lan Anh"}, NULL, "Lan Anh"},
	{"EXIF Copyright", PHOTO_RIGHTS, 0, NULL, NULL, {.copyright = "© A"}, NULL, "© A"},
	{"EXIF DateTimeOriginal", PHOTO_DATE, 0, NULL, NULL,
		{.original = "2023:07:28 16:44:05", .offset = "+02:00"}, NULL,
		"2023:07:28 16:44:05+02:00"},
	{"EXIF GPS", PHOTO_POSITION, 0, NULL, NULL, {.placed = true}, NULL,
		"21.028333, 105.804722"},
};

static void
make_row(const struct property_row *row, struct bytes *iim, struct bytes *xmp,
	struct photo_maker *out)
{
	if (row->dataset != 0)
		photo_maker_dataset(2, row->dataset, slice_str(row->value), iim);
	if (row->xmp != NULL)
		photo_maker_xmp(row->attributes, row->xmp, xmp);
	*out = (struct photo_maker){
		.exif = &row->exif, .xmp = bytes_slice(xmp), .iim = bytes_slice(iim)};
}

static void
reads_each_property_of_each_block(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof PROPERTIES / sizeof *PROPERTIES; i++) {
		struct bytes iim = BYTES_UP_TO(ROOM), xmp = BYTES_UP_TO(ROOM);
		struct photo_maker m;
		struct stage s;

		make_row(&PROPERTIES[i], &iim, &xmp, &m);
		read_made(&s, &m);
		assert_text(chosen(&s, PROPERTIES[i].field), PROPERTIES[i].read);
		assert_string_equal(chosen(&s, PROPERTIES[i].field)->rule, PROPERTIES[i].rule);
		assert_int_equal(s.photo.warning_count, 0);
		close_stage(&s);
		bytes_release(&iim);
		bytes_release(&xmp);
	}
}

static void
says_in_standard_form_when_it_was(void **state)
{
	static const struct photo_maker_exif plain = {.original = "2023:07:28 16:44:05"};
	struct bytes iim = BYTES_UP_TO(ROOM);
	struct civil when;
	struct stage s;

	(void)state;
	photo_maker_dataset(2, 55, slice_str("20230728"), &iim);
	photo_maker_dataset(2, 60, slice_str("080000-0500"), &iim);
	read_made(&s, &(struct photo_maker){.iim = bytes_slice(&iim)});
	assert_slice_is(chosen(&s, PHOTO_DATE)->normalised, "2023-07-28T08:00:00-05:00");
	assert_int_equal(chosen(&s, PHOTO_DATE)->assumed.len, 0);
	close_stage(&s);
	read_made(&s, &(struct photo_maker){.exif = &plain, .iim = bytes_slice(&iim)});
	assert_slice_is(chosen(&s, PHOTO_DATE)->normalised, "2023-07-28T16:44:05+07:00");
	assert_slice_is(chosen(&s, PHOTO_DATE)->assumed, "time zone +07:00");
	assert_true(photo_choice_moment(&s.photo, &when));
	assert_int_equal(when.hour, 16);
	close_stage(&s);
	bytes_release(&iim);
}

static void
names_a_place_once(void **state)
{
	static const struct {
		const char *attributes, *written;
	} rows[] = {
		{"ps:City='Huế' ps:State='Thừa Thiên Huế' ps:Country='Việt Nam'",
			"Huế, Thừa Thiên Huế, Việt Nam"},
		{"ps:City='Hà Nội' ps:State='Hà Nội'", "Hà Nội"},
		{"core:Location='Đại Nội' ps:City='Huế'", "Huế"},
		{"core:Location='Đại Nội' ps:Country='Việt Nam'", "Đại Nội, Việt Nam"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes xmp = BYTES_UP_TO(ROOM), out = BYTES_UP_TO(ROOM);
		struct stage s;

		photo_maker_xmp(rows[i].attributes, "", &xmp);
		read_made(&s, &(struct photo_maker){.xmp = bytes_slice(&xmp)});
		photo_choice_place(&s.photo, SLICE_EMPTY, &out);
		bytes_u8(&out, 0);
		assert_string_equal((char *)out.p, rows[i].written);
		close_stage(&s);
		bytes_release(&xmp);
		bytes_release(&out);
	}
}

/* ---- charsets -------------------------------------------------------------------------------- */

struct charset_row {
	const char *what;
	const char *escape; /* in 1:90, or NULL */
	struct slice raw;
	const char *read;
};

static const struct charset_row CHARSETS[] = {
	{"UTF-8, marked", "\x1B%G", SLICE(CAPTION), CAPTION},
	{"UTF-8, not marked", NULL, SLICE(CAPTION), CAPTION},
	{"UTF-8, marked as Latin-1", "\x1B.A", SLICE(CAPTION), CAPTION},
	{"UTF-8, taken apart", "\x1B%G", SLICE("Huê\xCC\x81"), "Huế"},
	{"UTF-8, cut within a letter", "\x1B%G", SLICE("đại biểu xem câ\xE1\xBB"),
		"đại biểu xem câ"},
	{"Latin-1, marked", "\x1B.A",
		SLICE("D\xE9tail du d\xE9"
		      "fil\xE9"),
		"Détail du défilé"},
	{"Latin-1, not marked", NULL,
		SLICE("D\xE9tail du d\xE9"
		      "fil\xE9"),
		"Détail du défilé"},
	{"Windows-1252", NULL,
		SLICE("\x93"
		      "D\xE9tail\x94"),
		"“Détail”"},
	{"marked as UTF-8, and is not", "\x1B%G", SLICE("d\xE9tail"), "détail"},
	{"TCVN3", NULL, SLICE("\xA7\xB9i bi\xD3u xem c\xA9y gi\xE8ng t\xB9i v\xAD\xEAn"),
		"Đại biểu xem cây giống tại vườn"},
	{"breaks of lines", NULL, SLICE("one line\r\nanother\rlast  \n\n"),
		"one line\nanother\nlast"},
	{"controls", NULL,
		SLICE("wa\0t\x07"
		      "er\tfalls"),
		"water falls"},
};

static void
reads_every_charset(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof CHARSETS / sizeof *CHARSETS; i++) {
		struct bytes iim = BYTES_UP_TO(ROOM);
		struct stage s;

		if (CHARSETS[i].escape != NULL)
			photo_maker_dataset(1, 90, slice_str(CHARSETS[i].escape), &iim);
		photo_maker_dataset(2, 120, CHARSETS[i].raw, &iim);
		read_made(&s, &(struct photo_maker){.iim = bytes_slice(&iim)});
		assert_text(chosen(&s, PHOTO_CAPTION), CHARSETS[i].read);
		close_stage(&s);
		bytes_release(&iim);
	}
}

/* ---- which counts ---------------------------------------------------------------------------- */

enum beside { NO_DIGEST, SAME, CHANGED };

struct choice_row {
	const char *what;
	const char *exif, *xmp, *iim; /* captions, or NULL */
	enum beside digest;
	const char *language, *chosen;
};

#define LANGUAGES \
	ALT("dc:description", IN("fr", "Crue") IN("x-default", "Flood") IN("vi-VN", "Lũ lớn"))
#define XMP_ONLY(text) ALT("dc:description", IN("x-default", text))

static const struct choice_row CHOICES[] = {
	{"EXIF before both", "Of EXIF", XMP_ONLY("Of XMP"), "Of IIM", NO_DIGEST, "", "Of EXIF"},
	{"a camera's default is none", "SONY DSC", XMP_ONLY("Of XMP"), "Of IIM", NO_DIGEST, "",
		"Of XMP"},
	{"XMP before IIM without a digest", NULL, XMP_ONLY("Of XMP"), "Of IIM", NO_DIGEST, "",
		"Of XMP"},
	{"XMP before IIM that nobody changed", NULL, XMP_ONLY("Of XMP"), "Of IIM", SAME, "",
		"Of XMP"},
	{"IIM that was changed before XMP", NULL, XMP_ONLY("Of XMP"), "Of IIM", CHANGED, "",
		"Of IIM"},
	{"XMP before IIM that is cut", NULL, XMP_ONLY("Of XMP, long"), "Of XMP", CHANGED, "",
		"Of XMP, long"},
	{"IIM where there is no XMP", NULL, NULL, "Of IIM", SAME, "", "Of IIM"},
	{"the whole before its beginning", "Các đại", XMP_ONLY(CAPTION), NULL, NO_DIGEST, "",
		CAPTION},
	{"letters before question marks", "C?c ??i bi?u xem c?y gi?ng t?i v??n ??m", NULL, CAPTION,
		NO_DIGEST, "", CAPTION},
	{"the language of the report", NULL, LANGUAGES, NULL, NO_DIGEST, "vi", "Lũ lớn"},
	{"the default language", NULL, LANGUAGES, NULL, NO_DIGEST, "de", "Flood"},
	{"where nothing is asked for", NULL, LANGUAGES, NULL, NO_DIGEST, "", "Flood"},
	{"the first where there is no default", NULL,
		ALT("dc:description", IN("fr", "Crue") IN("es", "Riada")), NULL, NO_DIGEST, "vi",
		"Crue"},
	{"a language's name that another begins with", NULL,
		ALT("dc:description", IN("fr", "Crue") IN("vivi", "Riada")), NULL, NO_DIGEST, "vi",
		"Crue"},
	{"EXIF that copies one of the languages", "Flood", LANGUAGES, NULL, NO_DIGEST, "vi",
		"Lũ lớn"},
};

static void
chooses_by_the_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof CHOICES / sizeof *CHOICES; i++) {
		const struct choice_row *row = &CHOICES[i];
		struct bytes iim = BYTES_UP_TO(ROOM), xmp = BYTES_UP_TO(ROOM);
		struct photo_maker_exif exif = {.description = row->exif};
		uint8_t digest[DIGEST_MD5_SIZE];
		struct stage s;

		if (row->iim != NULL)
			photo_maker_dataset(2, 120, slice_str(row->iim), &iim);
		if (row->xmp != NULL)
			photo_maker_xmp("", row->xmp, &xmp);
		digest_md5(bytes_slice(&iim), digest);
		digest[0] ^= row->digest == CHANGED;
		read_made(&s,
			&(struct photo_maker){.exif = &exif,
				.xmp = bytes_slice(&xmp),
				.iim = bytes_slice(&iim),
				.digest = row->digest == NO_DIGEST ? NULL : digest});
		if (!slice_is(photo_choice_of(&s.photo, PHOTO_CAPTION, slice_str(row->language))
				      ->text,
			    row->chosen))
			fail_msg("%s", row->what);
		close_stage(&s);
		bytes_release(&iim);
		bytes_release(&xmp);
	}
}

/* ---- containers ------------------------------------------------------------------------------ */

static const struct photo_maker_exif BIG = {.artist = "Lan Anh", .big = true};
static const struct photo_maker_exif LITTLE = {.artist = "Lan Anh"};

/* One with all three blocks, where the container has room for them. */
static void
write_whole(enum photo_maker_kind kind, const struct photo_maker_exif *exif, struct bytes *out)
{
	struct bytes iim = BYTES_UP_TO(ROOM), xmp = BYTES_UP_TO(ROOM);

	photo_maker_dataset(2, 105, slice_str("Mùa lũ"), &iim);
	photo_maker_xmp("", XMP_ONLY(CAPTION), &xmp);
	photo_maker_write(&(struct photo_maker){.kind = kind,
				  .exif = exif,
				  .xmp = bytes_slice(&xmp),
				  .iim = bytes_slice(&iim)},
		out);
	bytes_release(&iim);
	bytes_release(&xmp);
}

static void
finds_the_blocks_in_every_container(void **state)
{
	(void)state;
	for (enum photo_maker_kind k = PHOTO_MAKER_JPEG; k <= PHOTO_MAKER_TIFF; k++) {
		for (unsigned i = 0; i < 2; i++) {
			struct bytes file = BYTES_UP_TO(ROOM);
			struct stage s;

			write_whole(k, i == 0 ? &BIG : &LITTLE, &file);
			read_bytes(&s, bytes_slice(&file));
			assert_text(chosen(&s, PHOTO_CREATOR), "Lan Anh");
			assert_text(chosen(&s, PHOTO_CAPTION), CAPTION);
			if (k == PHOTO_MAKER_JPEG || k == PHOTO_MAKER_TIFF)
				assert_text(chosen(&s, PHOTO_HEADLINE), "Mùa lũ");
			assert_int_equal(s.photo.warning_count, 0);
			close_stage(&s);
			bytes_release(&file);
		}
	}
}

static void
turns_the_bytes_of_iim_in_a_tiff(void **state)
{
	struct bytes iim = BYTES_UP_TO(ROOM), turned = BYTES_UP_TO(ROOM);
	struct stage s;

	(void)state;
	photo_maker_dataset(2, 105, slice_str("Mùa lũ"), &iim);
	bytes_zero(&iim, 4 - iim.len % 4);
	for (size_t i = 0; i < iim.len; i++)
		bytes_u8(&turned, iim.p[i ^ 3]);
	read_made(&s, &(struct photo_maker){.kind = PHOTO_MAKER_TIFF, .iim = bytes_slice(&turned)});
	assert_text(chosen(&s, PHOTO_HEADLINE), "Mùa lũ");
	close_stage(&s);
	bytes_release(&iim);
	bytes_release(&turned);
}

static void
gives_what_is_sound_of_a_file_cut_anywhere(void **state)
{
	(void)state;
	for (enum photo_maker_kind k = PHOTO_MAKER_JPEG; k <= PHOTO_MAKER_TIFF; k++) {
		struct bytes file = BYTES_UP_TO(ROOM);

		write_whole(k, &LITTLE, &file);
		for (size_t len = 0; len < file.len; len++) {
			struct stage s;

			read_bytes(&s, slice_first(bytes_slice(&file), len));
			for (size_t i = 0; i < s.photo.count; i++)
				assert_true(text_is_utf8(s.photo.values[i].text));
			close_stage(&s);
		}
		bytes_release(&file);
	}
}

static void
reads_the_texts_of_a_png(void **state)
{
	static const struct slice file = SLICE("\x89PNG\r\n\x1A\n"
					       "\0\0\0\x12tEXtDescription\0D\xE9"
					       "fil\xE9\0\0\0\0"
					       "\0\0\0\x14iTXtAuthor\0\0\0vi\0\0Lan Anh\0\0\0\0"
					       "\0\0\0\0IEND\0\0\0\0");
	struct stage s;

	(void)state;
	read_bytes(&s, file);
	assert_text(chosen(&s, PHOTO_CAPTION), "Défilé");
	assert_text(chosen(&s, PHOTO_CREATOR), "Lan Anh");
	close_stage(&s);
}

/* In a block of deflate that is stored as it is. */
static void
reads_the_compressed_texts_of_a_png(void **state)
{
	static const struct slice file = SLICE(
		"\x89PNG\r\n\x1A\n"
		"\0\0\0\052zTXtDescription\0\0x\001\001\022\000\355\377Ru\341\273\231ng l\303\272a ch\303\255nV\262\011\005"
		"\0\0\0\0\0\0\0\0IEND\0\0\0\0");
	struct stage s;

	(void)state;
	read_bytes(&s, file);
	assert_text(chosen(&s, PHOTO_CAPTION), "Ruộng lúa chín");
	close_stage(&s);
}

static void
reads_the_blocks_that_imagemagick_puts_into_a_png(void **state)
{
	static const struct slice file =
		SLICE("\x89PNG\r\n\x1A\n"
		      "\0\0\0\107tEXtRaw profile type iptc\0\niptc\n      16\n"
		      "1c0278000b5761746572\n2066616c6c73\n\0\0\0\0"
		      "\0\0\0\0IEND\0\0\0\0");
	struct stage s;

	(void)state;
	read_bytes(&s, file);
	assert_text(chosen(&s, PHOTO_CAPTION), "Water falls");
	close_stage(&s);
}

/* ---- what extends XMP ------------------------------------------------------------------------ */

#define GUID "0123456789ABCDEF0123456789ABCDEF"

static void
add_piece(struct slice whole, size_t from, size_t len, struct bytes *out)
{
	struct bytes data = BYTES_UP_TO(ROOM);

	bytes_add(&data, slice_of("http://ns.adobe.com/xmp/extension/\0", 35));
	bytes_str(&data, GUID);
	for (int shift = 24; shift >= 0; shift -= 8)
		bytes_u8(&data, (uint8_t)(whole.len >> shift));
	for (int shift = 24; shift >= 0; shift -= 8)
		bytes_u8(&data, (uint8_t)(from >> shift));
	bytes_add(&data, slice_first(slice_from(whole, from), len));
	photo_maker_segment(0xE1, bytes_slice(&data), out);
	bytes_release(&data);
}

static void
write_extended(const char *named, bool complete, struct bytes *out)
{
	struct bytes more = BYTES_UP_TO(ROOM), main = BYTES_UP_TO(ROOM), data = BYTES_UP_TO(ROOM);
	char attribute[128];

	snprintf(attribute, sizeof attribute, "note:HasExtendedXMP='%s'", named);
	photo_maker_xmp(attribute, "", &main);
	photo_maker_xmp("", XMP_ONLY(CAPTION), &more);
	bytes_add(&data, slice_of("http://ns.adobe.com/xap/1.0/\0", 29));
	bytes_add(&data, bytes_slice(&main));
	bytes_str(out, "\xFF\xD8");
	photo_maker_segment(0xE1, bytes_slice(&data), out);
	add_piece(bytes_slice(&more), 100, more.len, out);
	if (complete)
		add_piece(bytes_slice(&more), 0, 100, out);
	bytes_str(out, "\xFF\xDA");
	bytes_release(&more);
	bytes_release(&main);
	bytes_release(&data);
}

static void
puts_together_what_extends_xmp(void **state)
{
	static const struct {
		const char *named;
		bool complete, read;
	} rows[] = {{GUID, true, true}, {GUID, false, false}, {"another", true, false}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes file = BYTES_UP_TO(ROOM);
		struct stage s;

		write_extended(rows[i].named, rows[i].complete, &file);
		read_bytes(&s, bytes_slice(&file));
		if (rows[i].read)
			assert_text(chosen(&s, PHOTO_CAPTION), CAPTION);
		else
			warned(&s, "its XMP is not all there");
		close_stage(&s);
		bytes_release(&file);
	}
}

/* ---- what lies ------------------------------------------------------------------------------- */

struct lie_row {
	const char *what;
	struct slice file;
	const char *warning;
};

static const struct lie_row LIES[] = {
	{"a segment longer than the file",
		SLICE("\xFF\xD8\xFF\xE1\xFF\xFF"
		      "Exif\0\0II*\0"),
		"a segment goes on beyond the end of the file"},
	{"a chunk longer than the file",
		SLICE("\x89PNG\r\n\x1A\n\x7F\xFF\xFF\xFF"
		      "eXIfII*\0"),
		"a block goes on beyond the end of the file"},
	{"a chunk of WebP longer than the file", SLICE("RIFF\0\0\0\0WEBPXMP \xFF\xFF\xFF\xFF"),
		"a block goes on beyond the end of the file"},
	{"a TIFF whose directory is beyond its end", SLICE("MM\0*\xFF\xFF\xFF\xFF\0\0\0\0"),
		"its first directory is not where it is said to be"},
	{"EXIF that is none",
		SLICE("\xFF\xD8\xFF\xE1\0\x0C"
		      "Exif\0\0abcd\xFF\xDA"),
		"its EXIF block is damaged"},
	{"IPTC whose last length lies",
		SLICE("\xFF\xD8\xFF\xED\0\x26Photoshop 3.0\0"
		      "8BIM\4\4\0\0\0\0\0\x0A\x1C\2\x78\x7F\xFFwater\xFF\xDA"),
		"its IPTC block is cut short"},
	{"resources whose length lies",
		SLICE("\xFF\xD8\xFF\xED\0\x1E"
		      "Photoshop 3.0\0"
		      "8BIM\4\4\0\0\x7F\0\0\x0Aww\xFF\xDA"),
		"its Photoshop resources are cut short or damaged"},
	{"a compressed text that is none",
		SLICE("\x89PNG\r\n\x1A\n\0\0\0\x18iTXtXML:com.adobe.xmp\0\1\0\0\0xy"
		      "\0\0\0\0"),
		"a compressed text is damaged or larger than 2 MiB"},
	{"a block in a text that is no hexadecimal",
		SLICE("\x89PNG\r\n\x1A\n\0\0\0\042tEXtRaw profile type iptc\0\niptc\n4\nxyzw"
		      "\0\0\0\0"),
		"a block in its texts is damaged"},
};

static void
warns_of_what_lies(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof LIES / sizeof *LIES; i++) {
		struct stage s;

		read_bytes(&s, LIES[i].file);
		warned(&s, LIES[i].warning);
		assert_int_equal(s.photo.count, 0);
		close_stage(&s);
	}
}

/* Where there are no bytes none are asked for. */
static void
passes_over_blocks_without_a_byte(void **state)
{
	static const struct slice files[] = {SLICE("\x89PNG\r\n\x1A\n\0\0\0\0iTXt\0\0\0\0"),
		SLICE("\x89PNG\r\n\x1A\n\0\0\0\0eXIf\0\0\0\0"),
		SLICE("\xFF\xD8\xFF\xE1\0\x08"
		      "Exif\0\0\xFF\xDA"),
		SLICE("\xFF\xD8\xFF\xE1\0\2\xFF\xED\0\2\xFF\xDA"),
		SLICE("RIFF\0\0\0\0WEBPXMP \0\0\0\0EXIF\0\0\0\0")};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct stage s;

		read_bytes(&s, files[i]);
		assert_int_equal(s.photo.count, 0);
		assert_int_equal(s.photo.warning_count, 0);
		close_stage(&s);
	}
}

static void
takes_no_document_type_nor_depth(void **state)
{
	struct bytes deep = BYTES_UP_TO(ROOM), xmp = BYTES_UP_TO(ROOM);
	struct stage s;

	(void)state;
	read_made(&s,
		&(struct photo_maker){
			.xmp = SLICE("<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>"
				     "<x>&b;</x>")});
	warned(&s, "its XMP has a document type, which XMP never has");
	close_stage(&s);
	for (unsigned i = 0; i < 100; i++)
		bytes_str(&deep, "<dc:a>");
	bytes_u8(&deep, 0);
	photo_maker_xmp("ps:City='Huế'", (const char *)deep.p, &xmp);
	read_made(&s, &(struct photo_maker){.xmp = bytes_slice(&xmp)});
	warned(&s, "its XMP has more than 64 elements in each other");
	assert_text(chosen(&s, PHOTO_CITY), "Huế");
	close_stage(&s);
	bytes_clear(&xmp);
	photo_maker_xmp("ps:City='Huế'", "<dc:a>", &xmp);
	read_made(&s, &(struct photo_maker){.xmp = bytes_slice(&xmp)});
	warned(&s, "its XMP is not well-formed");
	assert_text(chosen(&s, PHOTO_CITY), "Huế");
	close_stage(&s);
	bytes_release(&deep);
	bytes_release(&xmp);
}

static void
holds_so_many_values_and_no_more(void **state)
{
	struct bytes iim = BYTES_UP_TO(ROOM), xmp = BYTES_UP_TO(ROOM), many = BYTES_UP_TO(ROOM);
	struct stage s;

	(void)state;
	for (unsigned i = 0; i < 4000; i++)
		photo_maker_dataset(2, 80, slice_str("Lan Anh"), &iim);
	bytes_str(&many, "<dc:description><rdf:Alt>");
	for (unsigned i = 0; i < 1000; i++)
		bytes_fmt(&many, "<rdf:li xml:lang='x%u'>Flood</rdf:li>", i);
	bytes_str(&many, "</rdf:Alt></dc:description>");
	bytes_u8(&many, 0);
	photo_maker_xmp("", (const char *)many.p, &xmp);
	read_made(&s,
		&(struct photo_maker){
			.xmp = bytes_slice(&xmp), .iim = slice_first(bytes_slice(&iim), 40000)});
	assert_true(s.photo.count <= PHOTO_VALUES_MAX);
	close_stage(&s);
	read_made(&s, &(struct photo_maker){.iim = slice_first(bytes_slice(&iim), 40000)});
	assert_true(chosen(&s, PHOTO_CREATOR)->text.len <= PHOTO_TEXT_MAX);
	close_stage(&s);
	bytes_release(&iim);
	bytes_release(&xmp);
	bytes_release(&many);
}

/* ---- pixels ---------------------------------------------------------------------------------- */

/* Of a file with one block at its beginning and 4 GiB of zeros behind it. */
struct sparse {
	struct slice start;
	uint64_t read;
};

static enum rc
read_sparse(void *ctx, uint64_t offset, uint8_t *to, size_t n, struct err *e)
{
	struct sparse *s = ctx;

	(void)e;
	s->read += n;
	memset(to, 0, n);
	for (size_t i = 0; i < n && offset + i < s->start.len; i++)
		to[i] = s->start.p[offset + i];
	return RC_OK;
}

static void
passes_over_pixels(void **state)
{
	(void)state;
	for (enum photo_maker_kind k = PHOTO_MAKER_JPEG; k <= PHOTO_MAKER_TIFF; k++) {
		struct bytes file = BYTES_UP_TO(ROOM);
		struct sparse sparse = {.read = 0};
		struct source source = {read_sparse, &sparse, 4 * GIB};
		struct stage s;

		write_whole(k, &LITTLE, &file);
		sparse.start = bytes_slice(&file);
		open_stage(&s);
		assert_rc(RC_OK, photo_read(&source, &s.normal, 0, &s.photo, &s.e), &s.e);
		assert_text(chosen(&s, PHOTO_CAPTION), CAPTION);
		assert_true(sparse.read < 4 * MIB);
		close_stage(&s);
		bytes_release(&file);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_each_property_of_each_block),
		cmocka_unit_test(says_in_standard_form_when_it_was),
		cmocka_unit_test(names_a_place_once),
		cmocka_unit_test(reads_every_charset),
		cmocka_unit_test(chooses_by_the_rules),
		cmocka_unit_test(finds_the_blocks_in_every_container),
		cmocka_unit_test(turns_the_bytes_of_iim_in_a_tiff),
		cmocka_unit_test(gives_what_is_sound_of_a_file_cut_anywhere),
		cmocka_unit_test(reads_the_texts_of_a_png),
		cmocka_unit_test(reads_the_compressed_texts_of_a_png),
		cmocka_unit_test(reads_the_blocks_that_imagemagick_puts_into_a_png),
		cmocka_unit_test(puts_together_what_extends_xmp),
		cmocka_unit_test(warns_of_what_lies),
		cmocka_unit_test(passes_over_blocks_without_a_byte),
		cmocka_unit_test(takes_no_document_type_nor_depth),
		cmocka_unit_test(holds_so_many_values_and_no_more),
		cmocka_unit_test(passes_over_pixels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
