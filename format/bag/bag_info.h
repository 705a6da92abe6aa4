/*
 * bag_info.h -- bagit.txt and bag-info.txt (SPEC 5.3; BagIt 1.0, RFC 8493 sections
 * 2.1.1 and 2.2.2).
 *
 * bag-info.txt is lines `Label: value`, each there once and in this order:
 *
 *     Source-Organization         whose archive it is; left out where nobody said
 *     Bagging-Date                YYYY-MM-DD, UTC
 *     Payload-Oxum                bytes and number of the payload files, `1234.5`
 *     Bag-Software-Agent          the program that made it, with its version
 *     BagIt-Profile-Identifier    the profile that it keeps
 *     External-Identifier         the bag's name
 *     Internal-Sender-Identifier  the log's origin
 *     Annals-Period               YYYY-MM
 *     Annals-Compression          `libzstd 1.5.4 level 9`
 *
 * A value is 1 to BAG_INFO_VALUE_MAX bytes of UTF-8 in one line, without a space at
 * either end and without controls, line separators, bidi and zero-width characters
 * (text_is_hidden): a plain reader sees what there is.
 */
#ifndef ANNALS_FORMAT_BAG_BAG_INFO_H
#define ANNALS_FORMAT_BAG_BAG_INFO_H

#include "format/base/civil.h"

/* bagit.txt, all of it. */
#define BAG_INFO_BAGIT_TXT "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

#define BAG_INFO_VALUE_MAX 512

/* No bag-info.txt is longer. */
#define BAG_INFO_MAX 4096

/* As far as compression levels go here (packer.h). */
#define BAG_INFO_LEVEL_MAX 19

/* Borrows its texts. */
struct bag_info {
	struct slice organization; /* may be empty */
	struct civil date;	   /* of which year, month and day are used */
	uint64_t payload_bytes, payload_files;
	struct slice agent, profile, name, origin;
	struct slice period;  /* YYYY-MM */
	struct slice library; /* "libzstd 1.5.4" */
	unsigned level;
};

/* Appends bag-info.txt. RC_BAD, naming the label, for a value that cannot stand there. */
MUST_USE enum rc bag_info_write(const struct bag_info *info, struct bytes *out, struct err *e);

/*
 * The values of a whole bag-info.txt, pointing into it. RC_BAD, naming the label, where
 * the text is not, byte for byte, what bag_info_write makes of them.
 */
MUST_USE enum rc bag_info_parse(struct slice text, struct bag_info *out, struct err *e);

/* A Payload-Oxum: bytes and files as two numbers with a point between; false on anything else. */
void bag_info_oxum_write(uint64_t bytes, uint64_t files, struct bytes *out);
bool bag_info_oxum_parse(struct slice text, uint64_t *bytes, uint64_t *files);

#endif
