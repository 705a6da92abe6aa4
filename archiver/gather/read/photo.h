/*
 * photo.h -- what a picture's file says of itself: caption, headline, who took
 * it, where and when, whose it is.
 *
 * The properties are those of the IPTC Photo Metadata Standard 2022.1 with its
 * mapping to IIM and EXIF. One property may stand in three blocks of a file and
 * say three things; photo_choice.h has the rule which of them counts, all are kept.
 *
 * A value is UTF-8 in form C with LF between lines, without blanks around it.
 * What cameras and programs put where a caption should be is no value at all
 * (photo_default.h).
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_H

#include "archiver/gather/arena.h"
#include "archiver/gather/read/normal.h"
#include "archiver/gather/read/photo_blocks.h"
#include "format/base/civil.h"

enum photo_field {
	PHOTO_CAPTION,
	PHOTO_HEADLINE,
	PHOTO_TITLE,
	PHOTO_CREATOR,
	PHOTO_LOCATION, /* within the city */
	PHOTO_CITY,
	PHOTO_STATE,
	PHOTO_COUNTRY,
	PHOTO_DATE,
	PHOTO_CREDIT,
	PHOTO_SOURCE,
	PHOTO_RIGHTS,
	PHOTO_USAGE,
	PHOTO_POSITION, /* degrees north and east: `21.028511, 105.804817` */
	PHOTO_FIELDS
};

/* In the order in which they are asked (MWG 2.0, sections 3.3 and 5). */
enum photo_block {
	PHOTO_EXIF,
	PHOTO_XMP,
	PHOTO_IIM,
	PHOTO_TEXTS, /* of a PNG */
	PHOTO_NO_BLOCK
};

struct photo_value {
	enum photo_field field;
	enum photo_block block;
	const char *rule; /* which property it was: `IPTC 2:120` */
	unsigned percent; /* how sure its text is */
	struct slice text;
	struct slice language;	 /* of one of XMP's alternatives: `vi`, `x-default`; or empty */
	struct slice normalised; /* of a date, RFC 3339 or as much as there is of it */
	struct slice assumed;	 /* what it does not say and was taken for granted */
};

/* Values of one picture; a caption in fifty languages among them. */
#define PHOTO_VALUES_MAX 128

/* Of a caption, and of anything else, bytes: IIM allows 2,000 and 256 at most. */
#define PHOTO_CAPTION_MAX ((size_t)32 * 1024)
#define PHOTO_TEXT_MAX	  ((size_t)2 * 1024)

/* Of all values of one picture. */
#define PHOTO_MADE_MAX (1 * MIB)

struct photo {
	struct photo_value values[PHOTO_VALUES_MAX];
	size_t count;
	const char *warnings[PHOTO_BLOCKS_WARNINGS_MAX + 4];
	size_t warning_count;
	bool iim_changed; /* IIM is not what the last program that knew XMP left */
	struct slice make, model, software; /* of the camera, as EXIF names them */
	struct arena made;		    /* what the values lie in */
	struct normal *normal;		    /* borrowed while it is read */
	int zone;			    /* minutes east of UTC, where a time names none */
	enum rc failed;
};

/* The name by which findings call it: `photo caption`. */
const char *photo_field_name(enum photo_field field);

void photo_init(struct photo *p);
void photo_release(struct photo *p);

/*
 * Fills an empty `p` from a JPEG, PNG, WebP or TIFF; of anything else nothing comes. What is
 * broken in the file is a warning and the rest counts: a failure is RC_IO or RC_NOMEM.
 */
MUST_USE enum rc
photo_read(const struct source *s, struct normal *n, int zone, struct photo *p, struct err *e);

/* For the blocks' readers: notes what is odd; `text` is a literal. */
void photo_warn(struct photo *p, const char *text);

/*
 * Adds a value with `text`, UTF-8 as it came, cleaned and composed. One without anything in it,
 * or a camera's default, is left; a second creator of the same block goes behind the first, a
 * second value of anything else without a language is left.
 */
void photo_add(struct photo *p, const struct photo_value *v, struct slice text);

#endif
