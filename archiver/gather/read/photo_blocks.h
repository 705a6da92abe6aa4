/*
 * photo_blocks.h -- where a picture's file keeps what it says of itself.
 *
 * Three blocks, whatever the container: EXIF (a TIFF structure), XMP (XML), and
 * IPTC-IIM with the digest that XMP-aware programs leave beside it. JPEG has
 * them in APP1 and APP13 (EXIF 2.32 section 4.7, XMP part 3 section 1.1.3,
 * Photoshop image resources), PNG in eXIf, iTXt and tEXt (PNG 3rd edition,
 * section 11.3), WebP in EXIF and XMP chunks of RIFF (RFC 9649), TIFF in tags
 * of its first directory (TIFF 6.0, XMP part 3 section 1.1.2).
 *
 * Only headers and these blocks are read, pixels are passed over: a file of any
 * size costs the same. What claims to be longer than the file, or than
 * PHOTO_BLOCK_MAX, is left out, and said.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_BLOCKS_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_BLOCKS_H

#include "format/base/bytes.h"
#include "format/base/digest.h"
#include "format/base/limits.h"
#include "format/base/stream.h"

/* Of one block: a caption takes a few KiB, previews and edit histories are what is large. */
#define PHOTO_BLOCK_MAX (2 * MIB)

/* Parts of a file that are looked at: a PNG of a gigabyte has some hundred thousand. */
#define PHOTO_PARTS_MAX (256 * 1024)

#define PHOTO_BLOCKS_WARNINGS_MAX 4

struct photo_blocks {
	struct bytes exif;     /* a TIFF structure */
	bool is_tiff;	       /* the file itself is that structure, and `exif` is empty */
	struct bytes xmp;      /* the packet */
	struct bytes extended; /* what did not fit into it, as a packet of its own */
	struct bytes iim;
	bool has_digest; /* of the IIM block, as the last program that knew XMP left it */
	uint8_t digest[DIGEST_MD5_SIZE];
	struct bytes texts;   /* of a PNG: keyword, NUL, UTF-8, NUL for each */
	uint64_t texts_taken; /* bytes of its texts that were looked at, packed and unpacked */
	const char *warnings[PHOTO_BLOCKS_WARNINGS_MAX];
	size_t warning_count;

	/* While a JPEG is read. */
	struct bytes resources; /* Photoshop's, of all its segments */
	uint8_t guid[32];	/* which extension of XMP `extended` is */
	size_t extended_got;
};

void photo_blocks_init(struct photo_blocks *b);
void photo_blocks_release(struct photo_blocks *b);

/* Notes what is odd; `text` is a literal. Beyond PHOTO_BLOCKS_WARNINGS_MAX they are dropped. */
void photo_blocks_warn(struct photo_blocks *b, const char *text);

/*
 * Appends `n` bytes from `offset` to `out`, or warns where they are not there or too many.
 * A failure is RC_IO or RC_NOMEM.
 */
MUST_USE enum rc photo_blocks_take(struct photo_blocks *b, const struct source *s, uint64_t offset,
	uint64_t n, struct bytes *out, struct err *e);

#endif
