/*
 * photo_maker.h -- pictures with metadata, made byte by byte, for the tests of what
 * reads them. They have no pixels to speak of.
 */
#ifndef ANNALS_TESTS_SUPPORT_PHOTO_MAKER_H
#define ANNALS_TESTS_SUPPORT_PHOTO_MAKER_H

#include "format/base/bytes.h"

/* Of an EXIF block; what is NULL is left out. */
struct photo_maker_exif {
	const char *description, *make, *model, *software, *artist, *copyright;
	const char *original, *offset; /* moment, and its distance from UTC */
	bool placed;		       /* 21 degrees 1.7 minutes north, 105 48 17 east */
	bool big;		       /* the more significant byte first */
};

enum photo_maker_kind { PHOTO_MAKER_JPEG, PHOTO_MAKER_PNG, PHOTO_MAKER_WEBP, PHOTO_MAKER_TIFF };

/* What a picture has; blocks that are empty are left out. */
struct photo_maker {
	enum photo_maker_kind kind;
	const struct photo_maker_exif *exif;
	struct slice xmp;
	struct slice iim;
	const uint8_t *digest; /* of IIM, 16 bytes, or NULL */
};

/* Appends the picture. */
void photo_maker_write(const struct photo_maker *m, struct bytes *out);

/* Appends one dataset of IIM. */
void photo_maker_dataset(unsigned record, unsigned number, struct slice data, struct bytes *out);

/* Appends a JPEG's segment. */
void photo_maker_segment(unsigned marker, struct slice data, struct bytes *out);

/* Appends a packet of XMP with `properties` in its one rdf:Description, all prefixes declared. */
void photo_maker_xmp(const char *attributes, const char *properties, struct bytes *out);

#endif
